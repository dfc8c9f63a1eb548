import GatewayModel
import Host

/// What a stop may signal: the group that Gatehouse made, else the proven process and its descendants, one by one.
struct StopScope: Sendable {
  /// Nil also where another gateway lives in the group: then its members are signalled one by one.
  let group: ProcessGroup?
  let host: Machine
  /// Proven processes outside the group, each by its identity.
  private(set) var others: Set<ProcessIdentity>

  /// - Parameter spared: the processes of other gateways: an agent may have started one, and it must live on.
  init(
    group: ProcessGroup?, owner: ProcessIdentity?, spared: Set<ProcessIdentity> = [], host: Machine
  ) {
    self.host = host
    let index = ProcessIndex(host.processes.all())
    let own = Set(owner.map { index.tree($0.pid).map(\.identity) } ?? [])
    var safe: Set<ProcessIdentity> = []
    for process in spared where process != owner && index[process.pid]?.identity == process {
      let tree = Set(index.tree(process.pid).map(\.identity))
      // Where another gateway has started this one, its tree is spared except for this gateway's own processes.
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

  /// Its processes that were alive at the last look: as long as one of them lives, the process table is not searched again.
  private var seen: [ProcessIdentity] = []

  mutating func signal(_ number: Int32) {
    if let group, !group.living.isEmpty { _ = host.processes.signalGroup(group.id, number) }
    for process in others { _ = host.processes.signal(process, number) }
  }

  private func living() -> [ProcessFacts] {
    let others = others.compactMap(host.processes.living)
    return (group?.living ?? []) + others
  }

  /// Whether nothing of it lives any more.
  mutating func isEmpty() -> Bool {
    if seen.contains(where: host.processes.isAlive) { return false }
    seen = living().map(\.identity)
    return seen.isEmpty
  }

  /// Waits until one of its processes has ended, at most so many seconds.
  func waitForEnd(seconds: Double) async throws(CancellationError) {
    try await host.processes.waitForEnd(seen, seconds)
  }

  var livingDescription: String {
    living().map { "\($0.name) \($0.pid)" }.joined(separator: ", ")
  }
}
