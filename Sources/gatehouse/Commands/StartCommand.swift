import App
import ArgumentParser
import Control
import GatewayModel

struct StartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start",
    abstract: "Starts gateways, through their unit where they have one, and waits until they answer.")
  @OptionGroup var options: CommonOptions
  @OptionGroup var targets: Targets
  @Flag(
    help: "Also where isolation forbids it, or beside a unit that no manager runs; goes into the journal.")
  var force = false
  func run() async throws { try await targets.perform(.start, options: options, isForced: force) }
}
