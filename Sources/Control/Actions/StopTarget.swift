import Fleet
import Host

/// The process group of a run, proven to be the one that Gatehouse made.
struct ProcessGroup: Sendable {
  let id: Int32
  let host: Host

  /// Nil unless a living process of the group is the recorded one or carries the run's mark.
  init?(record: RunRecord, host: Host) {
    guard record.bootID == host.system.bootID, let group = record.group, group > 1 else { return nil }
    let members = host.processes.all().filter {
      $0.group == group && $0.isAlive && host.processes.userID($0.pid) == host.system.userID
    }
    // While a group has members its number is not given to a new process, so one proven member proves them all.
    let isProven = members.contains { member in
      member.identity == record.process
        || host.processes.environment(member.pid)?[RunRecord.variable] == record.id
    }
    guard isProven else { return nil }
    id = group
    self.host = host
  }

  var living: [ProcessFacts] { host.processes.all().filter { $0.group == id && $0.isAlive } }
}

/// What a stop may signal: the group that Gatehouse made, else the proven process and its descendants, one by one.
struct StopTarget: Sendable {
  /// Nil also where another gateway lives in the group: then its members are signalled one by one.
  let group: ProcessGroup?
  let host: Host
  /// Proven processes outside the group, each by its identity.
  private(set) var others: Set<ProcessIdentity>

  /// - Parameter spared: the processes of other gateways: an agent may have started one, and it must live on.
  init(
    group: ProcessGroup?, owner: ProcessIdentity?, spared: Set<ProcessIdentity> = [], host: Host
  ) {
    self.host = host
    let index = ProcessIndex(host.processes.all())
    let own = Set(owner.map { index.tree($0.pid).map(\.identity) } ?? [])
    var safe: Set<ProcessIdentity> = []
    for process in spared where process != owner && index[process.pid]?.identity == process {
      let tree = Set(index.tree(process.pid).map(\.identity))
      // Of one that has started this gateway all but this gateway.
      safe.formUnion(owner.map(tree.contains) == true ? tree.subtracting(own) : tree)
    }
    let members = group?.living ?? []
    let sharesGroup = members.contains { safe.contains($0.identity) }
    self.group = sharesGroup ? nil : group
    others = sharesGroup ? Set(members.map(\.identity)) : []
    if let owner, index[owner.pid]?.identity == owner {
      others.formUnion(
        index.tree(owner.pid).filter { sharesGroup || $0.group != group?.id }.map(\.identity))
    }
    others.subtract(safe)
  }

  mutating func signal(_ number: Int32) {
    if let group, !group.living.isEmpty { _ = host.processes.signalGroup(group.id, number) }
    for process in others { _ = host.processes.signal(process, number) }
  }

  private func living() -> [ProcessFacts] {
    let others = others.compactMap { identity in
      host.processes.facts(identity.pid).flatMap { $0.identity == identity && $0.isAlive ? $0 : nil }
    }
    return (group?.living ?? []) + others
  }

  func isEmpty() -> Bool { living().isEmpty }

  var livingDescription: String {
    living().map { "\($0.name) \($0.pid)" }.joined(separator: ", ")
  }
}
