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

  public init(_ document: ConfigDocument) {
    let root = document.root
    let gateway = root["gateway"]
    var problems: [ConfigProblem] = []
    func port(_ node: JSON5Node?, _ name: String) -> Int? {
      guard let node, !node.isNull else { return nil }
      if let port = node.integer, GatewayPort.isValid(port) { return port }
      problems.append(
        ConfigProblem("\(name) must be a whole number from 1 to 65535", at: node.location))
      return nil
    }
    mode = gateway?["mode"]?.string
    self.port = port(gateway?["port"], "gateway.port")
    isPortInvalid = self.port == nil && !problems.isEmpty
    bind = gateway?["bind"]?.string
    let auth = gateway?["auth"]
    authMode = auth?["mode"]?.string.flatMap(AuthMode.init)
    token = Self.secret(auth?["token"])
    password = Self.secret(auth?["password"])
    logFile = root["logging", "file"]?.string?.nonBlank
    hasTLS = gateway?["tls", "enabled"]?.bool ?? false
    canvasPort = port(root["canvasHost", "port"], "canvasHost.port")
    agents = AgentWorkspaces(root["agents"])
    credentials = ChannelCredential.all(in: root)
    let model = root["agents", "defaults", "model"]
    primaryModel = (model?["primary"]?.string ?? model?.string)?.nonBlank
    for member in root["browser", "profiles"]?.object?.members ?? [] {
      _ = port(member.node["cdpPort"], "cdpPort")
    }
    if let start = root["browser", "cdpPortRangeStart"], !start.isNull,
      start.integer.map({ (1...65436).contains($0) }) != true
    {
      problems.append(
        ConfigProblem("browser.cdpPortRangeStart must be a whole number from 1 to 65436", at: start.location))
    }
    browser = BrowserSettings(root["browser"])
    lastTouchedVersion = root["meta", "lastTouchedVersion"]?.string.flatMap(Version.init)
    controlUIEnabled = gateway?["controlUi", "enabled"]?.bool ?? true
    controlUIBasePath = gateway?["controlUi", "basePath"]?.string?.nonBlank
    self.problems = problems
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
