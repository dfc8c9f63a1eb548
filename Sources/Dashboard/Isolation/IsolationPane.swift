import Canvas
import GatewayModel

/// OpenClaw's checklist for the gateway, then what is wrong, the chosen one with what to do.
enum IsolationPane {
  /// The pane at the screen's width, with the place of the chosen finding in it.
  static func content(_ state: DashboardState) -> (lines: [PaneLine], chosen: Range<Int>?) {
    guard let gateway = state.current else { return ([], nil) }
    return content(PaneContext(gateway: gateway, state: state, width: state.screen.width, glyphs: .unicode))
  }

  /// The lines, and which of them belong to the chosen finding.
  static func content(_ context: PaneContext) -> (lines: [PaneLine], chosen: Range<Int>?) {
    var lines = checklist(context)
    let groups = context.state.marks.groups(context.gateway.id)
    lines.append(.blank)
    if groups.isEmpty {
      lines.append(
        PaneLine([.init("\(context.glyphs.yes) ", .good), .init("nothing else is wrong with it", .dim)]))
      return (lines, nil)
    }
    let chosen = min(context.state.paneView.chosenFinding, groups.count - 1)
    var range: Range<Int>?
    for (place, group) in groups.enumerated() {
      let start = lines.count
      lines += finding(group, isChosen: place == chosen, context)
      if place == chosen { range = start..<lines.count }
    }
    let choose = groups.count > 1 ? "PgUp PgDn choose, " : ""
    lines += [.blank, PaneLine([.init("\(choose)c copies the chosen one", .dim)])]
    return (lines, range)
  }

  /// What `c` copies: the chosen finding.
  static func text(_ state: DashboardState) -> String? {
    guard let gateway = state.current else { return nil }
    let groups = state.marks.groups(gateway.id)
    guard !groups.isEmpty else { return nil }
    let group = groups[min(state.paneView.chosenFinding, groups.count - 1)]
    return group.findings.map { finding in
      ([
        "\(finding.severity.rawValue) \(finding.code.rawValue): \(finding.names.joined(separator: ", "))",
        finding.detail,
      ] + finding.paths + [finding.fix]).joined(separator: "\n")
    }.joined(separator: "\n\n")
  }

  // MARK: The checklist

  private static func checklist(_ context: PaneContext) -> [PaneLine] {
    let list = Checklist(
      context.gateway, findings: context.state.marks.of(context.gateway.id), abbreviate: context.abbreviate)
    return list.lines.map { line in
      let (mark, style): (String, Style) =
        line.unknown != nil
        ? (context.glyphs.maybe, .dim)
        : line.severity == nil
          ? (context.glyphs.yes, .good) : (context.glyphs.no, line.severity == .error ? .bad : .warning)
      let title = line.kind.title.padded(to: context.width >= 60 ? 17 : 16)
      var spans: [LinePainter.Span] = [.init("\(mark) ", style), .init(title, .dim)]
      if let reason = line.unknown {
        let room = max(16, context.width - 22)
        spans.append(
          .init(TextCut.middle("unknown: \(reason)", width: room, ellipsis: context.glyphs.ellipsis), .dim))
      } else {
        let what =
          line.others.isEmpty ? line.note : line.severity == nil ? nil : "with \(names(line.others))"
        let room = max(16, context.width - 22 - TextWidth.of(what ?? ""))
        spans.append(.init(TextCut.middle(line.value, width: room, ellipsis: context.glyphs.ellipsis)))
        if let what { spans.append(.init("  \(what)", style)) }
      }
      return PaneLine(spans)
    }
  }

  private static func names(_ names: [String]) -> String {
    names.count > 3 ? "\(names[0]), \(names[1]) and \(names.count - 2) others" : names.joined(separator: ", ")
  }

  // MARK: Findings

  private static func finding(
    _ group: FindingGroup, isChosen: Bool, _ context: PaneContext
  ) -> [PaneLine] {
    let finding = group.first
    let (glyph, style) = FindingMarks.look(finding.severity, context.glyphs)
    let others = group.gateways.filter { $0.id != context.gateway.id }.map(\.name)
    var head: [LinePainter.Span] = [
      .init(isChosen ? context.glyphs.selection : " ", .accent), .init("\(glyph) ", style),
      .init(finding.code.rawValue, isChosen ? Style(style.role, .bold) : style),
    ]
    if group.isMany { head.append(.init("  \(group.findings.count) times", .text)) }
    if !others.isEmpty { head.append(.init("  with \(names(others))")) }
    let ports = group.findings.flatMap(\.ports)
    if !ports.isEmpty, !group.isMany {
      head.append(.init("  \(ports.prefix(4).map(\.text).joined(separator: " "))", .dim))
    }
    var lines = [PaneLine(head, x: 1)]
    guard isChosen else { return lines }
    let room = max(20, context.width - 8)
    func add(_ text: String, _ style: Style, indent: Int = 4) {
      for part in ShownText.wrap(text, width: room - indent + 4) {
        lines.append(PaneLine([.init(part, style)], x: indent))
      }
    }
    for shown in group.isMany ? group.findings.prefix(3) : group.findings[...] {
      add(shown.detail, .text)
      for path in shown.paths where !shown.detail.contains(path) { add(path, .dim) }
      let fix = ShownText.wrap(shown.fix, width: room - 2)
      for (place, part) in fix.enumerated() {
        lines.append(
          PaneLine([.init(place == 0 ? "\(context.glyphs.arrow) " : "  ", .accent), .init(part)], x: 4))
      }
    }
    if group.isMany { add("and \(group.findings.count - 3) more; `gatehouse check --json` has all", .dim) }
    return lines
  }
}
