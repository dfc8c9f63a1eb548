import Host
import OpenClaw

/// What one look at the host found.
public struct HostInventory: Sendable {
  /// Seconds since 1970.
  public var takenAt: Double
  /// All gateways, in the order in which their sources were joined.
  public var definitions: [Definition]
  /// Locks of living processes whose paths lead to the same places here; the lock that says most comes first.
  public var locks: [LockRecord]
  /// Locks whose process is gone: a clean end would have removed them.
  public var leftLocks: [LockRecord]
  /// Processes that look like gateways, or that a lock or run record says are, the oldest first.
  public var processes: [InventoryFacts.GatewayProcess]
  /// All processes of the last sweep, those of gateways as they are now.
  public var index: ProcessIndex
  /// What listens on a port that some gateway uses or reserves, its CDP range included; by port and address.
  public var listeners: [PortListener]
  /// All readable run records, the newest launch last.
  public var runs: [RunRecord]
  /// The gateways as the rules of isolation see them, in the order of the roster; empty until the gateways were assessed.
  public var subjects: [IsolationInput] = []
  /// What is wrong as the files are, whatever runs; empty until the gateways were assessed.
  public var findings: [Finding] = []
  /// What the rules of isolation need besides the definitions; with the same revision they find the same.
  public var basis: AssessmentBasis
  /// Every port of this machine on which anything listens.
  public var listeningPorts: Set<Int>
  /// What the kernel gives to outgoing connections.
  public var ephemeral: ClosedRange<Int>
  /// Gateway processes of this home that nothing but their port ties to a gateway.
  public var loose: Set<ProcessIdentity>
  /// Processes that were first seen at this look, as holders of a port: whose they are shows at the next one.
  public var newHolders: Set<Int32>
  /// What the service managers say of each unit.
  public var services: [ServiceKey: ServiceStatus]
  /// The Gatehouse that restarts each gateway.
  public var supervisors: [GatewayID: Supervisor]
  /// Restart policies that a person chose by key.
  public var policies: [GatewayID: PolicyChoice]
  /// Files in the folders of run records and policies that hold no record; absolute.
  public var unreadable: [String]
  /// The process of each gateway, with the proof; no process is two gateways'.
  public internal(set) var owners: [GatewayID: Ownership] = [:]
  /// The newest run of each gateway, by real paths.
  public var runsByGateway: [GatewayID: RunRecord]

  /// Made by `InventoryBuilder` with every look.
  public init(
    takenAt: Double, definitions: [Definition], locks: [LockRecord], leftLocks: [LockRecord],
    processes: [InventoryFacts.GatewayProcess], index: ProcessIndex, listeners: [PortListener],
    runs: [RunRecord], subjects: [IsolationInput] = [], findings: [Finding] = [], basis: AssessmentBasis,
    listeningPorts: Set<Int>, ephemeral: ClosedRange<Int>, loose: Set<ProcessIdentity>,
    newHolders: Set<Int32>, services: [ServiceKey: ServiceStatus], supervisors: [GatewayID: Supervisor],
    policies: [GatewayID: PolicyChoice], unreadable: [String], owners: [GatewayID: Ownership] = [:],
    runsByGateway: [GatewayID: RunRecord]
  ) {
    self.takenAt = takenAt
    self.definitions = definitions
    self.locks = locks
    self.leftLocks = leftLocks
    self.processes = processes
    self.index = index
    self.listeners = listeners
    self.runs = runs
    self.subjects = subjects
    self.findings = findings
    self.basis = basis
    self.listeningPorts = listeningPorts
    self.ephemeral = ephemeral
    self.loose = loose
    self.newHolders = newHolders
    self.services = services
    self.supervisors = supervisors
    self.policies = policies
    self.unreadable = unreadable
    self.owners = owners
    self.runsByGateway = runsByGateway
  }

  /// What the service manager says of a gateway's unit; nil where it has none, or no manager answered.
  public func service(of definition: Definition) -> ServiceStatus? {
    guard let unit = definition.unit,
      var status = services[unit.key]
    else { return nil }
    // The answer may be some seconds old: a process that is gone since is none.
    if let pid = status.mainPID, index[pid]?.isAlive != true { status.mainPID = nil }
    return status
  }

  /// The process that is taken for a gateway, with the proof of that.
  public func owner(of id: GatewayID) -> Ownership { owners[id] ?? .none }

  /// The newest run of a gateway.
  public func run(of definition: Definition) -> RunRecord? { runsByGateway[definition.id] }

  /// The gateway of an identity; nil where it is gone.
  public func definition(_ id: GatewayID) -> Definition? { definitions.first { $0.id == id } }

  /// The gateway whose newest run this is.
  public func definition(of record: RunRecord) -> Definition? {
    definitions.first { runsByGateway[$0.id] == record }
  }

  /// The gateway in whose state directory a browser keeps its data: of nested ones the innermost.
  public func gateway(ofBrowserData directory: String, realPath: (String) -> String) -> GatewayID? {
    definitions.filter { $0.arePathsKnown && $0.hasInState(directory, realPath: realPath) }
      .max { $0.id.stateDir.utf8.count < $1.id.stateDir.utf8.count }?.id
  }

  /// Whether a listener belongs to a process, its ancestor or its descendant.
  public func isHeld(_ listener: PortListener, by owner: ProcessIdentity?) -> Bool {
    guard let owner, let pid = listener.pid else { return false }
    if index.isRelated(pid, owner.pid) { return true }
    // Two processes of one gateway's unit are that gateway's, whoever started which. Of any other service, as of the one that
    // Gatehouse itself may run in, all gateways may be.
    guard let group = listener.controlGroup, let name = group.parts(at: "/").last,
      definitions.contains(where: { $0.unit?.name == String(name) })
    else { return false }
    return processes.first { $0.identity == owner }?.controlGroup == group
  }

  /// All listeners on one port.
  public func listeners(on port: Int) -> [PortListener] { listeners.filter { $0.port == port } }

  /// All from which the owner of a gateway is proven.
  public func evidence(for definition: Definition, bootID: String, userID: UInt32) -> OwnershipEvidence {
    OwnershipEvidence(
      run: run(of: definition), locks: locks, processes: processes, listeners: listeners, index: index,
      loose: loose, mainPID: service(of: definition)?.mainPID, bootID: bootID, userID: userID)
  }

  /// Proves the owner of every gateway.
  public mutating func proveOwners(_ system: Machine.System, realPath: (String) -> String) {
    owners = Ownership.settled(
      Dictionary(
        definitions.map { definition in
          let evidence = evidence(for: definition, bootID: system.bootID, userID: system.userID)
          return (definition.id, evidence.prove(definition, realPath: realPath))
        }, uniquingKeysWith: { first, _ in first }))
  }
}
