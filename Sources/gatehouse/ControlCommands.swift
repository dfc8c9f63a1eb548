import ArgumentParser
import Control
import Fleet

struct StartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Starts gateways as child processes and waits until they answer.")
  @OptionGroup var options: CommonOptions
  @OptionGroup var targets: Targets
  func run() async throws { try await targets.perform(.start, options: options) }
}

struct StopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stop", abstract: "Stops gateways: TERM, wait, KILL, until nothing is left.")
  @OptionGroup var options: CommonOptions
  @OptionGroup var targets: Targets
  func run() async throws { try await targets.perform(.stop, options: options) }
}

struct RestartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restart", abstract: "Stops and starts; refuses to stop what could not be started again.")
  @OptionGroup var options: CommonOptions
  @OptionGroup var targets: Targets
  func run() async throws { try await targets.perform(.restart, options: options) }
}

/// The gateways that an action is for.
struct Targets: ParsableArguments {
  @Argument(help: "Names as `gatehouse status` shows them.") var names: [String] = []
  @Flag(help: "All gateways.") var all = false

  func validate() throws {
    if names.isEmpty && !all { throw ValidationError("name a gateway, or say --all") }
    if !names.isEmpty && all { throw ValidationError("either names or --all, not both") }
  }

  /// One after another; the exit code is 0 only when all are proven done.
  func perform(_ action: Controller.Action, options: CommonOptions) async throws {
    let session = try Session(options)
    let controller = session.controller
    let snapshot = await controller.look(sweep: true)
    let gateways = all ? snapshot.gateways : try names.map { try session.gateway($0, in: snapshot) }
    var code: Failure.Code?
    for gateway in gateways {
      let result = await controller.perform(action, on: gateway.id) { step in
        Output.error("\(gateway.name): \(step)")
      }
      let redactor = await controller.redactor()
      switch result {
      case .done(let message), .already(let message): Output.remark(redactor.show(message))
      case .refused(let message):
        Output.error(redactor.show(message))
        code = code ?? .notNow
      case .failed(let message):
        Output.error(redactor.show(message))
        code = .notNow
      }
    }
    await controller.end()
    if let code { throw ExitCode(code.rawValue) }
  }
}
