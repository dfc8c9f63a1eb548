import ArgumentParser

struct LogsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "logs")
  @OptionGroup var options: CommonOptions
  func run() async throws {}
}
