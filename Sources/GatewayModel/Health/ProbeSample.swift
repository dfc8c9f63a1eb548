import OpenClaw

/// What one round of questions to a gateway brought.
public struct ProbeSample: Sendable, Equatable {
  public enum Answer: Sendable, Equatable {
    case holds
    case fails(String)
    case notOffered(String)
    /// Not asked this time: nothing changes.
    case skipped
  }

  public var live: Answer
  public var ready: Answer
  public var failing: [String]
  public var latencyMs: Double?
  /// The version that an answer named.
  public var version: String?

  public init(
    live: Answer, ready: Answer, failing: [String] = [], latencyMs: Double? = nil, version: String? = nil
  ) {
    self.live = live
    self.ready = ready
    self.failing = failing
    self.latencyMs = latencyMs
    self.version = version
  }
}

/// News from the one WebSocket connection that is kept to a gateway.
public enum HelloEvent: Sendable, Equatable {
  case connected(Frames.Hello)
  /// A sign of life.
  case tick
  case channels([Frames.Channel])
  case failed(String)
  case notOffered(String)
  case closed(String)
}
