import GatewayModel
import OpenClaw

/// Reads what `systemctl show` prints: `NAME=value` lines, units separated by empty lines. Source: systemctl(1).
public enum ServiceShow {
  /// The properties that are asked for in one call for many units. Not ExecStart: its words are printed as they are, with their line
  /// breaks, and with those a unit could say whatever it likes of itself and of others. All other values are escaped, or not printed at
  /// all. Source: systemd's `systemctl-show.c` and `bus-print-properties.c`; seen on systemd 252.
  public static let properties = [
    "Id", "Names", "LoadState", "ActiveState", "SubState", "UnitFileState", "MainPID", "NRestarts", "Result",
    "FragmentPath", "DropInPaths", "NeedDaemonReload", "Environment", "StateChangeTimestamp",
    "RestartUSec", "TimeoutStopUSec", "ExecMainStatus", "ExecMainCode", "InvocationID",
  ]

  /// Asks for command lines and nothing else, of the units whose names follow.
  public static let commandQuestion = ["show", "--property=ExecStart", "--value", "--"]

  /// More restarts than a manager counts in a year.
  private static let restartLimit = 1_000_000
  /// A longer span is as good as for ever: 30 years.
  private static let spanLimit = 1e9

  /// Units that exist, each once.
  /// - Parameter asked: the names and patterns that were asked for; nil where any unit may be among them.
  public static func parse(_ text: String, isUserUnit: Bool, asked: [String]? = nil) -> [ServiceStatus] {
    var seen: Set<String> = []
    return blocks(text).compactMap { block in
      guard let status = status(block, isUserUnit: isUserUnit), status.loadState != "not-found",
        asked.map({ isAsked(status, $0) }) ?? true, seen.insert(status.unit).inserted
      else { return nil }
      return status
    }
  }

  /// The command lines of units, in the order in which they were asked for.
  /// - Returns: nil where it cannot be told which line is whose: an empty line parts two units, and there are more than that.
  public static func commands(_ text: String, count: Int) -> [[String]]? {
    var lines = text.parts(at: "\n", omittingEmptySubsequences: false)
    guard lines.popLast()?.isEmpty == true else { return nil }
    let units = lines.split(separator: "", omittingEmptySubsequences: false)
    return units.count == count ? units.map { command($0.joined(separator: "\n")) } : nil
  }

  /// The command line of a unit that was asked for alone: the last one, where it has several.
  public static func command(_ text: String) -> [String] {
    let last = text.ranges(of: "\n{ path=").last?.lowerBound ?? text.startIndex
    return arguments(String(text[last...]))
  }

  private static func isAsked(_ status: ServiceStatus, _ asked: [String]) -> Bool {
    ([status.unit] + status.names).contains { name in
      asked.contains { GlobPattern.matches(name, $0) }
    }
  }

  private static func blocks(_ text: String) -> [[String: String]] {
    var blocks: [[String: String]] = []
    var current: [String: String] = [:]
    for line in text.parts(at: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty {
        if !current.isEmpty { blocks.append(current) }
        current = [:]
      } else if line.begins(with: "ExecStart="), !line.ends(with: " }") {
        // What stands behind it may be words of that unit.
        return blocks
      } else if let equals = line.place(of: "=") {
        current[String(line[..<equals])] = String(line.rest(behind: equals))
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
      guard let equals = word.place(of: "=") else { continue }
      environment[String(word[..<equals])] = String(word.rest(behind: equals))
    }
    let names = (block["Names"] ?? "").parts(at: " ").map(String.init)
    var status = ServiceStatus(
      unit: unit, names: names, isUserUnit: isUserUnit, loadState: load, activeState: UnitState(active),
      subState: block["SubState"] ?? "", fileState: block["UnitFileState"]?.nonBlank,
      mainPID: block["MainPID"].flatMap { Int32($0) }.flatMap { $0 > 0 ? $0 : nil },
      restarts: block["NRestarts"].flatMap { Int($0) }.flatMap { (0...restartLimit).contains($0) ? $0 : nil },
      result: block["Result"]?.nonBlank,
      fragmentPath: block["FragmentPath"]?.nonBlank,
      dropInPaths: (block["DropInPaths"] ?? "").parts(at: " ").map(String.init),
      needsReload: block["NeedDaemonReload"] == "yes", environment: environment,
      arguments: arguments(block["ExecStart"] ?? ""))
    status.changedAt = block["StateChangeTimestamp"].flatMap(time)
    status.restartSeconds = block["RestartUSec"].flatMap(span)
    status.stopSeconds = block["TimeoutStopUSec"].flatMap(span)
    // CLD_EXITED: of a signal the number says something else.
    if block["ExecMainCode"] == "1" {
      status.exitCode = block["ExecMainStatus"].flatMap { UInt8($0) }.map(Int32.init)
    }
    status.invocation = block["InvocationID"]?.nonBlank
    return status
  }

  /// `Thu 2026-11-26 11:14:01 UTC`: the manager is asked in UTC.
  static func time(_ text: String) -> Double? {
    let parts = text.parts(at: " ")
    guard parts.count == 4, parts[3] == "UTC" else { return nil }
    let date = parts[1].parts(at: "-", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
    let clock = parts[2].parts(at: ":", omittingEmptySubsequences: false).map { Double($0) ?? -1 }
    guard date.count == 3, clock.count == 3, (1970...9999).contains(date[0]), (1...12).contains(date[1]),
      (1...31).contains(date[2]), (0..<24).contains(clock[0]), (0..<60).contains(clock[1]),
      // A leap second is one of 61.
      (0..<61).contains(clock[2])
    else { return nil }
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

  /// `1month 2d`, `1min 30s`, `200ms`, `0`; nil for `infinity`, for what is no span and for what is longer than any. Source: systemd.time(7).
  static func span(_ text: String) -> Double? {
    let units = [
      ("month", 2_629_800.0), ("min", 60.0), ("ms", 0.001), ("us", 0.000001), ("day", 86400.0),
      ("w", 604800.0), ("d", 86400.0), ("h", 3600.0), ("s", 1.0), ("y", 31_557_600.0),
    ]
    // How systemd prints no time at all.
    if text == "0" { return 0 }
    guard !text.isEmpty else { return nil }
    var sum = 0.0
    for part in text.parts(at: " ") {
      let digits = part.prefix { $0.isNumber || $0 == "." }
      guard let number = Double(digits) else { return nil }
      let rest = part.dropFirst(digits.count)
      guard let unit = units.first(where: { rest.begins(with: $0.0) }) else { return nil }
      sum += number * unit.1
    }
    return sum.isFinite && sum <= spanLimit ? sum : nil
  }

  /// `{ path=/usr/bin/node ; argv[]=/usr/bin/node x.js gateway ; ignore_errors=no ; … }`
  private static func arguments(_ text: String) -> [String] {
    guard let start = text.ranges(of: "argv[]=").first?.upperBound else { return [] }
    let rest = text[start...]
    let end = rest.ranges(of: " ; ignore_errors=").first?.lowerBound ?? rest.endIndex
    return rest[..<end].parts(at: " ").map(String.init)
  }
}
