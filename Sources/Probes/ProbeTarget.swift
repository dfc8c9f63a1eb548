import GatewayModel
import OpenClaw

/// What a prober needs to ask one gateway. Holds secrets: it never leaves the process.
public struct ProbeTarget: Sendable, Equatable {
  /// The gateway that is asked.
  public var id: GatewayID
  /// The address where it listens, as a literal: `127.0.0.1`, `::1`.
  public var host: String
  /// Its base port.
  public var port: Int
  /// The token to be shown; nil where there is none, and for auth mode `password`.
  public var token: String?
  /// The password to be shown; nil where a token is shown instead, and where there is none.
  public var password: String?
  /// Whether the config has TLS on: then it is not asked.
  public var hasTLS: Bool
  /// Why the connection that needs a credential cannot be had, if so.
  public var helloIsNotOffered: String?

  /// - Parameter host: an address of this machine, as a literal.
  public init(
    id: GatewayID, host: String, port: Int, token: String? = nil, password: String? = nil,
    hasTLS: Bool = false
  ) {
    self.id = id
    self.host = host
    self.port = port
    self.token = token
    self.password = password
    self.hasTLS = hasTLS
  }

  /// What the config of a gateway says of how it is asked.
  public init(definition: Definition, host: String) {
    id = definition.id
    self.host = host
    port = definition.plan.gateway.port
    let config = definition.config.value
    hasTLS = config?.hasTLS ?? false
    token = config?.authMode == .password ? nil : definition.token
    password = token == nil ? definition.password : nil
    switch config?.authMode {
    case .some(.none): helloIsNotOffered = "auth mode none admits no watcher"
    case .trustedProxy: helloIsNotOffered = "auth mode trusted-proxy"
    default:
      if token == nil && password == nil {
        helloIsNotOffered =
          config?.token == .unresolved || config?.password == .unresolved
          ? "its token is a secret reference" : "no token in its config"
      }
    }
  }
}
