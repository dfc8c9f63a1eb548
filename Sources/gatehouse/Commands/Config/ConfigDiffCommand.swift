import App
import ArgumentParser
import Control
import GatewayModel
import Glibc

struct ConfigDiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "How a gateway's config differs from its last good copy.",
    discussion: "Exit 0 where they are the same, 1 where they differ.")

  @OptionGroup var options: CommonOptions
  @Argument(help: "Its name as `gatehouse status` shows it.") var name: String
  @Option(help: "Another copy than the newest that worked.") var to: String?

  func run() async throws {
    let session = try Session(options)
    let gateway = try session.gateway(name, in: await session.controller.look(sweep: true))
    let restore = try await ConfigText.restore(of: gateway, to: to, session)
    await ConfigText.show(restore, of: gateway, session)
    if !restore.difference.isEmpty { throw ExitCode(1) }
  }
}
