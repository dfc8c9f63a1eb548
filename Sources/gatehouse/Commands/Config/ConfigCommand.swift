import App
import ArgumentParser
import Control
import GatewayModel
import Glibc

struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Copies of a gateway's config: list them, compare with them, go back.",
    discussion: """
      A copy is taken when a gateway has worked for a minute while a dashboard or `gatehouse up` watches, and only if its config \
      changed. Values that may be secrets are masked here; the copies themselves have them.
      """,
    subcommands: [ConfigCopiesCommand.self, ConfigDiffCommand.self, ConfigRestoreCommand.self])
}
