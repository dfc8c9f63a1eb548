/// The variables that tell OpenClaw who it is, and those that make it think a service manager runs it.
public enum Environment {
  public static let prefixes = ["OPENCLAW_", "CLAWDBOT_"]

  /// Variables by which OpenClaw guesses that it is supervised. Source: openclaw-facts.md section 7.4.
  public static let supervisorNames: Set<String> = [
    "INVOCATION_ID", "JOURNAL_STREAM", "SYSTEMD_EXEC_PID", "XPC_SERVICE_NAME",
  ]

  /// Whether a child must not inherit this variable.
  public static func isIdentity(_ name: String) -> Bool {
    prefixes.contains { name.hasPrefix($0) } || supervisorNames.contains(name)
      || name.hasPrefix("LAUNCH_JOB_")
  }

  /// The assignments of a `.env` file: `NAME=value`, optional `export`, quotes, comments.
  public static func parseDotEnv(_ text: String) -> [String: String] {
    var values: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      var rest = String(line).trimmed
      if rest.hasPrefix("export ") { rest = String(rest.dropFirst(7)).trimmed }
      guard !rest.hasPrefix("#"), let equals = rest.firstIndex(of: "=") else { continue }
      let name = String(rest[..<equals]).trimmed
      var value = String(rest[rest.index(after: equals)...]).trimmed
      guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
      else { continue }
      if let quote = value.first, quote == "\"" || quote == "'",
        let end = value.dropFirst().firstIndex(of: quote)
      {
        value = String(value[value.index(after: value.startIndex)..<end])
        if quote == "\"" { value = value.replacing("\\n", with: "\n") }
      } else if let hash = value.range(of: " #") {
        value = String(value[..<hash.lowerBound]).trimmed
      }
      values[name] = value
    }
    return values
  }
}

extension String {
  /// The first place of `needle`. The standard library has `contains` but no `range(of:)` without Foundation.
  func range(of needle: String) -> Range<String.Index>? { ranges(of: needle).first }
}
