import ArgumentParser

struct EnvCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "env")
  @OptionGroup var options: CommonOptions
  func run() async throws {}
}
