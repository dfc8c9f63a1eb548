import GatewayModel
import Host
import Records

/// The records of Gatehouse itself: runs, who restarts what, chosen policies.
struct RecordScan: Sendable {
  let store: RunStore
  private var runs: RecordFolder<RunRecord>
  private var supervisors: RecordFolder<Supervisor>
  private var policies: RecordFolder<PolicyChoice>
  /// Newest launch last.
  private(set) var current: [RunRecord] = []
  /// The newest run of each gateway.
  private(set) var byGateway: [GatewayID: RunRecord] = [:]

  init(paths: GatehousePaths, files: Machine.Files) {
    store = RunStore(directory: paths.runs, files: files)
    runs = store.reader
    supervisors = RecordFolder(directory: paths.supervisors, files: files)
    policies = RecordFolder(directory: paths.policies, files: files)
  }

  /// Reads the runs.
  mutating func readRuns(_ realPath: (String) -> String) {
    current = RunStore.sorted(runs.read())
    byGateway = Self.byGateway(current, realPath) { ($0.stateDir, $0.configPath) }
  }

  /// - Parameter isAlive: whether the Gatehouse that left its name there still lives.
  mutating func readSupervisors(
    _ realPath: (String) -> String, isAlive: (Supervisor) -> Bool
  ) -> [GatewayID: Supervisor] {
    Self.byGateway(supervisors.read().filter(isAlive), realPath) { ($0.stateDir, $0.configPath) }
  }

  mutating func readPolicies(_ realPath: (String) -> String) -> [GatewayID: PolicyChoice] {
    Self.byGateway(policies.read(), realPath) { ($0.stateDir, $0.configPath) }
  }

  /// Files that hold no record.
  var unreadable: [String] { runs.unreadable + policies.unreadable }

  /// Records by the gateway whose they are; of several the last one.
  private static func byGateway<Record>(
    _ records: [Record], _ realPath: (String) -> String,
    _ places: (Record) -> (stateDir: String, configPath: String)
  ) -> [GatewayID: Record] {
    Dictionary(
      records.map { record in
        let (stateDir, configPath) = places(record)
        return (GatewayID(stateDir: realPath(stateDir), configPath: realPath(configPath)), record)
      }, uniquingKeysWith: { _, newer in newer })
  }
}
