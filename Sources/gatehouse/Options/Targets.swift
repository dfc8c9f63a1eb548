import App
import ArgumentParser
import Control
import GatewayModel

/// The gateways that an action is for.
struct Targets: ParsableArguments {
  @Argument(help: "Names as `gatehouse status` shows them.") var names: [String] = []
  @Flag(help: "All gateways.") var all = false

  func validate() throws {
    if names.isEmpty && !all { throw ValidationError("name a gateway, or say --all") }
    if !names.isEmpty && all { throw ValidationError("either names or --all, not both") }
  }

  /// The exit code is 0 only when all are proven done. Starts: at most so many at once as the config allows.
  func perform(_ action: Controller.Action, options: CommonOptions, isForced: Bool = false) async throws {
    let session = try Session(options)
    let controller = session.controller
    let snapshot = await controller.lookAtServices()
    // A gateway that is known only by its process can be stopped, but not started.
    let everything = snapshot.gateways.filter {
      $0.isManaged && (action == .stop || action == .endBrowsers || !$0.source.isSight)
    }
    let gateways = all ? everything : try names.map { try session.gateway($0, in: snapshot) }
    await controller.hearWarnings { Output.error($0) }
    let named = Dictionary(gateways.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let results = await controller.performAll(
      action, on: gateways.map(\.id).distinct(), by: .command, isForced: isForced,
      progress: { id, step in Output.error("\(named[id] ?? ""): \(step)") },
      finished: { _, result in
        let text = await controller.redactor().show(result.message)
        if result.isSuccess { Output.remark(text) } else { Output.error(text) }
      })
    await controller.end()
    if results.values.contains(where: { !$0.isSuccess }) { throw ExitCode(Failure.Code.notNow.rawValue) }
  }
}
