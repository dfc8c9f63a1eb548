import OpenClaw

/// Reads what `systemctl show` prints: `NAME=value` lines, units separated by empty lines. Source: systemctl(1).
public enum ServiceShow {
  /// The properties that are asked for.
  public static let properties = [
    "Id", "Names", "LoadState", "ActiveState", "SubState", "UnitFileState", "MainPID", "NRestarts", "Result",
    "FragmentPath", "DropInPaths", "NeedDaemonReload", "Environment", "ExecStart",
  ]

  /// Units that exist, each once.
  public static func parse(_ text: String, isUserUnit: Bool) -> [ServiceStatus] {
    var seen: Set<String> = []
    return blocks(text).compactMap { block in
      guard let status = status(block, isUserUnit: isUserUnit), status.loadState != "not-found",
        seen.insert(status.unit).inserted
      else { return nil }
      return status
    }
  }

  private static func blocks(_ text: String) -> [[String: String]] {
    var blocks: [[String: String]] = []
    var current: [String: String] = [:]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        if !current.isEmpty { blocks.append(current) }
        current = [:]
      } else if let equals = line.firstIndex(of: "=") {
        current[String(line[..<equals])] = String(line[line.index(after: equals)...])
      }
    }
    return current.isEmpty ? blocks : blocks + [current]
  }

  private static func status(_ block: [String: String], isUserUnit: Bool) -> ServiceStatus? {
    guard let unit = block["Id"]?.nonBlank, let load = block["LoadState"]?.nonBlank,
      let active = block["ActiveState"]?.nonBlank
    else { return nil }
    let parser = UnitParser(home: "/", read: { _ in nil })
    var environment: [String: String] = [:]
    for word in parser.words((block["Environment"] ?? "")[...], expands: false) {
      guard let equals = word.firstIndex(of: "=") else { continue }
      environment[String(word[..<equals])] = String(word[word.index(after: equals)...])
    }
    let names = (block["Names"] ?? "").split(separator: " ").map(String.init)
    return ServiceStatus(
      unit: unit, names: names, isUserUnit: isUserUnit, loadState: load, activeState: active,
      subState: block["SubState"] ?? "", fileState: block["UnitFileState"]?.nonBlank,
      mainPID: block["MainPID"].flatMap { Int32($0) }.flatMap { $0 > 0 ? $0 : nil },
      restarts: block["NRestarts"].flatMap { Int($0) }, result: block["Result"]?.nonBlank,
      fragmentPath: block["FragmentPath"]?.nonBlank,
      dropInPaths: (block["DropInPaths"] ?? "").split(separator: " ").map(String.init),
      needsReload: block["NeedDaemonReload"] == "yes", environment: environment,
      arguments: arguments(block["ExecStart"] ?? ""))
  }

  /// `{ path=/usr/bin/node ; argv[]=/usr/bin/node x.js gateway ; ignore_errors=no ; … }`
  private static func arguments(_ text: String) -> [String] {
    guard let start = text.ranges(of: "argv[]=").first?.upperBound else { return [] }
    let rest = text[start...]
    let end = rest.ranges(of: " ; ignore_errors=").first?.lowerBound ?? rest.endIndex
    return rest[..<end].split(separator: " ").map(String.init)
  }
}
