import GatewayModel
import Host
import OpenClaw

/// Starts one gateway: through its unit's manager, else as a child. Decides what is to be done; `GatewayLaunch` does it.
/// Rules: design section 6.
struct StartAction {
  let context: ActionContext

  private var tools: ActionTools { context.tools }

  func run(_ scene: Scene) async throws(CancellationError) -> ActionResult {
    let definition = scene.definition
    if let unit = definition.unit {
      switch await UnitAccess.of(unit, context: context) {
      case .success(.manager):
        settle(scene.record)
        return try await UnitStart(unit: unit, context: context).run(scene)
      case .success(.besides): break
      case .failure(let refusal): return .refused(refusal)
      }
    }
    let owner = scene.owner
    if let foreign = owner.foreign {
      return .refused(.target(.runsForeign(name: definition.name, foreign: foreign.text)))
    }
    let last = scene.record
    // Asked again with the lock in hand: a person may have been faster than the policy.
    if !context.initiator.isPerson, context.initiator != .recovery, last?.isStopWanted == true {
      return .already("\(definition.name) was stopped by a person and is left so")
    }
    if var begun = RunOrphan(context: context).adopt(last) ?? last, begun.phase == .starting,
      let process = begun.process, tools.isAlive(process), begun.bootID == tools.host.system.bootID
    {
      // Another Gatehouse launched it and died before it answered: this one waits for the answer in its place.
      let result = try await StartProof(context: context).prove(&begun, definition, child: nil)
      guard result.isSuccess else { return result }
      return .already("\(definition.name) was started before and is adopted (pid \(process.pid))")
    }
    if let process = owner.process, let last, last.phase == .stopping, isOwn(process, last, scene.inventory) {
      // A stop was cut off: the process may be about to end, so that is finished first.
      let stopped = await StopAction(context: context, isRestart: true).run(scene)
      return stopped.isSuccess ? try await launch(definition, after: last) : stopped
    }
    if let process = owner.process {
      settle(last)
      return try await RunningProof(context: context).prove(definition, process)
    }
    if let refusal = StartChecks(context: context).refusal(definition, inventory: scene.inventory) {
      return .refused(GatewayLaunch(context: context).counted(refusal, last))
    }
    return try await launch(definition, after: last)
  }

  private func launch(
    _ definition: Definition, after last: RunRecord?
  ) async throws(CancellationError) -> ActionResult {
    do throws(CancellationError) {
      try await context.takeTurn()
    } catch {
      return .refused(.busy(.calledOffBeforeItsTurn(name: definition.name)))
    }
    defer { tools.slots.leave() }
    return try await GatewayLaunch(context: context).run(definition, after: last)
  }

  /// Whether a process is of this very run.
  private func isOwn(_ process: ProcessIdentity, _ record: RunRecord, _ inventory: HostInventory) -> Bool {
    record.bootID == tools.host.system.bootID
      && (record.process == process
        || record.group != nil && inventory.index[process.pid]?.group == record.group)
  }

  /// Closes the last run's record: a manager, or somebody else, runs the gateway now.
  private func settle(_ record: RunRecord?) {
    guard var record, [.backingOff, .failed, .stopping].contains(record.phase) else { return }
    record.phase = .ended
    record.ending = nil
    record.retryAt = nil
    record.isRestarting = nil
    context.write(record)
  }
}
