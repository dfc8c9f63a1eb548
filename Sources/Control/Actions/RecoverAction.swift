import GatewayModel
import Host
import Records

/// Finishes or undoes what another Gatehouse began and did not live to finish: its record tells which step it was at.
struct RecoverAction {
  let context: ActionContext

  private var tools: ActionTools { context.tools }

  func run(_ scene: Scene) async throws(CancellationError) -> ActionResult {
    let name = scene.definition.name
    guard let seen = scene.record, let record = tools.runs.current(seen),
      record.isUnfinished(bootID: tools.host.system.bootID)
    else { return .already("\(name): nothing is unfinished") }
    switch record.phase {
    case .launching, .starting: return try await finishStart(record, scene.definition)
    case .stopping: return try await finishStop(record, scene)
    case .running, .ended, .failed, .backingOff: return .already("\(name): nothing is unfinished")
    }
  }

  /// A start that was cut off: where a process was launched its answer is waited for, else the start counts as failed.
  private func finishStart(
    _ record: RunRecord, _ definition: Definition
  ) async throws(CancellationError) -> ActionResult {
    var record = record
    if record.phase == .launching {
      // The child of a launch that was cut off may need a moment to show whose it is.
      var adopted: RunRecord?
      let orphan = RunOrphan(context: context)
      let launching = record
      _ = try await tools.wait(seconds: 0.5) {
        adopted = orphan.adopt(launching)
        return adopted != nil
      }
      guard let adopted else { return await neverLaunched(record, definition) }
      record = adopted
    }
    await context.reporter.begin(
      .init(process: record.process, port: record.port, generation: record.generation))
    return try await StartProof(context: context).prove(&record, definition, child: nil)
  }

  private func neverLaunched(_ launching: RunRecord, _ definition: Definition) async -> ActionResult {
    var record = launching
    record.phase = .failed
    record.failure = "its start was cut off before anything was launched"
    // A start by the restart policy is counted as one more failure, so that the policy tries it again.
    if record.startedBy == .policy {
      record.ending = RunEnding()
      record.endings = (record.endings ?? []) + [tools.policyClock.now()]
    }
    await context.reporter.aim(.init(port: record.port, generation: record.generation))
    context.write(record)
    return .done("\(definition.name): its start was cut off before anything was launched; it is stopped")
  }

  private func finishStop(
    _ record: RunRecord, _ scene: Scene
  ) async throws(CancellationError) -> ActionResult {
    let isRestart = record.isRestarting == true
    let stopped = await StopAction(context: context, isRestart: isRestart).run(scene)
    guard isRestart, stopped.isSuccess else {
      if case .already(let message) = stopped { return .done(message) }
      return stopped
    }
    await context.step(.starting)
    let inventory = await context.scan()
    return try await StartAction(context: context)
      .run(Scene(inventory.definition(context.id) ?? scene.definition, inventory))
  }
}
