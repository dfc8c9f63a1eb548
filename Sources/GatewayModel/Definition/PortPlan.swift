import OpenClaw
import Ports

/// Every port that one gateway uses or reserves, and where each came from.
public struct PortPlan: Sendable, Equatable {
  /// Which of OpenClaw's sources won.
  public enum Provenance: String, Sendable, Codable, CaseIterable {
    /// `--port`: of a command line, of Gatehouse's config or of an outside supervisor; also a port that only the process shows.
    case flag
    /// `OPENCLAW_GATEWAY_PORT` of the process, of a file of variables, or as `--profile dev` presets it.
    case environment
    /// The command line or a variable of a unit.
    case unit
    /// A key of the config.
    case config
    /// A named profile without a port, since 2026.8: a hash of its name.
    case profileHash = "profile-hash"
    /// What OpenClaw takes where nothing says it: 18789, or 19001 for the profile `dev`.
    case standard = "default"
    /// Follows from the base port.
    case derived
    /// Nothing says it, or what says it cannot be read: the number beside it means nothing.
    case unknown
  }

  /// A port and the source that won.
  public struct Entry: Sendable, Equatable, Codable {
    /// Where `from` is `unknown` a number without meaning: see `known`.
    public var port: Int
    /// The source that won.
    public var from: Provenance

    /// A port and the source that won, by `base` or by what follows from the base port.
    public init(_ port: Int, _ from: Provenance) {
      self.port = port
      self.from = from
    }

    /// The port; nil where nothing says it.
    public var known: Int? { from == .unknown ? nil : port }
  }

  /// The base port, on which the gateway listens.
  public var gateway: Entry
  /// Base + 2, for the browser control. Reserved in every version, whether anything listens there or not.
  public var browserControl: Entry
  /// `canvasHost.port` of the config, else base + 4. Reserved in every version; since 2026.1 nothing listens there.
  public var canvas: Entry
  /// The CDP ports of its browsers, both ends included: base + 11 … base + 110, unless the config or the end of all ports moves them.
  public var cdpRange: ClosedRange<Int>
  /// `config` for `browser.cdpPortRangeStart`, else `derived`; `unknown` where the base port is.
  public var cdpRangeFrom: Provenance
  /// The extension relay's port, base + 3; nil where the version has none, or is not known.
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
    let derived = DerivedPorts(base: gateway.port, movesClampedRange: rules.movesClampedRange)
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
