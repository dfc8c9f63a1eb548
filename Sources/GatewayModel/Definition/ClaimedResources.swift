import OpenClaw

/// What a gateway lays claim to besides its ports, ready to be compared with what others claim.
/// Holds secrets, so it never leaves the process.
public struct ClaimedResources: Sendable {
  /// A directory or file.
  public struct Place: Sendable, Equatable {
    /// As configured, the home written `~`.
    public var path: String
    /// Links resolved.
    public var real: ByteText
    /// Whether no setting names it.
    public var isStandard: Bool
    /// The key of the config that names it, or would; nil where no key does.
    public var key: String?

    public init(path: String, real: String, isStandard: Bool, key: String? = nil) {
      self.key = key
      self.path = path
      self.real = real.bytes
      self.isStandard = isStandard
    }
  }

  /// A secret and where it stands.
  public struct Credential: Sendable, Equatable {
    /// `telegram`, `discord`, …; empty for the gateway's own token.
    public var channel: String
    public var secret: String
    /// `FILE#key.path`.
    public var place: String
    /// The real path of the `.env` it came from; nil where it came from elsewhere.
    public var sharedFile: String?
    /// Whether it is what the bot is called, not its secret.
    public var isIdentity: Bool

    public init(
      channel: String, secret: String, place: String, sharedFile: String? = nil, isIdentity: Bool = false
    ) {
      self.channel = channel
      self.secret = secret
      self.place = place
      self.sharedFile = sharedFile
      self.isIdentity = isIdentity
    }
  }

  /// A variable of a unit that speaks of another profile than the unit is for.
  public struct Contradiction: Sendable, Equatable {
    public var variable: String
    public var says: String
    public var means: String
    /// `profile rescue`.
    public var whose: String
    /// The file that sets it, as it is shown.
    public var setIn: String?

    public init(
      variable: String, says: String, means: String, whose: String, setIn: String?
    ) {
      self.variable = variable
      self.says = says
      self.means = means
      self.whose = whose
      self.setIn = setIn
    }
  }

  /// The package that `openclaw` on the command line belongs to, beside what a unit runs.
  public struct Installation: Sendable, Equatable {
    /// Where it stands, links resolved.
    public var root: String
    public var version: String?

    public init(
      root: String, version: String?
    ) {
      self.root = root
      self.version = version
    }
  }

  public var stateDirs: [Place] = []
  public var configs: [Place] = []
  public var workspaces: [Place] = []
  public var credentials: [Credential] = []
  /// Whether its config names a credential that cannot be read here.
  public var hasUnknownCredential = false
  public var gatewayToken: Credential?
  /// `provider/model`.
  public var primaryModel: String?
  public var unitContradictions: [Contradiction] = []
  /// What the unit's script belongs to, where it exists.
  public var unitInstallation: Installation?
  /// Whether the script that the unit names is not there.
  public var isUnitScriptMissing = false
  /// Further units that start the same gateway.
  public var otherUnits: [String] = []
  /// Those of them that are enabled as this gateway's own unit is: both start it.
  public var rivalUnits: [String] = []
  /// The interpreter that the unit names, where it lies in the home and is not there.
  public var missingInterpreter: String?
  /// What `openclaw` would run.
  public var installed: Installation?

  public init() {}
}

extension ClaimedResources {
  /// Who answers the gateway's first model: the part in front of the first slash of `provider/model`; nil where no such model is named.
  public var modelProvider: String? {
    primaryModel.flatMap { model in
      model.contains("/") && !model.holds("${")
        ? model.split(separator: "/").first.map { LogText.clean($0.lowercased()) } : nil
    }
  }
}
