import GatewayModel
import OpenClaw

/// Reads what `systemctl show` prints: `NAME=value` lines, units separated by empty lines. Source: systemctl(1).
public enum ServiceShow {
  /// The properties that are asked for.
  public static let properties = [
    "Id", "Names", "LoadState", "ActiveState", "SubState", "UnitFileState", "MainPID", "NRestarts", "Result",
    "FragmentPath", "DropInPaths", "NeedDaemonReload", "Environment", "ExecStart", "StateChangeTimestamp",
    "RestartUSec", "TimeoutStopUSec", "ExecMainStatus", "ExecMainCode", "InvocationID",
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
    var environment: [String: String] = [:]
    for word in UnitWords(home: "/", unit: nil).split((block["Environment"] ?? "")[...]) {
      guard let equals = word.firstIndex(of: "=") else { continue }
      environment[String(word[..<equals])] = String(word[word.index(after: equals)...])
    }
    let names = (block["Names"] ?? "").split(separator: " ").map(String.init)
    var status = ServiceStatus(
      unit: unit, names: names, isUserUnit: isUserUnit, loadState: load, activeState: UnitState(active),
      subState: block["SubState"] ?? "", fileState: block["UnitFileState"]?.nonBlank,
      mainPID: block["MainPID"].flatMap { Int32($0) }.flatMap { $0 > 0 ? $0 : nil },
      restarts: block["NRestarts"].flatMap { Int($0) }, result: block["Result"]?.nonBlank,
      fragmentPath: block["FragmentPath"]?.nonBlank,
      dropInPaths: (block["DropInPaths"] ?? "").split(separator: " ").map(String.init),
      needsReload: block["NeedDaemonReload"] == "yes", environment: environment,
      arguments: arguments(block["ExecStart"] ?? ""))
    status.changedAt = block["StateChangeTimestamp"].flatMap(time)
    status.restartSeconds = block["RestartUSec"].flatMap(span)
    status.stopSeconds = block["TimeoutStopUSec"].flatMap(span)
    // CLD_EXITED: of a signal the number says something else.
    if block["ExecMainCode"] == "1" { status.exitCode = block["ExecMainStatus"].flatMap { Int32($0) } }
    status.invocation = block["InvocationID"]?.nonBlank
    return status
  }

  /// `Thu 2026-11-26 11:14:01 UTC`: the manager is asked in UTC.
  static func time(_ text: String) -> Double? {
    let parts = text.split(separator: " ")
    guard parts.count == 4, parts[3] == "UTC" else { return nil }
    let date = parts[1].split(separator: "-").compactMap { Int($0) }
    let clock = parts[2].split(separator: ":").compactMap { Double($0) }
    guard date.count == 3, clock.count == 3 else { return nil }
    return Double(days(date[0], date[1], date[2])) * 86400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
  }

  /// Days since 1970 in the Gregorian calendar.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let y = month > 2 ? year : year - 1
    let era = y / 400
    let inEra = y - era * 400
    let inYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146097 + inEra * 365 + inEra / 4 - inEra / 100 + inYear - 719468
  }

  /// `1month 2d`, `1min 30s`, `200ms`, `0`; nil for `infinity` and for what is no span. Source: systemd.time(7).
  static func span(_ text: String) -> Double? {
    let units = [
      ("month", 2_629_800.0), ("min", 60.0), ("ms", 0.001), ("us", 0.000001), ("day", 86400.0),
      ("w", 604800.0), ("d", 86400.0), ("h", 3600.0), ("s", 1.0), ("y", 31_557_600.0),
    ]
    // How systemd prints no time at all.
    if text == "0" { return 0 }
    guard !text.isEmpty else { return nil }
    var sum = 0.0
    for part in text.split(separator: " ") {
      let digits = part.prefix { $0.isNumber || $0 == "." }
      guard let number = Double(digits) else { return nil }
      let rest = part.dropFirst(digits.count)
      guard let unit = units.first(where: { rest.hasPrefix($0.0) }) else { return nil }
      sum += number * unit.1
    }
    return sum
  }

  /// `{ path=/usr/bin/node ; argv[]=/usr/bin/node x.js gateway ; ignore_errors=no ; … }`
  private static func arguments(_ text: String) -> [String] {
    guard let start = text.ranges(of: "argv[]=").first?.upperBound else { return [] }
    let rest = text[start...]
    let end = rest.ranges(of: " ; ignore_errors=").first?.lowerBound ?? rest.endIndex
    return rest[..<end].split(separator: " ").map(String.init)
  }
}
