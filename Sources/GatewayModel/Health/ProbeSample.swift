import OpenClaw

/// What one round of questions to a gateway brought.
public struct ProbeSample: Sendable, Equatable {
  /// What one question brought, before any threshold.
  public enum Answer: Sendable, Equatable {
    /// A good answer.
    case holds
    /// A bad answer or none, with the reason, for a person.
    case fails(String)
    /// This version or set-up cannot answer it, with the reason; never "down".
    case notOffered(String)
    /// Not asked this time: nothing changes.
    case skipped
  }

  /// Whether it is a gateway that serves: `/healthz`, else its first WebSocket frame.
  public var live: Answer
  /// Whether it calls itself ready: `/readyz`.
  public var ready: Answer
  /// The names under `failing` of `/readyz`: channels, and phases such as `startup-sidecars`.
  public var failing: [String]
  /// Milliseconds for one answer of the round; nil where none came.
  public var latencyMs: Double?
  /// The version that an answer named.
  public var version: String?

  /// Made by `LiveProber` from one round.
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
  /// The gateway has accepted the connection and told of itself.
  case connected(Frames.Hello)
  /// A sign of life.
  case tick
  /// Its channels, as an event told them.
  case channels([Frames.Channel])
  /// No connection came about, with the reason; it is tried again.
  case failed(String)
  /// This version or set-up allows no such connection, with the reason; it is not tried again.
  case notOffered(String)
  /// A connection that stood has ended, with the reason; it is tried again.
  case closed(String)
}
