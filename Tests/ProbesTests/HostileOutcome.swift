@testable import StandIn

/// What comes of a hostile gateway: the layer that fails, and why.
enum HostileOutcome {
  /// All layers hold.
  case stands
  /// `live` fails: nobody would ask more of it. One of the reasons.
  case live([String])
  /// It is live, and the connection that is kept fails.
  case hello([String])

  init(_ mode: HostileMode) {
    self =
      switch mode {
      case .wellBehaved, .absurdNumbers, .longWords, .manyFailing: .stands
      case .neverAnswers, .trickles, .hugeLength: .live(["no answer within 0.4 s"])
      case .endlessHeaders, .endlessField, .negativeLength, .twoLengths, .tlsAlone, .garbage:
        .live(["the answer is not HTTP"])
      case .endlessInterim, .endlessChunk: .live(["hung up on: its answer is longer than 256 KB"])
      case .endlessBody, .html, .redirects, .deepJSON: .live(["this is no OpenClaw gateway"])
      case .redirectsUpgrade, .wrongKey: .hello(["no WebSocket"])
      case .hugeFrame, .longFrame, .fragmented, .masked, .compressed, .unknownFrame,
        .longReason, .invalidUTF8:
        .hello(["hung up on: it sent a frame that is none, or one that is too long"])
      case .unfinishedFrame, .unfinishedMessage, .slowHello, .wrongOrigin: .hello(["no greeting within 0 s"])
      case .closesInFrame, .portTakenOver: .hello(["closed without a greeting"])
      case .challengeFlood: .hello(["it asked twice", Self.fast, Self.frames])
      case .tickFlood, .healthFlood: .hello([Self.fast, Self.frames])
      case .fragmentFlood: .hello([Self.frames])
      case .pingFlood: .hello([Self.frames, "it asks and does not read the answers"])
      case .bigFlood: .hello(["hung up on: it sent more than 2 MB in a second"])
      case .wideJSON: .hello(["hung up on: it sent a message of more than 50000 values"])
      case .manyChannels: .hello(["hung up on: it told of more than 200 channels"])
      }
  }

  // Which of them is reached first depends on who is faster.
  private static let frames = "hung up on: it sent more than 500 messages in a second"
  private static let fast = "hung up on: it sends faster than it can be listened to"

  /// Whether only the end of the limit shows it.
  static func isSlow(_ mode: HostileMode) -> Bool {
    switch mode {
    case .neverAnswers, .trickles, .hugeLength, .unfinishedFrame, .unfinishedMessage, .slowHello,
      .wrongOrigin:
      true
    default: false
    }
  }

  /// How often it may be shown the token, all connections of a test together: once where its challenge is a good one.
  static func shown(_ mode: HostileMode) -> ClosedRange<Int> {
    switch mode {
    case .wellBehaved, .manyFailing, .portTakenOver, .tickFlood, .healthFlood, .pingFlood, .fragmentFlood,
      .bigFlood, .invalidUTF8, .absurdNumbers, .manyChannels, .longWords, .wideJSON:
      1...1
    // The short limit may end the connection before that, and a flood may be seen before its first challenge is answered.
    case .slowHello, .wrongOrigin, .challengeFlood: 0...1
    default: 0...0
    }
  }
}
