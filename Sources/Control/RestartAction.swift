import Fleet

/// Stop, then start, under one lock; stops nothing that could not be started again.
struct RestartAction {
  let context: ActionContext
  let id: GatewayID

  func run() async -> ActionResult {
    await context.locked(id) { await restart($0, survey: $1) }
  }

  private func restart(_ definition: Definition, survey: Survey) async -> ActionResult {
    let start = StartAction(context: context, id: id)
    let isRunning = context.builder.owner(of: definition, survey: survey).process != nil
    if let refusal = await start.refusal(definition, survey: survey, verb: "restart", isRunning: isRunning) {
      return .refused(refusal)
    }
    if isRunning {
      let stopped = await StopAction(context: context, id: id).stop(definition, survey: survey)
      guard stopped.isSuccess else { return stopped }
    }
    await context.step("starting", false)
    return await start.launch(definition, survey: await context.survey())
  }
}
