import OpenClaw

/// How far down a gateway is known to work, layer by layer. Rules: design section 5.
public struct Health: Sendable, Equatable {
  /// From the outermost to the innermost.
  public enum Layer: String, Sendable, Codable, CaseIterable, Comparable {
    /// A process is taken for the gateway.
    case process
    /// Something listens on its base port.
    case listening
    /// That listener is the gateway's own process.
    case ours
    /// `/healthz` answers `ok: true`; else the first WebSocket frame is OpenClaw's.
    case live
    /// `/readyz` says that it is ready.
    case ready
    /// A WebSocket connection with its token stands.
    case hello

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    /// The outermost is the smallest.
    public static func < (a: Layer, b: Layer) -> Bool { a.rank < b.rank }
  }

  /// What is known of one layer.
  public enum Status: Sendable, Equatable {
    /// Not looked at yet, or what was learned is void.
    case unknown
    /// It works.
    case holds
    /// With the reason, for a person.
    case fails(String)
    /// This version or set-up has no such layer; never "down".
    case notOffered(String)
  }

  /// What `/readyz` names besides channels. Seen: 2026.6.11.
  public enum Phase: String, Sendable, Codable {
    /// Parts of it are still to be started: `startup-…`.
    case startingUp = "starting up"
    /// It lets running turns end before it stops or restarts: `gateway-draining`.
    case draining

    /// Nil for the name of a channel.
    init?(failing name: String) {
      if name == "gateway-draining" {
        self = .draining
      } else if name == "startup-sidecars" || name.begins(with: "startup-") {
        self = .startingUp
      } else {
        return nil
      }
    }
  }

  /// One layer with its times.
  public struct State: Sendable, Equatable {
    /// What is known of the layer, after the thresholds of the tracker.
    public var status: Status
    /// Seconds since 1970 when the status became what it is.
    public var since: Double
    /// Seconds since 1970 when it was last looked at.
    public var checkedAt: Double

    /// Both times in seconds since 1970.
    public init(_ status: Status, since: Double, checkedAt: Double) {
      self.status = status
      self.since = since
      self.checkedAt = checkedAt
    }
  }

  /// One without an entry was never looked at.
  public var layers: [Layer: State] = [:]
  /// Channels that `/readyz` names as failing.
  public var failing: [String] = []
  /// What `/readyz` says that it is doing; nil where it says nothing of that, or names a failing channel.
  public var phase: Phase?
  /// Milliseconds that the last good answer took; nil where there is none of this process.
  public var latencyMs: Double?
  /// The version that an answer or the connection named; nil where none did.
  public var version: String?
  /// Its channels, as the connection last told; empty where it told of none.
  public var channels: [Frames.Channel] = []
  /// Latency of the last probes in milliseconds, oldest first; nil for one without an answer.
  public var samples: [Double?] = []

  /// Nothing is known yet.
  public init() {}

  /// What is known of a layer; `unknown` where it was never looked at.
  public func status(_ layer: Layer) -> Status { layers[layer]?.status ?? .unknown }

  /// Whether a layer is known to work.
  public func holds(_ layer: Layer) -> Bool { status(layer) == .holds }

  /// The deepest layer that holds, with all above it holding or not offered; nil where the first one does not.
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

  /// Seconds since 1970 when any layer was last looked at; nil before that.
  public var checkedAt: Double? { layers.values.map(\.checkedAt).max() }
}
