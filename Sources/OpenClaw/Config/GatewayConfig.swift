/// What Gatehouse needs to know of a gateway's config.
public struct GatewayConfig: Sendable {
  /// A secret as the config gives it.
  public enum Secret: Sendable, Equatable {
    case literal(String)
    /// A secret reference (file, command, store) or a variable that nothing supplies: Gatehouse cannot know the value.
    case unresolved
  }

  public enum AuthMode: String, Sendable {
    case none, token, password
    case trustedProxy = "trusted-proxy"
  }

  public var mode: String?
  public var port: Int?
  /// Whether `gateway.port` is there and no port.
  public var isPortInvalid: Bool
  public var bind: String?
  public var authMode: AuthMode?
  public var token: Secret?
  public var password: Secret?
  public var hasTLS: Bool
  public var canvasPort: Int?
  public var agents: AgentWorkspaces
  /// What its bots identify themselves with.
  public var credentials: [ChannelCredential]
  /// `agents.defaults.model.primary`: `provider/model`.
  public var primaryModel: String?
  public var browser: BrowserSettings
  public var lastTouchedVersion: Version?
  /// `logging.file`, as it is written.
  public var logFile: String?
  public var controlUIEnabled: Bool
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
