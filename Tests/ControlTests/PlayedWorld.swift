import GatewayModel
import Host
import OpenClaw
import Probes
import Records
import Synchronization
import TestSupport
import Testing

@testable import Control

/// What tests of Control do with a played home besides asking its controller.
extension PlayedHome {
  static let userID = Machine.live().system.userID

  var runs: RunStore { RunStore(directory: paths.runs, files: Machine.live().files) }
  var locks: GatewayLocks { GatewayLocks(paths: paths, files: Machine.live().files) }

  func stateDir(_ name: String = "default") -> String {
    place.path + (name == "default" ? "/.openclaw" : "/.openclaw-\(name)")
  }

  func configPath(_ name: String = "default") -> String { stateDir(name) + "/openclaw.json" }

  func id(_ name: String = "default") -> GatewayID {
    GatewayID(stateDir: stateDir(name), configPath: configPath(name))
  }

  /// A run record as another Gatehouse left it.
  @discardableResult
  func leave(
    _ phase: RunRecord.Phase, _ name: String = "default", process: ProcessIdentity? = nil,
    change: (inout RunRecord) -> Void = { _ in }
  ) -> RunRecord {
    var record = RunRecord(
      id: "run-\(name)", name: name, stateDir: stateDir(name), configPath: configPath(name), generation: 1,
      phase: phase, bootID: "played", port: ports[name] ?? 1, command: ["/bin/true"],
      logFile: paths.logs + "/\(name).log", logOffset: 0, startedAt: clock.now)
    record.process = process
    record.group = process?.pid
    change(&record)
    #expect(runs.write(record) == nil)
    return record
  }

  /// A gateway's process, with its variables.
  @discardableResult
  func begin(
    _ name: String = "default", _ part: PlayedMachine.Part = .init(listensAfter: 0, answersAfter: 0),
    run: String? = nil, port: Int? = nil
  ) -> ProcessIdentity {
    var environment = [
      "HOME": place.path, "OPENCLAW_STATE_DIR": stateDir(name), "OPENCLAW_CONFIG_PATH": configPath(name),
    ]
    environment[RunRecord.variable] = run
    return machine.begin(
      ["openclaw-gateway"], environment: environment, port: port ?? ports[name] ?? 0, part: part)
  }

  /// A gateway that runs, on record.
  @discardableResult
  func run(
    _ name: String = "default", _ part: PlayedMachine.Part = .init(listensAfter: 0, answersAfter: 0)
  ) -> ProcessIdentity {
    let process = begin(name, part, run: "run-\(name)")
    leave(.running, name, process: process)
    return process
  }

  /// A rescue under way, as another Gatehouse left it.
  @discardableResult
  func leaveRescue(at step: RescueStep, change: (inout RescueRun) -> Void = { _ in }) -> RescueRun {
    func party(_ name: String) -> RescueRun.Party {
      .init(name: name, stateDir: stateDir(name), configPath: configPath(name))
    }
    var run = RescueRun(
      id: "20231114T223640Z", main: party("default"), rescue: party("rescue"), beganAt: clock.now)
    run.step = step
    run.evidence = "\(rescueStore.evidence)/\(run.id)"
    change(&run)
    #expect(rescueStore.write(run) == nil)
    return run
  }

  var rescueStore: RescueStore { RescueStore(directory: paths.rescue, files: Machine.live().files) }

  /// OpenClaw's own lock of a gateway.
  func keepLock(_ process: ProcessIdentity, _ name: String = "default", mark: String = "") throws {
    try place.write(
      "tmp/openclaw-\(Self.userID)/gateway.\(name).lock",
      "{\"pid\":\(process.pid),\"configPath\":\"\(configPath(name))\","
        + "\"startTime\":\(process.startTicks)\(mark)}"
    )
  }

  /// A prober that answers for whatever the machine plays.
  func prober(failing: @escaping @Sendable () -> [String] = { [] }) -> Prober {
    let machine = machine
    return Prober(
      sample: { target in
        guard machine.answers(on: target.port) else {
          return ProbeSample(live: .fails("silent"), ready: .skipped)
        }
        let names = failing()
        return ProbeSample(live: .holds, ready: names.isEmpty ? .holds : .fails("not ready"), failing: names)
      }, browser: { _ in nil }, forget: { _ in }, hello: { _, _, _ in })
  }

  /// A controller that launches nothing.
  func watcher(services: ServiceManagers? = nil, prober: Prober? = nil) -> Controller {
    let machine = machine
    return Controller(
      host: host, paths: paths, config: config, services: services ?? ServiceManagers { _ in [] },
      policyClock: PolicyClock(now: { machine.clock.now }, jitter: { 0.5 }),
      launcher: ChildLauncher { _, _, _ throws(LaunchFailure) in
        throw .cannotRun(path: "nothing is launched here")
      }, prober: prober ?? self.prober())
  }

  /// Carries something out, and turns the clock from sleep to sleep until it is done.
  func turning<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) async -> Value {
    clock.run(quorum: nil)
    let isDone = Shared(false)
    let task = Task {
      let value = await work()
      isDone.value = true
      return value
    }
    #expect(
      await eventually(pause: 0.001) {
        if isDone.value { return true }
        clock.step(quorum: 1)
        return false
      })
    return await task.value
  }
}

/// A value that a test changes while others read it.
final class Shared<Value: Sendable>: Sendable {
  private let state: Mutex<Value>

  init(_ value: Value) { state = Mutex(value) }

  var value: Value {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }

  func change(_ work: (inout sending Value) -> Void) { state.withLock { work(&$0) } }
}

/// The same host with its processes shown otherwise: as zombies, with other parents, in other groups.
func showing(_ change: @escaping @Sendable (inout ProcessFacts) -> Void) -> @Sendable (Machine) -> Machine {
  { original in
    var host = original
    @Sendable func changed(_ facts: ProcessFacts) -> ProcessFacts {
      var facts = facts
      change(&facts)
      return facts
    }
    host.processes.all = { original.processes.all().map(changed) }
    host.processes.facts = { original.processes.facts($0).map(changed) }
    return host
  }
}
