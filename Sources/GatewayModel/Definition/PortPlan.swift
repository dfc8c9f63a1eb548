import OpenClaw

/// Every port that one gateway uses or reserves, and where each came from.
public struct PortPlan: Sendable, Equatable {
  /// Which of OpenClaw's sources won.
  public enum Provenance: String, Sendable, Codable, CaseIterable {
    case flag, environment, unit, config
    case profileHash = "profile-hash"
    case standard = "default"
    case derived
    /// Nothing says it, or what says it cannot be read: the number beside it means nothing.
    case unknown
  }

  public struct Entry: Sendable, Equatable, Codable {
    public var port: Int
    public var from: Provenance

    public init(_ port: Int, _ from: Provenance) {
      self.port = port
      self.from = from
    }

    /// The port; nil where nothing says it.
    public var known: Int? { from == .unknown ? nil : port }
  }

  public var gateway: Entry
  public var browserControl: Entry
  public var canvas: Entry
  public var cdpRange: ClosedRange<Int>
  public var cdpRangeFrom: Provenance
  /// The extension relay, where the version is known to have one.
  public var relay: Int?
  /// What the config opens besides: webhooks, the sandbox of MCP apps.
  public var others: [ConfiguredPort]
  /// Whether a rule that depends on the version decided, and the version is not known.
  public var isAssumed: Bool

  /// - Parameters:
  ///   - gateway: the base port and where it came from.
  ///   - canvas: `canvasHost.port` of the config: nothing serves it, but it stays reserved.
  ///   - others: what the config opens besides.
  public init(
    gateway: Entry, canvas: Int?, browser: BrowserSettings, rules: VersionRules, others: [ConfiguredPort] = []
  ) {
    let derived = DerivedPorts(base: gateway.port, rules: rules)
    let range = CDPRange(settings: browser, derived: derived.cdpRange)
    let follows: Provenance = gateway.from == .unknown ? .unknown : .derived
    self.gateway = gateway
    browserControl = Entry(derived.browserControl, follows)
    self.canvas = canvas.map { Entry($0, .config) } ?? Entry(derived.canvas, follows)
    cdpRange = range.ports
    cdpRangeFrom = range.isConfigured ? .config : follows
    self.others = others
    relay = rules.hasFixedRelay ? derived.browserControl + 1 : nil
    isAssumed = rules.version == nil && gateway.from == .profileHash
  }

  /// The port of an allocation; nil where it has none, and where it is the first of a range that is not known.
  public func knownPort(of allocation: CDPAllocation) -> Int? {
    knownCDPRange == nil && allocation.how == .implicitFirst ? nil : allocation.port
  }

  /// Where its browsers' ports lie; nil where nothing says it.
  public var knownCDPRange: ClosedRange<Int>? { cdpRangeFrom == .unknown ? nil : cdpRange }

  /// The base port by OpenClaw's order. Sources: openclaw-facts.md section 2.1; `--profile dev` presets the environment.
  /// - Parameters:
  ///   - isPreset: whether the profile is selected by its flag, which presets the port of `dev`; a variable does not.
  ///   - unit: the port that a unit's command line or environment bakes in.
  ///   - flag: a port that Gatehouse's config gives with `--port`.
  ///   - environment: what the gateway's process would see, without a unit's variables.
  public static func base(
    profile: String?, isPreset: Bool = true, unit: Int?, flag: Int?, environment: [String: String],
    configured: Int?, rules: VersionRules
  ) -> Entry {
    if let unit { return Entry(unit, .unit) }
    if let flag { return Entry(flag, .flag) }
    if let port = GatewayPort.fromEnvironment(environment, rules: rules), GatewayPort.isValid(port) {
      return Entry(port, .environment)
    }
    if profile == "dev", isPreset {
      return Entry(GatewayPort.devDefault, configured == nil ? .standard : .environment)
    }
    if let configured { return Entry(configured, .config) }
    if let profile, rules.hashesProfilePorts {
      return Entry(GatewayPort.hashed(profile: profile), .profileHash)
    }
    return Entry(GatewayPort.standard, .standard)
  }
}
