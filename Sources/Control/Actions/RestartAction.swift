import Fleet
import Host

/// Stop, then start, under one lock; stops nothing that could not be started again.
struct RestartAction {
  let context: ActionContext
  let id: GatewayID

  func run() async -> ActionResult {
    await context.locked(id) { await restart($0, survey: $1) }
  }

  private func restart(_ definition: Definition, survey: Survey) async -> ActionResult {
    let owner = context.builder.owner(of: definition, survey: survey)
    if let foreign = owner.foreign {
      return .refused("\(definition.name) is not this user's to restart: \(foreign.text)")
    }
    let isRunning = owner.process != nil
    if let unit = definition.unit {
      switch await UnitAction.of(unit, context: context, id: id) {
      case .failure(let refusal): return .refused(refusal.message)
      case .success(let action?):
        if let refusal = StartChecks(context: context).refusal(
          definition, survey: survey, isRunning: isRunning, hasCommand: false)
        {
          return .refused(refusal)
        }
        let isInUnit = owner.holds(.unit)
        if isRunning && !isInUnit { break }
        return isRunning
          ? await action.restart(definition, owner: owner.process)
          : await action.start(definition, survey: survey)
      case .success(nil): break
      }
    }
    let isOwnRun = survey.run(of: definition).flatMap { ProcessGroup(record: $0, host: context.host) } != nil
    if !isOwnRun, let process = owner.process,
      let keeper = Parentage.restarter(of: process, in: survey.index)
    {
      return .refused(
        "\(definition.name) was started by \(keeper), which starts it again when it ends: restart it there, so that there are not two of it"
      )
    }
    let hasUnit = definition.unit != nil && !context.isForced
    if let refusal = StartChecks(context: context).refusal(
      definition, survey: survey, isRunning: isRunning, hasCommand: !hasUnit)
    {
      return .refused(refusal)
    }
    let start = StartAction(context: context, id: id)
    // Its turn comes before its stop: of many that are restarted only a few are down at the same time.
    return await context.inTurn(definition.name) {
      if isRunning {
        let stop = StopAction(context: context, id: id, isRestart: true)
        let stopped = await stop.stop(definition, survey: survey)
        guard stopped.isSuccess else { return stopped }
      }
      if await context.isCalledOff() { return .refused("the restart of \(definition.name) was called off") }
      await context.step("starting")
      return hasUnit
        ? await start.start(definition, survey: await context.survey()) : await start.launchNow(definition)
    }
  }
}
