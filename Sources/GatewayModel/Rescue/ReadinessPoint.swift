/// One thing that must be in place before main is down, so that the rescue bot can repair it.
public struct ReadinessPoint: Sendable, Equatable {
  /// The points, in the order in which they are shown.
  public enum Kind: String, Sendable, CaseIterable {
    /// There are a main and a rescue, by the config's names or by default.
    case configured
    /// No isolation error stands between the two, and the rescue's own config works.
    case isolated
    /// Its config names a bot, and main does not have the same one.
    case ownBot = "own-bot"
    /// No port of it meets one of main.
    case ownPorts = "own-ports"
    /// Its first model is another provider's than main's.
    case ownProvider = "own-provider"
    /// An enabled unit or a restart policy starts it again.
    case supervised
    /// A copy of main's config from when it worked is kept.
    case lastGood = "last-good"
    /// A drill of this pair has passed in the last 30 days.
    case drill

    /// For a person.
    public var title: String {
      switch self {
      case .configured: "rescue configured"
      case .isolated: "isolated from main"
      case .ownBot: "own bot"
      case .ownPorts: "own ports"
      case .ownProvider: "own model provider"
      case .supervised: "supervised"
      case .lastGood: "last good copy of main"
      case .drill: "drill"
      }
    }
  }

  /// Whether a point is met.
  public enum Status: String, Sendable {
    /// It is there.
    case met
    /// It is not: `fix` says how to get it.
    case missing
    /// Cannot be told from here; does not count as missing.
    case unknown
  }

  /// The point.
  public var kind: Kind
  /// Whether it is met.
  public var status: Status
  /// What was found, for a person.
  public var detail: String
  /// What to do for it, one sentence; nil where nothing is to be done.
  public var fix: String?
  /// When the copy was taken or the drill passed; seconds since 1970, nil for the other points.
  public var at: Double?

  /// Made by `ReadinessRules` with every snapshot.
  public init(
    kind: Kind, status: Status, detail: String, fix: String? = nil, at: Double? = nil
  ) {
    self.kind = kind
    self.status = status
    self.detail = detail
    self.fix = fix
    self.at = at
  }
}
