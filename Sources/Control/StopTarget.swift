import Fleet
import Host

/// The process group of a run, proven to be the one that Gatehouse made.
struct ProcessGroup: Sendable {
  let id: Int32
  let host: Host

  /// Nil unless a living process of the group is the recorded one or carries the run's mark.
  init?(record: RunRecord, host: Host) {
    guard record.bootID == host.system.bootID, let leader = record.process, leader.pid > 1 else { return nil }
    let members = host.processes.all().filter {
      $0.group == leader.pid && $0.isAlive && host.processes.userID($0.pid) == host.system.userID
    }
    // While a group has members its number is not given to a new process, so one proven member proves them all.
    let isProven = members.contains { member in
      member.identity == leader || host.processes.environment(member.pid)?[RunRecord.variable] == record.id
    }
    guard isProven else { return nil }
    id = leader.pid
    self.host = host
  }

  var living: [ProcessFacts] { host.processes.all().filter { $0.group == id && $0.isAlive } }
}

/// What a stop may signal: the group that Gatehouse made, else the proven process and its descendants, one by one.
struct StopTarget: Sendable {
  let group: ProcessGroup?
  let host: Host
  /// Proven processes outside the group, each by its identity.
  private(set) var others: Set<ProcessIdentity>

  init(group: ProcessGroup?, owner: ProcessIdentity?, host: Host) {
    self.group = group
    self.host = host
    others = []
    if let owner {
      let index = ProcessIndex(host.processes.all())
      others = Set(index.tree(owner.pid).filter { $0.group != group?.id }.map(\.identity))
      if index[owner.pid]?.identity != owner { others = [] }
    }
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
