import App
import ArgumentParser
import Control
import GatewayModel
import Glibc

struct ConfigRestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Puts a copy in the place of a gateway's config; asks first.",
    discussion: "What is replaced is kept as a copy. The gateway is not restarted.")

  @OptionGroup var options: CommonOptions
  @Argument(help: "Its name as `gatehouse status` shows it.") var name: String
  @Option(help: "Another copy than the newest that worked.") var to: String?
  @Flag(help: "Without asking.") var yes = false

  func run() async throws {
    let session = try Session(options)
    let gateway = try session.gateway(name, in: await session.controller.look(sweep: true))
    let restore = try await ConfigText.restore(of: gateway, to: to, session)
    await ConfigText.show(restore, of: gateway, session)
    if restore.difference.isEmpty { return }
    if !yes {
      guard isatty(0) == 1 else {
        throw Failure.exit(.notNow, "nothing was replaced: say --yes to restore without being asked")
      }
      guard Question.ask("Put the copy \(restore.copy.id) in the place of this config?") else {
        return Output.remark("Nothing was replaced.")
      }
    }
    let result = await session.controller.restore(restore, of: gateway.id, by: .command).result
    guard result.isSuccess else { throw Failure.exit(.notNow, result.message) }
    Output.remark(result.message)
  }
}
