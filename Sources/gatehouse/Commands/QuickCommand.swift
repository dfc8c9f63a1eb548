import App
import ArgumentParser
import Control
import Fleet
import GatewayModel

struct QuickCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "quick",
    abstract: "OpenClaw's own checks of one gateway: status, gateway status --deep, browser status.",
    discussion: "Runs the openclaw command in the gateway's own clean environment. Each check costs seconds.")

  @OptionGroup var options: CommonOptions
  @Argument(help: "Its name as `gatehouse status` shows it.") var name: String

  func run() async throws {
    let session = try Session(options)
    let gateway = try session.gateway(name, in: await session.controller.look(sweep: true))
    let checks: QuickChecks
    switch await session.controller.quickChecks(of: gateway.id, by: .command) {
    case .success(let found): checks = found
    case .failure(let refusal): throw Failure.exit(.notNow, refusal.message)
    }
    let signals = try SignalWait.stream()
    let checking = Task { await checks.run { Output.print($0) } }
    // What was begun is ended with it.
    let ending = Task { for await _ in signals { checking.cancel() } }
    let isGood = await checking.value
    ending.cancel()
    await session.controller.end()
    if !isGood { throw ExitCode(Failure.Code.notNow.rawValue) }
  }
}
