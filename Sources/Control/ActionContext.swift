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
  var services: ServiceQuery
  /// A fresh look at the host.
  var survey: @Sendable () async -> Survey
  var builder: SnapshotBuilder
  /// Tells the screen the step that is being taken.
  var step: @Sendable (_ text: String, _ isStopping: Bool) async -> Void
  /// Keeps the child so that Foundation reaps it.
  var keep: @Sendable (ChildProcess) async -> Void
  var redactor: Redactor
  /// Seconds between TERM and KILL.
  var grace: Double
  /// Whether somebody asked for KILL while a stop was waiting.
  var isKillAsked: @Sendable () async -> Bool

  var runs: RunStore { RunStore(directory: paths.runs, files: host.files) }

  func definition(_ id: GatewayID, in survey: Survey) -> Definition? {
    survey.definitions.first { $0.id == id }
  }

  /// The lock of one gateway's actions: several Gatehouses at once are normal, two actions on one gateway are not.
  func lock(_ definition: Definition) -> Result<FileLock, ActionRefusal> {
    ActionLocks(paths: paths, files: host.files).take(definition.id, name: definition.name)
  }

  /// Carries out an action on the gateway as it is once its lock is held; refuses while another Gatehouse holds that.
  func locked(
    _ id: GatewayID, _ action: (Definition, Survey) async -> ActionResult
  ) async -> ActionResult {
    guard let before = definition(id, in: await survey()) else { return .refused("this gateway is gone") }
    switch lock(before) {
    case .failure(let refusal): return .refused(refusal.message)
    case .success(let lock):
      let now = await survey()
      let result = await action(definition(id, in: now) ?? before, now)
      // Held until here, through every suspension.
      withExtendedLifetime(lock) {}
      return result
    }
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
}

/// Why an action was not begun.
struct ActionRefusal: Error, Sendable {
  var message: String

  init(_ message: String) { self.message = message }
}
