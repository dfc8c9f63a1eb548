import ArgumentParser

struct DeclareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "declare")
  @OptionGroup var options: CommonOptions
  func run() async throws {}
}
