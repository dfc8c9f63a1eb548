import Ports

extension GatewayPort {
  /// The number in an environment variable or flag, read as JavaScript does; nil unless it is above 0. It may be more than a port can
  /// be: OpenClaw takes it and then cannot listen, so whoever asks here asks `isValid` too.
  public static func parse(_ text: String) -> Int? {
    JavaScriptNumber.parseInt(text).flatMap { $0 > 0 ? $0 : nil }
  }

  /// The port that an environment sets. `CLAWDBOT_GATEWAY_PORT` is asked only by versions that still read it, and where the newer
  /// variable is blank; from 2026.4 also `host:port` is read.
  public static func fromEnvironment(
    _ environment: [String: String], rules: VersionRules = VersionRules(version: nil)
  ) -> Int? {
    let text =
      environment["OPENCLAW_GATEWAY_PORT"]?.nonBlank
      ?? (rules.readsLegacyVariables ? environment["CLAWDBOT_GATEWAY_PORT"]?.nonBlank : nil)
    guard let text else { return nil }
    guard rules.readsHostAndPort else { return parse(text) }
    guard let digits = portDigits(text.trimmed), digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
      return nil
    }
    return parse(String(digits))
  }

  /// What stands for the port: the whole text, or what is behind the only colon of `host:port` or behind `[v6]:`. Nil for anything else
  /// (`src/config/paths.ts`, `parseGatewayPortEnvValue`).
  private static func portDigits(_ text: String) -> Substring? {
    if text.begins(with: "[") {
      guard let end = text.ranges(of: "]:").first, end.lowerBound != text.index(after: text.startIndex)
      else { return nil }
      let digits = text[end.upperBound...]
      return digits.isEmpty ? nil : digits
    }
    let parts = text.parts(at: ":", omittingEmptySubsequences: false)
    guard let last = parts.last, !last.isEmpty else { return nil }
    return parts.count == 1 || parts.count == 2 && !parts[0].isEmpty ? last : nil
  }

  /// Environment over config over 18789.
  /// - Parameter configured: `gateway.port` where it is a number, whatever its range.
  public static func resolve(
    configured: Int?, environment: [String: String],
    rules: VersionRules = VersionRules(version: nil)
  ) -> Int {
    if let port = fromEnvironment(environment, rules: rules) { return port }
    if let configured, configured > 0 { return configured }
    return standard
  }
}
