import GatewayModel
import Host
import OpenClaw

/// The processes of this machine from one look to the next: swept now and then, in between only the known ones are asked.
struct ProcessWatch: Sendable {
  private let processes: Machine.Processes
  private(set) var index = ProcessIndex([])
  /// Those that look like gateways, or that a lock or record says are, the oldest first.
  private(set) var gateways: [InventoryFacts.GatewayProcess] = []
  /// A process is judged once, and again when it has given itself another name.
  private struct Judgement {
    var name: String
    var gateway: InventoryFacts.GatewayProcess?
    /// Whether its name is that of every command of OpenClaw, so that only a port on which it listens shows that it is a gateway.
    var isOpen = false
  }

  /// The sockets on which anything listens now.
  var listening: Set<UInt64> = []

  private var known: [ProcessIdentity: Judgement] = [:]

  /// The mounts that this process sees.
  private let ours: String?
  private let ownGroup: String?

  /// - Parameter own: this process.
  init(_ processes: Machine.Processes, own: Int32) {
    self.processes = processes
    ours = own > 0 ? processes.view(own)?.mountNamespace : nil
    ownGroup = own > 0 ? processes.controlGroup(own) : nil
  }

  mutating func sweep() {
    let all = processes.all()
    index = ProcessIndex(all)
    let living = Set(all.map(\.identity))
    known = known.filter { living.contains($0.key) }
    for facts in all { note(facts) }
    collect()
  }

  /// Reads only the trees of known gateways, and `more`, anew: their memory, CPU time and whether they live.
  mutating func refresh(besides more: [Int32]) {
    var pids = Set(more)
    for process in gateways { pids.formUnion(index.tree(process.identity.pid).map(\.pid)) }
    index.refresh(pids, facts: processes.facts)
    collect()
  }

  /// A process by its number, read now where the last sweep has not seen it; nil where there is none.
  mutating func find(_ pid: Int32) -> ProcessFacts? {
    if index[pid] == nil, let found = processes.facts(pid) { index.add(found) }
    return index[pid]
  }

  mutating func findWithAncestors(_ pid: Int32) {
    var current = pid
    for _ in 0..<64 where current > 1 && index[current] == nil {
      guard let found = find(current) else { return }
      current = found.parent
    }
  }

  /// - Parameter isKnownGateway: a lock or a run record says so, whatever the process calls itself.
  mutating func note(_ facts: ProcessFacts, isKnownGateway: Bool = false) {
    if let found = known[facts.identity] {
      let isSame = found.name == facts.name
      // One that only a lock tells of may still give itself the name of a gateway.
      if let gateway = found.gateway, gateway.couldBeGateway || isSame { return }
      if found.gateway == nil, isSame, !isKnownGateway, !found.isOpen { return }
    }
    let isOpen = GatewayProcessRule.isCommand(facts) { processes.commandLine(facts.pid) }
    let looksLikeGateway =
      isKnownGateway || GatewayProcessRule.mayBeGateway(facts) { processes.commandLine(facts.pid) }
      || isOpen && !listening.isDisjoint(with: processes.sockets(facts.pid) ?? [])
    let found = looksLikeGateway ? read(facts) : nil
    known[facts.identity] = Judgement(name: facts.name, gateway: found, isOpen: isOpen)
  }

  private func read(_ facts: ProcessFacts) -> InventoryFacts.GatewayProcess {
    var process = InventoryFacts.GatewayProcess(
      identity: facts.identity, environment: processes.environment(facts.pid),
      controlGroup: processes.controlGroup(facts.pid), userID: processes.userID(facts.pid))
    let view = processes.view(facts.pid)
    process.workingDirectory = view?.workingDirectory
    process.couldBeGateway = GatewayProcessRule.couldBeGateway(facts, executable: view?.executable)
    if let theirs = view?.mountNamespace, let ours { process.seesOtherMounts = theirs != ours }
    // Of the service that Gatehouse itself may run in, all gateways may be; its own children are nobody else's.
    if process.environment?[RunRecord.variable] == nil, let group = process.controlGroup, group != ownGroup {
      process.service = ControlGroup.service(group)
    }
    let commandLine = processes.commandLine(facts.pid)
    process.profile = commandLine.flatMap(GatewayProcessRule.profile)
    process.port = commandLine.flatMap(GatewayProcessRule.port)
    return process
  }

  func isGateway(_ identity: ProcessIdentity) -> Bool { known[identity]?.gateway != nil }

  mutating func collect() {
    gateways = known.values.compactMap(\.gateway)
      .filter { index[$0.identity.pid].map { $0.isAlive } ?? false }
      .sorted { ($0.identity.startTicks, $0.identity.pid) < ($1.identity.startTicks, $1.identity.pid) }
  }

  /// All processes that belong to gateways.
  var trees: [Int32] { gateways.flatMap { index.tree($0.identity.pid).map(\.pid) } }

  /// The ports that a process and its descendants listen on.
  func ports(of pid: Int32, sockets: [ListeningSocket]) -> [Int] {
    let held = index.tree(pid).reduce(into: Set<UInt64>()) {
      $0.formUnion(processes.sockets($1.pid) ?? [])
    }
    return held.isEmpty ? [] : sockets.filter { held.contains($0.inode) }.map(\.port)
  }
}
