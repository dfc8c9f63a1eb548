import Ports

/// What Gatehouse needs to know of a gateway's config.
public struct GatewayConfig: Sendable {
  /// A secret as the config gives it.
  public enum Secret: Sendable, Equatable {
    /// The secret itself.
    case literal(String)
    /// A secret reference (file, command, store) or a variable that nothing supplies: Gatehouse cannot know the value.
    case unresolved
  }

  /// How clients prove themselves: `gateway.auth.mode`.
  public enum AuthMode: String, Sendable {
    /// Clients need no credential.
    case none
    /// Clients show `gateway.auth.token`.
    case token
    /// Clients show `gateway.auth.password`.
    case password
    /// A proxy in front of the gateway has proven who the client is; since about 2026-02.
    case trustedProxy = "trusted-proxy"
  }

  /// `gateway.mode`, as written: `local`, `remote`; nil where it is missing. Without it OpenClaw starts no gateway.
  public var mode: String?
  /// `gateway.port`; nil where it is missing, and where it is no port (`isPortInvalid`).
  public var port: Int?
  /// Whether `gateway.port` is there and no port.
  public var isPortInvalid: Bool
  /// `gateway.bind`, as written: `loopback`, `lan`, `auto`, `tailnet`, `custom`.
  /// Nil where it is missing: OpenClaw then takes `loopback`, in a container `auto`.
  public var bind: String?
  /// Nil where it is missing or unknown: OpenClaw then takes the password if there is one, else the token.
  public var authMode: AuthMode?
  /// `gateway.auth.token`; nil where it is missing or empty.
  public var token: Secret?
  /// `gateway.auth.password`; nil where it is missing or empty.
  public var password: Secret?
  /// `gateway.tls.enabled`; false where it is not written.
  public var hasTLS: Bool
  /// `canvasHost.port`; nil where it is missing or no port. Nothing serves it, but it stays reserved.
  public var canvasPort: Int?
  /// The `agents` section: who works where.
  public var agents: AgentWorkspaces
  /// What its bots identify themselves with.
  public var credentials: [ChannelCredential]
  /// `agents.defaults.model.primary`: `provider/model`.
  public var primaryModel: String?
  /// The `browser` section, as written.
  public var browser: BrowserSettings
  /// `meta.lastTouchedVersion`: the OpenClaw that wrote the file last; nil where it is missing or no version.
  public var lastTouchedVersion: Version?
  /// `logging.file`, as it is written.
  public var logFile: String?
  /// `gateway.controlUi.enabled`; true where it is not written.
  public var controlUIEnabled: Bool
  /// `gateway.controlUi.basePath`, as written, with or without a slash in front; nil for the root.
  public var controlUIBasePath: String?
  /// What OpenClaw's schema refuses, of the values that Gatehouse reads.
  public var problems: [ConfigProblem]
  /// Where a client profile (`gateway.mode: "remote"`) finds its gateway.
  public var remoteURL: WebURL?
  private let root: JSON5Node

  /// Whether OpenClaw refuses to start a gateway from it: it is a client of one elsewhere.
  public var isRemote: Bool { mode == "remote" }

  /// The ports beside the gateway's own that it opens.
  /// - Parameters:
  ///   - base: the gateway's port.
  ///   - environment: the gateway's own.
  public func otherPorts(
    base: Int, rules: VersionRules, environment: [String: String]
  ) -> [ConfiguredPort] {
    ConfiguredPort.all(in: root, base: base, rules: rules, environment: environment)
  }

  /// Keys that OpenClaw of a version does not have, or that no version has that was looked at.
  public func doubts(version: Version?) -> [ConfigProblem] { ConfigSchema.doubts(root, version: version) }

  /// Read from a whole config. A value of another type counts as missing, and `problems` names it.
  public init(_ document: ConfigDocument) {
    let root = document.root
    let gateway = root["gateway"]
    let schema = ConfigSchema(root)
    func port(_ node: JSON5Node?) -> Int? { node?.integer.flatMap { GatewayPort.isValid($0) ? $0 : nil } }
    mode = gateway?["mode"]?.string
    self.port = port(gateway?["port"])
    isPortInvalid = self.port == nil && gateway?["port"] != nil
    remoteURL = gateway?["remote", "url"]?.string.flatMap(WebURL.init)
    bind = gateway?["bind"]?.string
    let auth = gateway?["auth"]
    authMode = auth?["mode"]?.string.flatMap(AuthMode.init)
    token = Self.secret(auth?["token"])
    password = Self.secret(auth?["password"])
    logFile = root["logging", "file"]?.string?.nonBlank
    hasTLS = gateway?["tls", "enabled"]?.bool ?? false
    canvasPort = port(root["canvasHost", "port"])
    agents = AgentWorkspaces(root["agents"])
    credentials = ChannelCredential.all(in: root)
    let model = root["agents", "defaults", "model"]
    primaryModel = (model?["primary"]?.string ?? model?.string)?.nonBlank
    browser = BrowserSettings(root["browser"])
    lastTouchedVersion = root["meta", "lastTouchedVersion"]?.string.flatMap(Version.init)
    controlUIEnabled = gateway?["controlUi", "enabled"]?.bool ?? true
    controlUIBasePath = gateway?["controlUi", "basePath"]?.string?.nonBlank
    problems = schema.problems
    self.root = root
  }

  private static func secret(_ node: JSON5Node?) -> Secret? {
    switch node?.value {
    case .string(let text):
      if text.holds("${") { return .unresolved }
      return text.isEmpty ? nil : .literal(text)
    case .object: return .unresolved
    default: return nil
    }
  }
}
