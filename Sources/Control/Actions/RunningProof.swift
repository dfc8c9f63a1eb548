import Fleet
import GatewayModel
import Host

/// A start of a gateway that runs already: it succeeds only when the gateway answers, because a script may wait for that.
struct RunningProof {
  let context: ActionContext

  func prove(_ definition: Definition, _ process: ProcessIdentity) async throws(CancellationError)
    -> ActionResult
  {
    await context.reporter.aim(.init(process: process, port: definition.plan.gateway.known))
    guard let port = definition.plan.gateway.known else {
      return .already(
        "\(definition.name) runs already (pid \(process.pid)); its port is not known, so it was not asked")
    }
    let question = GatewayQuestion(tools: context.tools, definition: definition)
    let answers: Bool
    do throws(CancellationError) {
      answers = try await context.tools.wait(seconds: SnapshotBuilder.startLimit, every: 0.2) {
        if !context.tools.isAlive(process) { return true }
        return await question.ask(port: port) == .live
      }
    } catch {
      answers = false
    }
    guard answers, context.tools.isAlive(process) else {
      return .failed(.stop(.runsSilent(name: definition.name, pid: process.pid)))
    }
    return .already("\(definition.name) runs already (pid \(process.pid))")
  }
}
