/// What a hostile gateway says on a WebSocket.
struct HostileTalk {
  let mode: HostileMode

  static let challenge =
    "{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":{\"nonce\":\"n\",\"ts\":1}}"
  private static let tick = "{\"type\":\"event\",\"event\":\"tick\",\"payload\":{\"ts\":1}}"

  /// Whether it agrees to a WebSocket at all.
  var isAgreedTo: Bool {
    switch mode {
    case .neverAnswers, .trickles, .endlessBody, .endlessHeaders, .endlessField, .endlessInterim,
      .endlessChunk,
      .hugeLength, .negativeLength, .twoLengths, .html, .redirects, .tlsAlone, .garbage, .redirectsUpgrade,
      .wrongKey:
      false
    default: true
    }
  }

  /// What it says first.
  var greeting: [HostileSaying] {
    let challenge = HostileFrame.text(Self.challenge)
    let data = Array(Self.challenge.utf8)
    return switch mode {
    case .closesInFrame: [.bytes(Array(challenge.dropLast(20))), .hangsUp]
    case .hugeFrame: [.bytes(HostileFrame.bytes(HostileFrame.text, data, declared: 1 << 62))]
    case .longFrame: [.bytes(HostileFrame.bytes(HostileFrame.text, Self.blanks((1 << 20) + 1)))]
    case .unfinishedFrame:
      [.bytes(HostileFrame.bytes(HostileFrame.text, Self.blanks((1 << 20) - 1), declared: 1 << 20))]
    case .fragmented:
      [
        .bytes(HostileFrame.bytes(HostileFrame.unfinishedText, [UInt8(ascii: "{")])),
        .flood(HostileFrame.bytes(HostileFrame.middle, [UInt8(ascii: " ")]), times: 99_998),
        .bytes(HostileFrame.bytes(HostileFrame.last, [UInt8(ascii: "}")])),
      ]
    case .unfinishedMessage:
      [
        .bytes(HostileFrame.bytes(HostileFrame.unfinishedText, Self.blanks(100_000))),
        .flood(HostileFrame.bytes(HostileFrame.middle, Self.blanks(100_000)), times: 8),
      ]
    case .masked: [.bytes(HostileFrame.bytes(HostileFrame.text, data, isMasked: true))]
    case .compressed: [.bytes(HostileFrame.bytes(HostileFrame.compressedText, data))]
    case .unknownFrame: [.bytes(HostileFrame.bytes(HostileFrame.unknown, data))]
    // 1008: refused by a rule.
    case .longReason: [.bytes(HostileFrame.bytes(HostileFrame.close, [0x03, 0xF0] + Self.blanks(65_000)))]
    case .challengeFlood: [.flood(challenge)]
    case .deepJSON:
      [
        .bytes(
          HostileFrame.text(
            "{\"type\":\"event\",\"event\":\"connect.challenge\",\"payload\":\(String(repeating: "[", count: 100_000))"
          ))
      ]
    default: [.bytes(challenge)]
    }
  }

  /// What it says to a `connect` request with its id, which carries the token.
  func answer(connect id: String) -> [HostileSaying] {
    switch mode {
    case .slowHello:
      return [.slowly([HostileFrame.text(Self.event("presence", "{}"))], seconds: 0.1, repeats: true)]
    case .wrongOrigin:
      let others = ["1", "gatehouse", "gatehouse-", id + "0", ""]
      return others.map { .bytes(HostileFrame.text(HostileHello.plain(id: $0))) }
    case .portTakenOver: return [.leavesPort]
    default: return hellos(id).map { .bytes(HostileFrame.text($0)) } + more
    }
  }

  private func hellos(_ id: String) -> [String] {
    switch mode {
    case .absurdNumbers: ["-1", "1e400", "9e18"].map { HostileHello.absurd(id: id, tickIntervalMs: $0) }
    case .manyChannels: [HostileHello.manyChannels(id: id)]
    case .longWords: [HostileHello.longWords(id: id)]
    default: [HostileHello.plain(id: id)]
    }
  }

  /// What it goes on with.
  private var more: [HostileSaying] {
    switch mode {
    case .tickFlood: [.flood(HostileFrame.text(Self.tick))]
    case .healthFlood: [.flood(HostileFrame.text(Self.event("health", HostileHello.health)))]
    case .pingFlood: [.stopsReading, .flood(HostileFrame.bytes(HostileFrame.ping, Self.blanks(125)))]
    case .fragmentFlood: [.flood(Self.inSixtyFrames(Self.tick))]
    case .bigFlood:
      [.flood(HostileFrame.text(Self.event("presence", "\"\(String(repeating: "x", count: 500_000))\"")))]
    case .invalidUTF8: [.bytes(HostileFrame.bytes(HostileFrame.text, [0x22, 0xFF, 0xC0, 0x80, 0x22]))]
    case .absurdNumbers:
      [
        .bytes(HostileFrame.text(Self.event("health", HostileHello.absurdHealth))),
        .bytes(HostileFrame.text(Self.event("tick", "{\"ts\":-9e18}"))),
      ]
    case .wideJSON:
      [.bytes(HostileFrame.text(Self.event("health", "[\(String(repeating: "1,", count: 500_000))1]")))]
    default: []
    }
  }

  private static func event(_ name: String, _ payload: String) -> String {
    "{\"type\":\"event\",\"event\":\"\(name)\",\"payload\":\(payload)}"
  }

  private static func blanks(_ count: Int) -> [UInt8] { [UInt8](repeating: UInt8(ascii: " "), count: count) }

  private static func inSixtyFrames(_ text: String) -> [UInt8] {
    let empty = HostileFrame.bytes(HostileFrame.middle)
    return HostileFrame.bytes(HostileFrame.unfinishedText, Array(text.utf8))
      + Array(repeating: empty, count: 58).flatMap(\.self) + HostileFrame.bytes(HostileFrame.last)
  }
}
