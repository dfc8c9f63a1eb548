import Control
import Fleet
import GatewayModel
import Host
import Probes
import Records
import Synchronization
import TestSupport

/// A home with gateways on a machine whose processes and time are played, and a controller of it.
final class PlayedHome: Sendable {
  let place: TemporaryPlace
  let machine: PlayedMachine
  let ports: [String: Int]
  let config: GatehouseConfig
  let paths: GatehousePaths
  private let wrap: @Sendable (Machine) -> Machine
  /// How the next launches of each port behave; the last one stays.
  private let parts: Mutex<[Int: [PlayedMachine.Part]]>

  var clock: ManualClock { machine.clock }

  /// - Parameters:
  ///   - parts: how the launches of each gateway behave, one after another.
  ///   - wrap: changes the host, for what a test wants to fail.
  init(
    _ parts: [String: [PlayedMachine.Part]], clock: ManualClock = ManualClock(quorum: 2),
    change: (inout GatehouseConfig) -> Void = { _ in },
    wrap: @escaping @Sendable (Machine) -> Machine = { $0 }
  ) throws {
    place = try TemporaryPlace()
    machine = PlayedMachine(clock: clock)
    self.wrap = wrap
    var ports: [String: Int] = [:]
    for (index, name) in parts.keys.sorted().enumerated() {
      let port = 23000 + index * 200
      ports[name] = port
      let folder = name == "default" ? ".openclaw" : ".openclaw-\(name)"
      try place.write(
        "\(folder)/openclaw.json",
        "{ gateway: { mode: 'local', port: \(port), auth: { mode: 'none' } } }")
    }
    try place.write("tmp/keep", "")
    self.ports = ports
    self.parts = Mutex(
      Dictionary(uniqueKeysWithValues: parts.map { (ports[$0.key] ?? 0, $0.value) }))
    var config = GatehouseConfig()
    config.openclaw = ["/bin/true"]
    change(&config)
    self.config = config
    paths = GatehousePaths(home: place.path, config: nil, system: machine.host(home: place.path).system)
  }

  var host: Machine { wrap(machine.host(home: place.path).alone(in: place.path)) }

  func controller(services: ServiceManagers? = nil, policyClock: PolicyClock? = nil) -> Controller {
    let machine = machine
    let launcher = ChildLauncher { plan, runID, _ throws(LaunchFailure) in
      let part = self.parts.withLock { parts -> PlayedMachine.Part in
        guard let first = parts[plan.port]?.first else { return PlayedMachine.Part() }
        if parts[plan.port]?.count ?? 0 > 1 { parts[plan.port]?.removeFirst() }
        return first
      }
      let process = machine.begin(
        plan.arguments, environment: plan.environment.merging([RunRecord.variable: runID]) { _, b in b },
        port: plan.port, part: part)
      return ChildProcess(pid: process.pid) {
        machine.ending(process.pid).map { end in
          end.signal.map { .signal($0) } ?? end.exit.map { .exit($0) } ?? .unknown
        }
      }
    }
    let prober = Prober(
      sample: { target in
        machine.answers(on: target.port)
          ? ProbeSample(live: .holds, ready: .holds) : ProbeSample(live: .fails("silent"), ready: .skipped)
      }, browser: { _ in nil }, forget: { _ in }, hello: { _, _, _ in })
    return Controller(
      host: host, paths: paths, config: config, services: services ?? ServiceManagers { _ in [] },
      policyClock: policyClock ?? PolicyClock(now: { machine.clock.now }, jitter: { 0.5 }),
      launcher: launcher, prober: prober)
  }

  /// The gateway as a look shows it.
  func gateway(_ name: String, _ controller: Controller) async throws -> Gateway {
    let snapshot = await controller.look(sweep: true)
    return try Controller.resolve(name, in: snapshot).get()
  }

  func perform(
    _ action: ActionKind, _ name: String, _ controller: Controller, by initiator: Initiator = .command
  ) async throws -> ActionResult {
    let id = try await gateway(name, controller).id
    return await controller.perform(action, on: id, by: initiator)
  }

  /// The run record as it is on disk.
  func record(_ name: String) -> RunRecord? {
    let state = place.path + (name == "default" ? "/.openclaw" : "/.openclaw-\(name)")
    return RunStore(directory: paths.runs, files: Machine.live().files)
      .current(name: name, stateDir: state, configPath: state + "/openclaw.json")
  }

  var journal: [JournalEntry] { Journal(file: paths.journal, files: Machine.live().files).last(.max) }

  func remove() { place.remove() }
}
