import Canvas
import GatewayModel

/// The report of `check`: for each gateway OpenClaw's checklist, then every finding with what to do.
public struct CheckText {
  /// Writes `~` for the home in paths.
  public let paths: GatehousePaths
  /// The marks and arrows that stdout can show.
  public let glyphs: Glyphs

  /// Made by the command `check`.
  public init(
    paths: GatehousePaths, glyphs: Glyphs
  ) {
    self.paths = paths
    self.glyphs = glyphs
  }

  /// The verdict of `findings`, a checklist for each of `gateways`, then `findings` by severity. No line end after the last line.
  /// The checklists take their marks from all findings of the snapshot.
  public func text(_ snapshot: Snapshot, gateways: [Gateway], findings: [Finding]) -> String {
    var parts = [summary(gateways, findings)]
    var byGateway: [GatewayID: [Finding]] = [:]
    for finding in snapshot.findings {
      for gateway in finding.gateways { byGateway[gateway.id, default: []].append(finding) }
    }
    for gateway in gateways { parts.append(checklist(gateway, byGateway[gateway.id] ?? [])) }
    for severity in Finding.Severity.allCases {
      let groups = FindingGroup.groups(findings.filter { $0.severity == severity })
      if groups.isEmpty { continue }
      let title = ["error": "Errors", "warning": "Warnings", "info": "Good to know"][severity.rawValue] ?? ""
      parts.append(([title] + groups.map(group)).joined(separator: "\n"))
    }
    return parts.joined(separator: "\n\n")
  }

  private func summary(_ gateways: [Gateway], _ findings: [Finding]) -> String {
    if gateways.isEmpty, findings.isEmpty { return "No gateway found in \(paths.home)." }
    func count(_ severity: Finding.Severity, _ word: String) -> String? {
      let number = findings.count { $0.severity == severity }
      return number == 0 ? nil : "\(number) \(word)\(number == 1 ? "" : "s")"
    }
    let verdict = Verdict(findings)
    let counts = [count(.error, "error"), count(.warning, "warning"), count(.info, "remark")].compactMap(
      \.self)
    let tail = counts.isEmpty ? "" : ": \(counts.joined(separator: ", "))"
    return "\(verdict.rawValue)\(tail) (\(gateways.count) gateway\(gateways.count == 1 ? "" : "s"))"
  }

  private func checklist(_ gateway: Gateway, _ findings: [Finding]) -> String {
    let list = Checklist(gateway, findings: findings, abbreviate: paths.abbreviate)
    let width = list.lines.map { TextWidth.of($0.value) }.max() ?? 0
    let lines = list.lines.map { line in
      let mark = line.unknown != nil ? glyphs.maybe : line.severity == nil ? glyphs.yes : glyphs.no
      let title = line.kind.title.padded(to: 15)
      let what =
        line.unknown.map { "unknown: \($0)" }
        ?? (line.severity == nil
          ? "" : line.others.isEmpty ? line.note ?? "" : "with \(Self.list(line.others))")
      let value = line.unknown == nil ? line.value : glyphs.dash
      return "  \(mark) \(title)  \(what.isEmpty ? value : value.padded(to: width) + "  " + what)"
    }
    let head = gateway.kindText.map { "\(gateway.name)  \($0)" } ?? gateway.name
    return ([head] + lines).joined(separator: "\n")
  }

  private func group(_ group: FindingGroup) -> String {
    let finding = group.first
    let names = Self.list(group.gateways.map(\.name))
    let count = group.isMany ? "  \(group.findings.count) times" : ""
    var lines = ["  \(finding.code.rawValue)\(names.isEmpty ? "" : "  \(names)")\(count)"]
    for shown in group.isMany ? group.findings.prefix(3) : group.findings[...] {
      lines += TextCut.wrap(shown.detail, width: 96).map { "    \($0)" }
      let places = shown.paths.filter { !shown.detail.contains($0) }
      if !places.isEmpty { lines += places.map { "    in \($0)" } }
      // In one line, whatever its length: commands in it are copied.
      lines.append("    \(glyphs.arrow) \(shown.fix)")
    }
    if group.isMany {
      lines.append("    and \(group.findings.count - 3) more like these: `check --json` has all")
    }
    return lines.joined(separator: "\n")
  }

  static func list(_ names: [String]) -> String {
    names.count > 6
      ? names.prefix(5).joined(separator: ", ") + " and \(names.count - 5) more"
      : names.joined(separator: ", ")
  }
}
