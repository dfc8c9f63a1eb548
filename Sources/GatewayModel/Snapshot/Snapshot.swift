/// Everything known at one moment: what the screen and `--json` both show.
public struct Snapshot: Sendable, Equatable {
  /// Seconds since 1970.
  public var takenAt: Double
  /// The name of this machine.
  public var hostName: String
  /// In the order of the roster.
  public var gateways: [Gateway]
  /// What is wrong with isolation and ownership, the gravest first.
  public var findings: [Finding]
  /// Main and its rescue; nil where there is no gateway at all.
  public var rescue: RescueStatus?
  /// The last thing that happened, for the line above the keys.
  public var lastEvent: Event?

  /// Something that happened, for a person.
  public struct Event: Sendable, Equatable {
    /// Seconds since 1970.
    public var at: Double
    /// One line without secrets.
    public var text: String

    /// Made by `LatestState` when something is noted.
    public init(at: Double, text: String) {
      self.at = at
      self.text = text
    }
  }

  /// Made by `SnapshotBuilder`, which then adds the rescue.
  public init(
    takenAt: Double, hostName: String, gateways: [Gateway], findings: [Finding] = [], lastEvent: Event? = nil
  ) {
    self.takenAt = takenAt
    self.hostName = hostName
    self.gateways = gateways
    self.findings = findings
    self.lastEvent = lastEvent
  }

  /// What the findings mean together.
  public var verdict: Verdict { Verdict(findings) }

  /// The findings about some of the gateways; all of them, also those about the host, where none are chosen.
  public func findings(of chosen: Set<GatewayID>?) -> [Finding] {
    guard let chosen else { return findings }
    return findings.filter { $0.gateways.contains { chosen.contains($0.id) } }
  }

  /// Whether two snapshots show the same, whenever they were taken.
  public func showsSame(as other: Snapshot) -> Bool {
    gateways == other.gateways && findings == other.findings && lastEvent == other.lastEvent
      && rescue == other.rescue
  }
}
