import ArgumentParser

struct PortsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "ports")
  @OptionGroup var options: CommonOptions
  func run() async throws {}
}
