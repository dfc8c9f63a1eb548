import Fleet
import Host
import OpenClaw
import Probes

/// What a start or stop works with. Everything is a function or a value, so an action runs outside the controller's actor.
struct ActionContext: Sendable {
  var host: Host
  var paths: GatehousePaths
  var config: GatehouseConfig
  var prober: Prober
  var services: ServiceManagers
  /// A fresh look at the host.
  var survey: @Sendable () async -> Survey
  var builder: SnapshotBuilder
  var initiator: Initiator
  /// Whether a person overrides what isolation forbids.
  var isForced: Bool
  /// Tells screen and journal the step that is being taken.
  var tell: @Sendable (ActionStep) async -> Void
  /// Journals that something is going to be touched, with the proof of what it is. Before that nothing is touched.
  var begin: @Sendable (JournalEntry.Target) async -> Void
  /// What the action turned out to be about, for its last line in the journal.
  var aim: @Sendable (JournalEntry.Target) async -> Void
  /// Notes that the last run ended by itself, where it did and nobody has seen it; whether there was anything to note.
  /// Only with the gateway's lock.
  var noteEnd: @Sendable (GatewayID) async -> Bool
  /// Keeps the child, so that its end is asked for and it is reaped.
  var keep: @Sendable (ChildProcess, ProcessIdentity?) async -> Void
  /// The time by which restarts are planned.
  var policyClock: PolicyClock
  /// Waits until a start may take the machine's time, and gives it back.
  var slots: StartSlots
  var redactor: Redactor
  /// Seconds between TERM and KILL.
  var grace: Double
  /// Whether somebody asked for KILL while a stop was waiting.
  var isKillAsked: @Sendable () async -> Bool
  /// Whether somebody wants the start that is under way to be given up.
  var isCalledOff: @Sendable () async -> Bool

  var locks: ActionLocks { ActionLocks(paths: paths, files: host.files) }
  var runs: RunStore { RunStore(directory: paths.runs, files: host.files) }

  func step(_ text: String, limit: Double? = nil, isStopping: Bool = false) async {
    await tell(ActionStep(text: text, limit: limit, isStopping: isStopping))
  }

  func definition(_ id: GatewayID, in survey: Survey) -> Definition? {
    survey.definition(id)
  }

  /// Carries out an action on the gateway as it is once its lock is held; refuses while another Gatehouse holds that.
  /// - Parameter isStop: whether a person wants to stop it: whoever is starting it now gives that up.
  func locked(
    _ id: GatewayID, isStop: Bool = false, _ action: (Definition, Survey) async -> ActionResult
  ) async -> ActionResult {
    guard let before = definition(id, in: await survey()) else { return .refused("this gateway is gone") }
    // A look notes what it saw with the same lock, for a moment; an action holds it for longer.
    var taken = locks.take(before.id, name: before.name)
    var hasWish = false
    defer { if hasWish { StopWish.remove(before.id, paths: paths, host: host) } }
    let patience = isStop && initiator.isPerson ? grace + StopAction.killWait * 2 : 1
    let began = host.system.uptime()
    _ = await wait(seconds: patience, every: 0.02) {
      if case .success = taken { return true }
      // What cannot be made at all is not waited for.
      if case .failure(let refusal) = taken, !refusal.isPassing { return true }
      if isStop, initiator.isPerson, !hasWish, host.system.uptime() - began > 0.5 {
        hasWish = true
        StopWish.write(before.id, paths: paths, host: host)
        await step("waiting for another Gatehouse to give its start up", isStopping: true)
      }
      taken = locks.take(before.id, name: before.name)
      return false
    }
    switch taken {
    case .failure(let refusal): return .refused(refusal.message)
    case .success(let lock):
      var now = await survey()
      if await noteEnd(id) { now = await survey() }
      let result = await action(definition(id, in: now) ?? before, now)
      // Held until here, through every suspension.
      withExtendedLifetime(lock) {}
      return result
    }
  }

  /// Does something that takes the machine's time when its turn has come; refused where it was called off before.
  func inTurn(_ name: String, _ work: () async -> ActionResult) async -> ActionResult {
    let ticket = await slots.enter()
    var isOff = false
    while await !slots.isTurn(ticket) {
      isOff = await isCalledOff()
      if isOff { break }
      await step(StartAction.waitingStep)
      try? await Task.sleep(for: .milliseconds(30))
    }
    let result =
      isOff ? .refused("what was to be done to \(name) was called off before its turn") : await work()
    await slots.leave(ticket)
    return result
  }

  /// One lock for the moment between the last check and the record of a launch, on the whole host: two gateways that would collide
  /// must not both find that the other one does not run.
  func launchLock() async -> FileLock? {
    var lock: FileLock?
    _ = await wait(seconds: 10, every: 0.02) {
      if case .success(let taken?) = host.files.lock(paths.locks + "/launch.lock") { lock = taken }
      return lock != nil
    }
    return lock
  }

  /// Waits until `condition` holds or the time is over.
  func wait(
    seconds: Double, every pause: Double = 0.05, until condition: () async -> Bool
  ) async -> Bool {
    let deadline = host.system.uptime() + seconds
    while true {
      if await condition() { return true }
      if host.system.uptime() >= deadline { return false }
      try? await Task.sleep(for: .seconds(pause))
    }
  }

  /// Whether the process is as it was when it was proven.
  func isAlive(_ process: ProcessIdentity) -> Bool {
    host.processes.facts(process.pid).map { $0.identity == process && $0.isAlive } ?? false
  }
}

/// A step of an action, as the screen shows it.
struct ActionStep: Sendable, Equatable {
  /// "waiting for port 18789", "TERM".
  var text: String
  /// Seconds after which the step is given up.
  var limit: Double?
  var isStopping: Bool
}

/// Why something was not done, or cannot be had, for a person.
public struct ActionRefusal: Error, Sendable, Equatable {
  public var message: String
  /// Whether it goes by itself, so that it is worth waiting.
  var isPassing: Bool

  public init(_ message: String) { self.init(message, isPassing: false) }

  init(_ message: String, isPassing: Bool) {
    self.message = message
    self.isPassing = isPassing
  }
}
