import OpenClaw
import Ports

/// One gateway as the rules of isolation see it.
public struct IsolationInput: Sendable {
  /// A port that a gateway listens on or reserves.
  public struct ServicePort: Sendable, Equatable {
    /// What a port is for; the raw value is its title.
    public enum Use: String, Sendable {
      /// The base port.
      case gateway
      /// Base + 2.
      case browserControl = "browser control"
      /// Base + 4, or `canvasHost.port`; reserved although nothing listens there.
      case canvas
      /// Base + 3, in versions before 2026.3.22.
      case relay = "extension relay"
      /// Opened by a channel, a plug-in or another part of the config: `title` says which.
      case other
    }

    /// The port.
    public var port: Int
    /// What it is for.
    public var use: Use
    /// Whether it follows from the base port.
    public var isDerived: Bool
    /// For a person: "gateway", "telegram webhook".
    public var title: String
    /// `FILE#key.path` of a port that a config opens besides; nil for others.
    public var place: String?

    /// One of the gateway's own ports; what a config opens besides is made from a `ConfiguredPort`.
    public init(port: Int, use: Use, isDerived: Bool) {
      self.port = port
      self.use = use
      self.isDerived = isDerived
      title = use.rawValue
    }

    init(_ other: ConfiguredPort, config: String) {
      self.init(port: other.port, use: .other, isDerived: other.isDerived)
      title = other.use
      place = "\(config)#\(other.key)"
    }
  }

  /// The port of one browser profile on this machine.
  public struct CDPPort: Sendable, Equatable {
    /// The name of the browser profile.
    public var profile: String
    /// The port on this machine.
    public var port: Int
    /// How it came about; a `cdpUrl` that leads to this machine counts as pinned, however it is written.
    public var how: CDPAllocation.How
    /// Whether OpenClaw only attaches there and never starts a Chrome.
    public var attachOnly: Bool
    /// `FILE#browser.profiles.work.cdpPort`; nil for a port that follows from the base.
    public var place: String?

    /// Whether it follows from the base port: no key of the config sets it.
    public var isDerived: Bool { place == nil }

    /// Made from an allocation whose port lies on this machine.
    public init(
      profile: String, port: Int, how: CDPAllocation.How, attachOnly: Bool, place: String?
    ) {
      self.profile = profile
      self.port = port
      self.how = how
      self.attachOnly = attachOnly
      self.place = place
    }
  }

  /// A CDP endpoint that an address in the config names.
  public struct Endpoint: Sendable, Hashable {
    /// `127.0.0.1` for every spelling of loopback.
    public var host: String
    /// The port that OpenClaw takes for the address.
    public var port: Int
    /// `FILE#key.path` of the address.
    public var place: String
    /// The query of an address on another machine, by which a hosted service tells its customers apart; empty for this machine.
    /// May hold a secret: it is compared and never shown.
    public var customer = ""
  }

  /// What a gateway's service says.
  public struct Unit: Sendable, Equatable {
    /// `openclaw-gateway-rescue.service`.
    public var name: String
    /// The file as it is shown.
    public var path: String
    /// What it starts the gateway with.
    public var port: Int?
    /// What the config says.
    public var configPort: Int?
    /// The version that its installer wrote into it; nil where there is none.
    public var version: String?
    /// The version that saved the config last.
    public var configVersion: Version?
    /// The script that it runs, the home written `~`; nil where that is not known.
    public var entryPoint: String?
    /// What of it is not understood, is missing, or starts the gateway besides; in a person's words.
    public var problems: [String]
    /// Whether it is the user's, not the system's.
    public var isUserUnit = true
    /// Whether it starts by itself; nil where that is not known.
    public var isEnabled: Bool?
    /// Whether the script that it runs is not there.
    public var isScriptMissing = false
  }

  /// The place in the roster.
  public var order: Int
  /// Whom it means, whatever it is called.
  public var id: GatewayID
  /// As it is shown: without control characters.
  public var name: String
  /// The profile that it is found by; nil for the default profile, and for what only its paths tell apart.
  public var profile: String?
  /// Whether paths alone tell it apart.
  public var isInstanceOnly = false
  /// Whether nothing but a process tells of it.
  public var isStray = false
  /// Whether Gatehouse's config, or its default, takes it for the main gateway.
  public var isMain = false
  /// Whether Gatehouse's config, or its default, takes it for the rescue.
  public var isRescue = false
  /// Whether it is a gateway of this machine at all: most rules leave clients and containers out.
  public var kind = Definition.Kind.gateway
  /// Whether a supervisor that is no unit starts it again.
  public var hasOutsideSupervisor = false
  /// Keys of its config that OpenClaw may refuse.
  public var doubts: [ConfigProblem] = []
  /// The config file as it is shown.
  public var config: String
  /// Nil where nothing says which port it would use: its config cannot be read.
  public var base: Int?
  /// The base port first; empty where that is not known. Of a container the published port alone.
  public var servicePorts: [ServicePort] = []
  /// Nil where it depends on a config that cannot be read.
  public var cdpRange: ClosedRange<Int>?
  /// Whether `browser.cdpPortRangeStart` sets the range.
  public var isRangeConfigured = false
  /// CDP ports on this machine; empty where browsers are switched off, or where config or base port are not known.
  public var cdpPorts: [CDPPort] = []
  /// CDP endpoints that the config names by address, here and elsewhere.
  public var endpoints: [Endpoint] = []
  /// What it must not share besides its ports.
  public var claims = ClaimedResources()
  /// Its unit; nil where nothing starts it as a service.
  public var unit: Unit?
  /// Where its port comes from: flag, environment or unit. Nil where the config holds that port, or none is known.
  public var unpersistedOrigin: PortPlan.Provenance?
  /// The port that OpenClaw takes for it when nothing says one.
  public var standardPort = GatewayPort.standard
  /// The port by the newest rule, where nothing says one and the version is not known; nil otherwise.
  public var assumedPort: Int?
  /// The config's own port, where a flag or a variable overrides it with another one; nil otherwise.
  public var overriddenPort: Int?
  /// Why its config and state directory are not known; nil where they are.
  public var placeDoubt: String?
  /// Where the base port is to be changed; nil for one that only a running process was given.
  public var portPlace: String?
  /// The place of a configured canvas port.
  public var canvasPlace: String?
  /// With the file as it is shown.
  public var problem: ConfigProblem?
  /// Whether its files lie on a file system that does not answer: then nothing is wrong with them that is known.
  public var isSilent = false

  /// Whether its unit makes it read another gateway's config: nothing is put right by changing that file.
  public var hasLeakedConfig: Bool {
    claims.unitContradictions.contains { $0.variable == "OPENCLAW_CONFIG_PATH" }
  }

  /// What a finding about it names.
  public var gateway: NamedGateway { NamedGateway(id: id, name: name) }

  /// A gateway of which nothing but this is known.
  /// - Parameters:
  ///   - order: the place in the roster.
  ///   - config: the config file as it is shown.
  public init(order: Int, id: GatewayID, name: String, config: String) {
    self.order = order
    self.id = id
    self.name = name
    self.config = config
  }
}
