/// Greetings (`hello-ok`), good and bad.
enum HostileHello {
  static let health = "{\"channels\":{\"telegram\":{\"configured\":true,\"lastInboundAt\":5}}}"
  static let absurdHealth =
    "{\"channels\":{\"telegram\":{\"lastInboundAt\":-9e18},\"discord\":{\"lastInboundAt\":9e18},\"slack\":{\"lastInboundAt\":1e400}}}"

  static func plain(id: String) -> String {
    whole(id: id, version: "2026.9.4", protocolVersion: "3", uptimeMs: "1000", health: health, tick: "30000")
  }

  /// - Parameter tickIntervalMs: as it is written.
  static func absurd(id: String, tickIntervalMs: String) -> String {
    whole(
      id: id, version: HostileHTTP.absurdVersion, protocolVersion: "9223372036854775808", uptimeMs: "1e400",
      health: absurdHealth, tick: tickIntervalMs)
  }

  static func manyChannels(id: String) -> String {
    let channels = (0..<5000).map { "\"channel-\($0)\":{}" }.joined(separator: ",")
    return whole(
      id: id, version: "2026.9.4", protocolVersion: "3", uptimeMs: "1",
      health: "{\"channels\":{\(channels)}}",
      tick: "30000")
  }

  static func longWords(id: String) -> String {
    let word = String(repeating: "w", count: 100_000)
    return whole(
      id: id, version: "2026.9.4-\(word)", protocolVersion: "3", uptimeMs: "1",
      health: "{\"channels\":{\"\(word)\":{\"connected\":false,\"lastError\":\"\(word)\"}}}", tick: "30000")
  }

  private static func whole(
    id: String, version: String, protocolVersion: String, uptimeMs: String, health: String, tick: String
  ) -> String {
    let server = "\"server\":{\"version\":\"\(version)\",\"connId\":\"hostile\"}"
    let snapshot = "\"snapshot\":{\"health\":\(health),\"uptimeMs\":\(uptimeMs)}"
    let payload =
      "{\"type\":\"hello-ok\",\"protocol\":\(protocolVersion),\(server),\(snapshot),\"policy\":{\"tickIntervalMs\":\(tick)}}"
    return "{\"type\":\"res\",\"id\":\"\(id)\",\"ok\":true,\"payload\":\(payload)}"
  }
}
