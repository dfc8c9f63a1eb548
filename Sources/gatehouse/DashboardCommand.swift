import ArgumentParser

struct DashboardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "dashboard")
  @OptionGroup var options: CommonOptions
  func run() async throws {}
}
