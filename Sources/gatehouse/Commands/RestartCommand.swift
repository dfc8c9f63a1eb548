import App
import ArgumentParser
import Control
import GatewayModel

struct RestartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restart", abstract: "Stops and starts; refuses to stop what could not be started again.")
  @OptionGroup var options: CommonOptions
  @OptionGroup var targets: Targets
  @Flag(help: "Also where isolation forbids the start; goes into the journal.")
  var force = false
  func run() async throws { try await targets.perform(.restart, options: options, isForced: force) }
}
