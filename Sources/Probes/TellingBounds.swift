import OpenClaw

/// How much of what a gateway tells of itself is kept: it is shown, cleaned and drawn anew with every look.
enum TellingBounds {
  /// More channels than any gateway has.
  static let channels = 200
  /// Names that `/readyz` may call failing; how many more there are is said.
  static let failing = 50
  /// Unicode scalars of a name, a version or an error; what is cut off is marked.
  static let text = 200
  /// Values of one message's JSON: read, each takes a hundred times the room that it had as text.
  static let values = 50_000
  /// Seconds between two ticks, at least and at most: with any number a peer could be taken for silent at once, or for alive all day.
  static let tick = 1.0...600

  /// - Throws: `tooManyValues`. Signs inside of texts count as well, which no gateway comes near to.
  static func check(_ message: String) throws(ProbeFailure) {
    var count = 0
    for byte in message.utf8 {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "["), UInt8(ascii: "{"): count += 1
      default: continue
      }
    }
    if count > values { throw .tooManyValues(limit: values) }
  }

  static func cut(_ text: String) -> String {
    // A character may be of any length, a scalar not.
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: self.text, limitedBy: scalars.endIndex),
      end < scalars.endIndex
    else { return text }
    return String(scalars[..<end]) + "…"
  }

  static func cut(failing names: [String]) -> [String] {
    let kept = names.prefix(failing).map(cut)
    return names.count > failing ? kept + ["\(names.count - failing) more"] : kept
  }

  /// - Throws: `tooManyChannels`: which of them to leave out would be a guess.
  static func cut(_ channels: [Frames.Channel]) throws(ProbeFailure) -> [Frames.Channel] {
    if channels.count > self.channels { throw .tooManyChannels(limit: self.channels) }
    return channels.map { channel in
      Frames.Channel(
        name: cut(channel.name), lastInboundMs: channel.lastInboundMs, isConnected: channel.isConnected,
        problem: channel.problem.map(cut))
    }
  }

  static func cut(_ hello: Frames.Hello) throws(ProbeFailure) -> Frames.Hello {
    Frames.Hello(
      version: hello.version.map(cut), uptimeMs: hello.uptimeMs, tickIntervalMs: hello.tickIntervalMs,
      channels: try cut(hello.channels))
  }

  /// Seconds of silence that are allowed between two signs of life.
  static func silence(tickIntervalMs: Int?) -> Double {
    let tick = Double(tickIntervalMs ?? 30_000) / 1000
    return min(max(tick, self.tick.lowerBound), self.tick.upperBound) * HelloConversation.silentTicks
  }
}
