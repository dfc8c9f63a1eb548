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
    /// Whether it is OpenClaw's default, which no setting names.
    public var isStandard: Bool
    /// The key of the config that names it, or would; nil where no key does.
    public var key: String?

    /// Made by `ClaimedResourcesBuilder`; `real` is the path with its links resolved.
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
    /// What is compared: the secret itself, or what stands for one that is not read (`directory PATH`, `command …`). Never shown.
    public var secret: String
    /// `FILE#key.path`.
    public var place: String
    /// The real path of the `.env` it came from; nil where it came from elsewhere.
    public var sharedFile: String?
    /// Whether `secret` is only the bot's name or number, by which two configs can be seen to mean the same bot.
    public var isIdentity: Bool

    /// Made by `ClaimedResourcesBuilder` from a config's channels and the variables that they name.
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
    /// Its name: `OPENCLAW_PROFILE`, `OPENCLAW_STATE_DIR`, `OPENCLAW_CONFIG_PATH` or `OPENCLAW_SYSTEMD_UNIT`.
    public var variable: String
    /// Its value, a path with the home written `~`.
    public var says: String
    /// The value that it would have for the unit's own profile.
    public var means: String
    /// `profile rescue`.
    public var whose: String
    /// The file that sets it, as it is shown.
    public var setIn: String?

    /// Made by `UnitContradictions` from one variable of a unit.
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

  /// An OpenClaw package on this machine: the one that a unit's script belongs to, or the one that `openclaw` runs.
  public struct Installation: Sendable, Equatable {
    /// Where it stands, links resolved.
    public var root: String
    /// The version in its `package.json`; nil where that is none of OpenClaw's.
    public var version: String?

    /// Made by `Installations` from the `package.json` around a script.
    public init(
      root: String, version: String?
    ) {
      self.root = root
      self.version = version
    }
  }

  /// Its state directory; empty where its place is not known.
  public var stateDirs: [Place] = []
  /// Its config file; empty where its place is not known.
  public var configs: [Place] = []
  /// Workspaces of its agents, each real path once; empty where the config cannot be read, for that may name any.
  public var workspaces: [Place] = []
  /// Credentials of its channels; empty where it opens no channel (`OPENCLAW_SKIP_CHANNELS`), and of a client profile.
  public var credentials: [Credential] = []
  /// Whether its config names a credential that cannot be read here.
  public var hasUnknownCredential = false
  /// The token that its clients must show; nil where it asks for none, or where it cannot be read here.
  /// Source: openclaw-facts.md section 2.3.
  public var gatewayToken: Credential?
  /// `provider/model`.
  public var primaryModel: String?
  /// Variables of its unit that speak of another profile; empty without a unit.
  public var unitContradictions: [Contradiction] = []
  /// The package of the unit's script; nil without a unit, or where script or package are not found.
  public var unitInstallation: Installation?
  /// Whether the script that the unit names is not there.
  public var isUnitScriptMissing = false
  /// Further units that start the same gateway.
  public var otherUnits: [String] = []
  /// Those of them that are enabled while this gateway's own unit is enabled too: both start it.
  public var rivalUnits: [String] = []
  /// The first word of ExecStart, where that is a file in the home that does not exist, the home written `~`; nil otherwise.
  public var missingInterpreter: String?
  /// The package that the command `openclaw` runs; nil without a unit, or where none was found.
  public var installed: Installation?

  /// Nothing is claimed: of a gateway whose places are not known, and of a container.
  public init() {}
}

extension ClaimedResources {
  /// Who answers the gateway's first model: the part in front of the first slash of `provider/model`; nil where no such model is named.
  public var modelProvider: String? {
    primaryModel.flatMap { model in
      model.contains("/") && !model.holds("${")
        ? model.parts(at: "/").first.map { LogText.clean($0.lowercased()) } : nil
    }
  }
}
