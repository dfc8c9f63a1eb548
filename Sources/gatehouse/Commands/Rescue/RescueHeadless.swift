import App
import ArgumentParser
import Control
import GatewayModel
import Presentation
import Rescue

/// `rescue --plan` and `rescue --execute`.
struct RescueHeadless {
  let session: Session

  private var controller: Controller { session.controller }

  func plan(_ wishes: RescuePlan.Wishes, json: Bool) async throws {
    await controller.lookAtRescue()
    let result = await controller.rescuePlan(wishes)
    await controller.end()
    switch result {
    case .failure(let refusal): throw Failure.exit(.notNow, refusal.message)
    case .success(let plan):
      await show(plan, json: json)
      if plan.refusal != nil { throw ExitCode(Failure.Code.notNow.rawValue) }
    }
  }

  private func show(_ plan: RescuePlan, json: Bool = false) async {
    let redactor = await controller.redactor()
    let lines = json ? [RescueDocument.plan(plan).text(indent: 2)] : RescueText.plan(plan)
    for line in lines { Output.print(redactor.redact(line)) }
  }

  func execute(_ id: String) async throws {
    await controller.lookAtRescue()
    let plan: RescuePlan
    switch await controller.rescuePlan(id: id) {
    case .success(let found): plan = found
    case .failure(let refusal):
      if let now = refusal.plan { await show(now) }
      throw Failure.exit(.notNow, await controller.redactor().show(refusal.message))
    }
    await controller.hearWarnings { Output.error($0) }
    let isDone = await controller.execute(
      plan, by: .command, progress: { Output.error($0) },
      finished: { move, result in
        let text = await controller.redactor().show(result.message)
        let line = "\(move.step.rawValue) \(move.word): \(text)"
        if result.isSuccess { Output.remark(line) } else { Output.error(line) }
      })
    let run = await controller.latest()?.rescue?.run
    await controller.end()
    guard isDone else { throw ExitCode(Failure.Code.notNow.rawValue) }
    if let run {
      Output.remark(
        "The rescue is at step \(run.step.rawValue), \(run.step.title): `gatehouse rescue --plan --repair …` goes on, R in the dashboard too."
      )
    }
  }
}
