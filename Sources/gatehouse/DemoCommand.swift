import ArgumentParser

struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "demo")
  @OptionGroup var options: CommonOptions
  func run() async throws {}
}
