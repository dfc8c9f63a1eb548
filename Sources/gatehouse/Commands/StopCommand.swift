import App
import ArgumentParser
import Control
import GatewayModel

struct StopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "Stops gateways: TERM, wait, KILL, until nothing is left.")
  @OptionGroup var options: CommonOptions
  @OptionGroup var targets: Targets
  @Flag(help: "Also ends a Chrome that a killed gateway has left behind.") var browsers = false
  func run() async throws {
    try await targets.perform(.stop, options: options)
    if browsers { try await targets.perform(.endBrowsers, options: options) }
  }
}
