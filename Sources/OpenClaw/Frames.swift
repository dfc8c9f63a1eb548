import FoundationEssentials

/// The frames of a gateway's WebSocket. Source: OpenClaw `src/gateway/protocol/schema/frames.ts`, openclaw-facts.md section 5.
public enum Frames {
  /// What a frame from the gateway means to a client that only watches.
  public enum Incoming: Sendable, Equatable {
    /// `connect.challenge`: the first frame, sent without any credentials.
    case challenge
    /// The answer to `connect` when it is accepted.
    case hello(Hello)
    /// The answer to `connect` when it is refused.
    case refused(code: String, message: String)
    /// A sign of life, sent every `Hello.tickIntervalMs`.
    case tick
    /// The state of all channels, sent by the gateway of its own accord.
    case health(channels: [Channel])
    /// The gateway is stopping; a restart is expected within the given milliseconds, or not at all.
    case shutdown(restartExpectedMs: Int?)
    /// A frame that says nothing to a watcher: another event, or an answer to another request.
    case other
  }

  /// The parts of `hello-ok` that the screen shows.
  public struct Hello: Sendable, Equatable {
    /// `server.version`, as written; nil where it is missing.
    public var version: String?
    /// Milliseconds since the gateway started; nil where it does not say.
    public var uptimeMs: Int?
    /// Milliseconds between two ticks; nil where it does not say: 30 000 are then assumed.
    public var tickIntervalMs: Int?
    /// In the order of the frame; empty where its health has none.
    public var channels: [Channel]

    /// Made by `Frames.parse` from a `hello-ok`.
    public init(version: String?, uptimeMs: Int?, tickIntervalMs: Int?, channels: [Channel]) {
      self.version = version
      self.uptimeMs = uptimeMs
      self.tickIntervalMs = tickIntervalMs
      self.channels = channels
    }
  }

  /// A messaging channel in a health snapshot.
  public struct Channel: Sendable, Equatable, Codable {
    /// Its key in the health: `telegram`, `discord`, …
    public var name: String
    /// Milliseconds since 1970 of the last inbound message; nil where the gateway does not say.
    public var lastInboundMs: Int?
    /// Whether it says that it is connected; nil where it does not say. `readyz` is patient for its first two minutes, this is not.
    public var isConnected: Bool?
    /// Its own last error, where it is not connected.
    public var problem: String?

    /// Made by `Frames.parse` from one member of `health.channels`, all its accounts together.
    public init(name: String, lastInboundMs: Int?, isConnected: Bool? = nil, problem: String? = nil) {
      self.name = name
      self.lastInboundMs = lastInboundMs
      self.isConnected = isConnected
      self.problem = problem
    }
  }

  /// The `connect` request of a client that only watches: no scopes.
  public static func connect(id: String, token: String?, password: String?, version: String) -> String {
    struct Request: Encodable {
      struct Client: Encodable {
        var id = "gateway-client"
        var displayName = "Gatehouse"
        var version: String
        var platform = "linux"
        var mode = "backend"
      }
      struct Auth: Encodable {
        var token: String?
        var password: String?
      }
      struct Parameters: Encodable {
        var minProtocol = 3
        var maxProtocol = 4
        var client: Client
        var role = "operator"
        var scopes: [String] = []
        var auth: Auth?
      }
      var type = "req"
      var id: String
      var method = "connect"
      var params: Parameters
    }
    let auth = token == nil && password == nil ? nil : Request.Auth(token: token, password: password)
    let request = Request(id: id, params: .init(client: .init(version: version), auth: auth))
    // Strings and numbers alone: encoding cannot fail.
    return (try? JSONEncoder().encode(request)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// Reads a text frame; nil unless it is a JSON object with a `type`.
  /// - Parameter connectID: the id of our `connect` request: answers are matched by it.
  public static func parse(_ text: String, connectID: String) -> Incoming? {
    // What is no JSON is no frame.
    guard let node = try? JSON5Parser.parse(text, file: "frame"), let type = node["type"]?.string
    else { return nil }
    switch type {
    case "event": return event(node)
    case "res":
      guard node["id"]?.string == connectID else { return .other }
      if node["ok"]?.bool == true, node["payload", "type"]?.string == "hello-ok" {
        return .hello(hello(node["payload"]))
      }
      return .refused(
        code: node["error", "details", "code"]?.string ?? node["error", "code"]?.string ?? "UNKNOWN",
        message: node["error", "message"]?.string ?? "")
    default: return .other
    }
  }

  private static func event(_ node: JSON5Node) -> Incoming {
    switch node["event"]?.string {
    case "connect.challenge": .challenge
    case "tick": .tick
    case "health": .health(channels: channels(node["payload"]))
    case "shutdown": .shutdown(restartExpectedMs: node["payload", "restartExpectedMs"]?.integer)
    default: .other
    }
  }

  private static func hello(_ payload: JSON5Node?) -> Hello {
    Hello(
      version: payload?["server", "version"]?.string,
      uptimeMs: payload?["snapshot", "uptimeMs"]?.integer,
      tickIntervalMs: payload?["policy", "tickIntervalMs"]?.integer,
      channels: channels(payload?["snapshot", "health"]))
  }

  /// What a word for a channel's health means; nil for words that leave it open.
  private static func connected(_ state: String?) -> Bool? {
    switch state {
    case "healthy", "connected", "running", "ok": true
    case "disconnected", "failed", "error", "unhealthy", "stopped", "not-running": false
    default: nil
    }
  }

  private static func channels(_ health: JSON5Node?) -> [Channel] {
    (health?["channels"]?.object?.members ?? []).map { member in
      let accounts = member.node["accounts"]?.object?.members.map(\.node) ?? []
      let times = ([member.node] + accounts).compactMap {
        $0["lastInboundAt"]?.number ?? $0["lastMessageAt"]?.number
      }
      // A channel that is configured and has one account down is not wholly there.
      let places = (accounts.isEmpty ? [member.node] : accounts).filter { $0["enabled"]?.bool ?? true }
      let states = places.compactMap { $0["connected"]?.bool ?? connected($0["healthState"]?.string) }
      let down = places.first { ($0["connected"]?.bool ?? connected($0["healthState"]?.string)) == false }
      return Channel(
        name: member.key, lastInboundMs: times.max().flatMap { Int(exactly: $0.rounded()) },
        isConnected: states.isEmpty ? nil : states.allSatisfy { $0 },
        problem: down.flatMap { $0["lastError"]?.string?.nonBlank ?? $0["healthState"]?.string?.nonBlank })
    }
  }
}
