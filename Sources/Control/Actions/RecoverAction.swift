import Fleet
import Host

/// Finishes or undoes what another Gatehouse began and did not live to finish: its record tells which step it was at.
struct RecoverAction {
  let context: ActionContext
  let id: GatewayID

  /// Whether a record speaks of an action in its middle.
  static func isUnfinished(_ record: RunRecord, bootID: String) -> Bool {
    record.bootID == bootID && [.launching, .starting, .stopping].contains(record.phase)
  }

  func run() async -> ActionResult {
    await context.locked(id) { await recover($0, survey: $1) }
  }

  private func recover(_ definition: Definition, survey: Survey) async -> ActionResult {
    guard let seen = survey.run(of: definition), let record = context.runs.current(seen),
      Self.isUnfinished(record, bootID: context.host.system.bootID)
    else { return .already("\(definition.name): nothing is unfinished") }
    switch record.phase {
    case .launching, .starting: return await finishStart(record, definition)
    case .stopping: return await finishStop(record, definition, survey: survey)
    case .running, .ended, .failed, .backingOff: return .already("\(definition.name): nothing is unfinished")
    }
  }

  /// Launched: it is proven or ended as by the one who launched it. Not launched: it never was.
  private func finishStart(_ record: RunRecord, _ definition: Definition) async -> ActionResult {
    var record = record
    if record.phase == .launching {
      // The child of a launch that was cut off may need a moment to show whose it is.
      var adopted: RunRecord?
      _ = await context.wait(seconds: 0.5) {
        adopted = RunOrphan.adopt(record, runs: context.runs, host: context.host)
        return adopted != nil
      }
      guard let adopted else {
        record.phase = .failed
        record.failure = "its start was cut off before anything was launched"
        // What the policy wanted back it still wants.
        if record.startedBy == .policy {
          record.ending = RunEnding()
          record.endings = (record.endings ?? []) + [context.policyClock.now()]
        }
        await context.aim(.init(port: record.port, generation: record.generation))
        _ = context.runs.write(record)
        return .done("\(definition.name): its start was cut off before anything was launched; it is stopped")
      }
      record = adopted
    }
    await context.begin(
      .init(process: record.process, port: record.port, generation: record.generation))
    return await StartProof(context: context, id: id).prove(&record, definition, child: nil)
  }

  private func finishStop(
    _ record: RunRecord, _ definition: Definition, survey: Survey
  ) async -> ActionResult {
    let isRestart = record.isRestarting == true
    let stop = StopAction(context: context, id: id, isRestart: isRestart)
    let stopped = await stop.stop(definition, survey: survey)
    guard isRestart, stopped.isSuccess else {
      if case .already(let message) = stopped { return .done(message) }
      return stopped
    }
    await context.step("starting")
    return await StartAction(context: context, id: id).start(definition, survey: await context.survey())
  }
}
