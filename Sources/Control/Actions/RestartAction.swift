import GatewayModel
import Host

/// Stop, then start, under one lock; stops nothing that could not be started again.
struct RestartAction {
  let context: ActionContext

  private var tools: ActionTools { context.tools }

  func run(_ scene: Scene) async throws(CancellationError) -> ActionResult {
    let (definition, owner, inventory) = (scene.definition, scene.owner, scene.inventory)
    if let foreign = owner.foreign {
      return .refused(
        .target(.notOurs(name: definition.name, verb: .restart, foreign: foreign.text)))
    }
    let isRunning = owner.process != nil
    let checks = StartChecks(context: context)
    if let unit = definition.unit {
      switch await UnitAccess.of(unit, context: context) {
      case .failure(let refusal): return .refused(refusal)
      case .success(.manager):
        if let refusal = checks.refusal(
          definition, inventory: inventory, isRunning: isRunning, hasCommand: false)
        {
          return .refused(refusal)
        }
        if isRunning && !owner.holds(.unit) { break }
        let start = UnitStart(unit: unit, context: context)
        return isRunning
          ? try await start.restart(definition, owner: owner.process) : try await start.run(scene)
      case .success(.besides): break
      }
    }
    let isOwnRun = scene.record.flatMap { ProcessGroup(record: $0, host: tools.host) } != nil
    if !isOwnRun, let process = owner.process,
      let keeper = Parentage.restarter(of: process, in: inventory.index)
    {
      return .refused(.target(.restartedBy(name: definition.name, keeper: keeper)))
    }
    let hasUnit = definition.unit != nil && !context.isForced
    if let refusal = checks.refusal(
      definition, inventory: inventory, isRunning: isRunning, hasCommand: !hasUnit)
    {
      return .refused(refusal)
    }
    // Its turn comes before its stop: of many that are restarted only a few are down at the same time.
    do throws(CancellationError) {
      try await context.takeTurn()
    } catch {
      return .refused(.busy(.calledOffBeforeItsTurn(name: definition.name)))
    }
    defer { tools.slots.leave() }
    if isRunning {
      var reserve: LaunchReserve?
      if !hasUnit {
        switch LaunchReserve.take(definition, context: context) {
        case .success(let taken): reserve = taken
        case .failure(let refusal): return .refused(refusal)
        }
      }
      let stopped = await StopAction(context: context, isRestart: true).run(scene)
      reserve?.giveBack()
      reserve = nil
      guard stopped.isSuccess else { return stopped }
    }
    if Task.isCancelled { return .refused(.busy(.calledOff(name: definition.name, action: .restart))) }
    await context.step(.starting)
    if hasUnit {
      let inventory = await context.scan()
      return try await StartAction(context: context)
        .run(Scene(inventory.definition(context.id) ?? definition, inventory))
    }
    return try await GatewayLaunch(context: context).run(definition, after: scene.record)
  }
}
