/// Everything known at one moment: what the screen and `--json` both show.
public struct Snapshot: Sendable, Equatable {
  /// Seconds since 1970.
  public var takenAt: Double
  public var hostName: String
  public var gateways: [Gateway]
  /// What is wrong with isolation and ownership, the gravest first.
  public var findings: [Finding]
  /// Main and its rescue; nil where there is no gateway at all.
  public var rescue: RescueStatus?
  /// The last thing that happened, for the line above the keys.
  public var lastEvent: Event?

  public struct Event: Sendable, Equatable {
    public var at: Double
    public var text: String

    public init(at: Double, text: String) {
      self.at = at
      self.text = text
    }
  }

  public init(
    takenAt: Double, hostName: String, gateways: [Gateway], findings: [Finding] = [], lastEvent: Event? = nil
  ) {
    self.takenAt = takenAt
    self.hostName = hostName
    self.gateways = gateways
    self.findings = findings
    self.lastEvent = lastEvent
  }

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
