import App
import ArgumentParser
import Glibc

struct DashboardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dashboard",
    abstract: "The dashboard: watch, start and stop (the default on a terminal).")

  @OptionGroup var options: CommonOptions

  func run() async throws {
    guard isatty(0) == 1, isatty(1) == 1 else {
      return try await StatusCommand.run(options, json: false, watch: false)
    }
    let session = try Session(options)
    let ending = try await DashboardApp(session: session).run()
    let running = ending.running
    if !running.isEmpty {
      Output.remark(
        "\(running.count == 1 ? "1 gateway goes" : "\(running.count) gateways go") on: \(running.joined(separator: ", ")). `gatehouse` shows \(running.count == 1 ? "it" : "them") again."
      )
    }
    if let signal = ending.signal { throw ExitCode(128 + signal) }
  }
}
