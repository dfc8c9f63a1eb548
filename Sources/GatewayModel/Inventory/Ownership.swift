import Host
import OpenClaw

/// The proof that a process is this gateway's, link by link. Rules: design section 5.
public struct Ownership: Sendable, Equatable {
  /// What a link says of the process.
  public enum Status: String, Sendable, Codable {
    /// It names this process.
    case holds
    /// It names another one.
    case contradicts
    /// It names none, or may not be seen.
    case unknown
  }

  /// One piece of evidence, as it is shown.
  public struct Link: Sendable, Equatable {
    /// Where evidence comes from, in the order in which it is shown.
    public enum Kind: String, Sendable, CaseIterable {
      /// The run record of the newest launch by Gatehouse.
      case record
      /// OpenClaw's lock file.
      case lock
      /// The kernel's start time, as record or lock have it: the number alone may be another process by now.
      case startTime
      /// Who listens on the base port.
      case listener
      /// The state directory, by the lock or the process's variables.
      case stateDir
      /// The unit's main process or control group.
      case unit

      /// The name in the JSON document.
      public var name: String {
        switch self {
        case .record: "run-record"
        case .lock: "lock"
        case .startTime: "start-time"
        case .listener: "listener"
        case .stateDir: "state-dir"
        case .unit: "unit"
        }
      }
    }

    /// Where it comes from.
    public var kind: Kind
    /// What it says.
    public var status: Status
    /// With what it says so, for a person: `listens on 18789`.
    public var detail: String

    /// Made by `OwnershipEvidence` while it proves an owner.
    public init(_ kind: Kind, _ status: Status, _ detail: String) {
      self.kind = kind
      self.status = status
      self.detail = detail
    }
  }

  /// The process that is taken to be the gateway.
  public var process: ProcessIdentity?
  /// In the order in which they are shown; a kind that does not apply (no run record, no unit) has none.
  public var links: [Link]
  /// The process that runs it as another user; nil where none does. It is shown and never signalled, and none is started beside it.
  public var foreign: Foreign?

  /// A process of another user that runs as this gateway.
  public struct Foreign: Sendable, Equatable {
    /// Its number.
    public var pid: Int32
    /// The user who runs it.
    public var userID: UInt32

    /// For a person.
    public var text: String { "it runs as user \(userID) (pid \(pid))" }
  }

  /// Whether pid *and* start time are proven by a run record or a lock. Nothing is signalled and no token is sent without it:
  /// a process that merely was started with the gateway's variables may be one of its tools.
  public var isProven: Bool {
    process != nil && holds(.startTime)
  }

  /// Whether a link of the proof holds.
  public func holds(_ kind: Link.Kind) -> Bool {
    links.contains { $0.kind == kind && $0.status == .holds }
  }

  /// No process is taken for the gateway.
  public static let none = Ownership(process: nil, links: [])

  /// Made by `OwnershipEvidence`.
  public init(process: ProcessIdentity?, links: [Link]) {
    self.process = process
    self.links = links
  }
}

extension Ownership {
  /// One process is one gateway. Where several seem to own it, it stays with the one for which more speaks; where that is equal, it
  /// is nobody's proven process: nothing is signalled on a guess.
  public static func settled(_ owners: [GatewayID: Ownership]) -> [GatewayID: Ownership] {
    let claims = Dictionary(
      grouping: owners.filter { $0.value.process != nil }, by: { $0.value.process })
    var settled = owners
    for group in claims.values where group.count > 1 {
      let most = group.map { $0.value.evidence }.max() ?? 0
      let best = group.filter { $0.value.evidence == most }
      for (id, owner) in group {
        if best.count == 1 {
          if owner.evidence < most { settled[id] = Ownership.none }
        } else {
          settled[id] = owner.unproven("another gateway seems to be the same process")
        }
      }
    }
    return settled
  }

  private var evidence: Int { links.count { $0.status == .holds } }

  private func unproven(_ reason: String) -> Ownership {
    var owner = self
    for index in owner.links.indices where owner.links[index].kind == .startTime {
      owner.links[index] = Link(.startTime, .unknown, reason)
    }
    return owner
  }
}
