/// One point of being ready for the night on which main is down.
public struct ReadinessPoint: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    case configured, isolated
    case ownBot = "own-bot"
    case ownPorts = "own-ports"
    case ownProvider = "own-provider"
    case supervised
    case lastGood = "last-good"
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

  public enum Status: String, Sendable {
    case met, missing, unknown
  }

  public var kind: Kind
  public var status: Status
  public var detail: String
  /// How to get it; nil where it is there.
  public var fix: String?
  /// Seconds since 1970 of what has an age.
  public var at: Double?

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
