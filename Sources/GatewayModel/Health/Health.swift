import OpenClaw

/// How far down a gateway is known to work, layer by layer. Rules: design section 5.
public struct Health: Sendable, Equatable {
  /// From the outermost to the innermost.
  public enum Layer: String, Sendable, Codable, CaseIterable, Comparable {
    case process, listening, ours, live, ready, hello

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    public static func < (a: Layer, b: Layer) -> Bool { a.rank < b.rank }
  }

  public enum Status: Sendable, Equatable {
    case unknown
    case holds
    /// With the reason, for a person.
    case fails(String)
    /// This version or set-up has no such layer; never "down".
    case notOffered(String)
  }

  /// What `/readyz` names besides channels. Seen: 2026.6.11.
  public enum Phase: String, Sendable, Codable {
    case startingUp = "starting up"
    case draining

    /// Nil for the name of a channel.
    init?(failing name: String) {
      if name == "gateway-draining" {
        self = .draining
      } else if name == "startup-sidecars" || name.hasPrefix("startup-") {
        self = .startingUp
      } else {
        return nil
      }
    }
  }

  public struct State: Sendable, Equatable {
    public var status: Status
    /// Seconds since 1970 when the status became what it is.
    public var since: Double
    public var checkedAt: Double

    public init(_ status: Status, since: Double, checkedAt: Double) {
      self.status = status
      self.since = since
      self.checkedAt = checkedAt
    }
  }

  public var layers: [Layer: State] = [:]
  /// Channels that `/readyz` names as failing.
  public var failing: [String] = []
  /// What it says that it is in the middle of, where nothing else is wrong.
  public var phase: Phase?
  public var latencyMs: Double?
  public var version: String?
  public var channels: [Frames.Channel] = []
  /// Latency of the last probes in milliseconds, oldest first; nil for one without an answer.
  public var samples: [Double?] = []

  public init() {}

  public func status(_ layer: Layer) -> Status { layers[layer]?.status ?? .unknown }

  public func holds(_ layer: Layer) -> Bool { status(layer) == .holds }

  /// The deepest layer that holds, with all above it holding or not offered.
  public var deepest: Layer? {
    var deepest: Layer?
    for layer in Layer.allCases {
      switch status(layer) {
      case .holds: deepest = layer
      case .notOffered: continue
      case .unknown, .fails: return deepest
      }
    }
    return deepest
  }

  /// The outermost layer that fails, and why.
  public var firstFailure: (layer: Layer, reason: String, since: Double)? {
    for layer in Layer.allCases {
      if case .fails(let reason) = status(layer), let state = layers[layer] {
        return (layer, reason, state.since)
      }
    }
    return nil
  }

  /// When anything was last looked at.
  public var checkedAt: Double? { layers.values.map(\.checkedAt).max() }
}
