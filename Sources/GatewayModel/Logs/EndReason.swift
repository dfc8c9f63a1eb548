import OpenClaw

/// The line that says why a gateway ended, among the last ones that it printed.
/// Source: OpenClaw 2026.6.11 `run.ts`, watched; Node's own words for exceptions. One line a pattern.
public enum EndReason {
  private struct Pattern: Sendable {
    /// What such a line holds.
    var text: String
    /// How many lines behind it belong to it, as long as they are no hints.
    var following = 0
  }

  /// The most telling first: of several patterns that occur in the log the first one of this list wins.
  private static let patterns: [Pattern] = [
    Pattern(text: "Invalid config at", following: 3), Pattern(text: "config is invalid", following: 3),
    Pattern(text: "Config invalid", following: 3), Pattern(text: "Gateway start blocked:"),
    Pattern(text: "Missing config."), Pattern(text: "Refusing to "),
    Pattern(text: "Gateway auth is set to password, but"), Pattern(text: "Invalid --port"),
    Pattern(text: "Invalid gateway.port"), Pattern(text: "Invalid port"),
    Pattern(text: "gateway already running"), Pattern(text: "already listening on"),
    Pattern(text: "EADDRINUSE"), Pattern(text: "ddress already in use"), Pattern(text: "is already in use"),
    Pattern(text: "failed to acquire gateway lock"), Pattern(text: "gateway tls:"),
    Pattern(text: "gateway startup failed:"), Pattern(text: "Gateway failed to start:", following: 1),
    Pattern(text: "JavaScript heap out of memory"), Pattern(text: "Cannot find module"),
    Pattern(text: "Cannot find package"), Pattern(text: "Unhandled promise rejection:"),
    Pattern(text: "unhandled rejection:"),
  ]

  /// Of whatever program the gateway called: such a line tells of the end only where it stands right before it.
  private static let generic = [
    "CONFIGURATION ERROR", "FATAL", "command not found", "No such file or directory", "Permission denied",
  ].map { Pattern(text: $0) }

  /// How many last lines are searched: the run has survived what it complained of before.
  private static let window = 60
  private static let genericWindow = 6

  /// Lines that tell what to do, and not what happened.
  private static let hints = [
    "Run \"openclaw", "Run `openclaw", "Run openclaw", "If the gateway is supervised", "Inspect with",
  ]

  /// At most so many characters: a line can be a whole stack.
  private static let limit = 400

  /// - Parameter lines: of one run, the oldest first, without escape sequences.
  /// - Returns: nil where no line says it.
  public static func of(_ lines: [String]) -> String? {
    let recent = Array(lines.suffix(window))
    let last = Array(recent.filter { !isNoise($0) }.suffix(genericWindow))
    return first(of: patterns, in: recent) ?? exception(recent) ?? first(of: generic, in: last)
      ?? recent.last { isError($0.trimmed) }.map { cut(bare($0)) }
  }

  private static func first(of patterns: [Pattern], in lines: [String]) -> String? {
    for pattern in patterns {
      guard let place = lines.lastIndex(where: { $0.contains(pattern.text) }) else { continue }
      return text(from: place, lines, following: pattern.following)
    }
    return nil
  }

  /// What to show of a run's end: the line that says why, else its last lines in full.
  public static func lines(_ lines: [String], last: Int = 4) -> [String] {
    of(lines).map { [$0] } ?? lines.filter { !isNoise($0) }.suffix(last).map { cut($0) }
  }

  private static func text(from place: Int, _ lines: [String], following: Int) -> String {
    var parts = [bare(lines[place])]
    for line in lines[(place + 1)...].prefix(following) {
      let trimmed = bare(line)
      if trimmed.isEmpty || hints.contains(where: { trimmed.begins(with: $0) }) || isNoise(line) { break }
      parts.append(trimmed)
    }
    return cut(parts.joined(separator: " "))
  }

  /// `TypeError: x is not a function` above the last stack: those before it were handled.
  private static func exception(_ lines: [String]) -> String? {
    guard let end = lines.lastIndex(where: isFrame) else { return nil }
    let start = lines[..<end].lastIndex { !isFrame($0) }.map { $0 + 1 } ?? 0
    return lines[..<start].last { isError($0.trimmed) }.map { cut(bare($0)) }
  }

  private static func isFrame(_ line: String) -> Bool { line.trimmed.begins(with: "at ") }

  /// `Error:`, `RangeError [ERR_X]:`, …
  private static func isError(_ line: String) -> Bool {
    let head = line.parts(at: ":", maxSplits: 1)[...].first.map(String.init) ?? ""
    let name = head.parts(at: " ").first.map(String.init) ?? ""
    return line.contains(":") && name.ends(with: "Error") && !name.contains("=")
  }

  private static func isNoise(_ line: String) -> Bool {
    let text = line.trimmed
    return text.isEmpty || text == "}" || text.begins(with: "Node.js v") || isFrame(line)
  }

  /// Without the time and the `[gateway]` in front of it.
  private static func bare(_ line: String) -> String {
    var text = Substring(line.trimmed)
    if let first = text.parts(at: " ").first, first.count >= 20, first.contains("T"),
      first.contains(":"),
      first.first?.isNumber == true
    {
      text = text.dropFirst(first.count).drop { $0 == " " }
    }
    while text.begins(with: "["), let end = text.place(of: "]"), text[..<end].count < 24 {
      text = text.rest(behind: end).drop { $0 == " " }
    }
    return text.isEmpty ? line.trimmed : String(text)
  }

  private static func cut(_ text: String) -> String { String(text.prefix(limit)) }
}
