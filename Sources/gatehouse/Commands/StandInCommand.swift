import ArgumentParser
import StandIn

struct StandInCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stand-in", abstract: "Plays a gateway, for the demo and the tests.", shouldDisplay: false)

  @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

  func run() { StandIn.run(arguments) }
}
