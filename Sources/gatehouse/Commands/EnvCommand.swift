import App
import ArgumentParser
import Control
import Dashboard
import GatewayModel
import OpenClaw

struct EnvCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "env", abstract: "The exact command and environment that a start would use, secrets masked.")

  @OptionGroup var options: CommonOptions
  @Argument(help: "Its name as `gatehouse status` shows it.") var name: String

  func run() async throws {
    let session = try Session(options)
    let snapshot = await session.controller.look(sweep: true)
    let gateway = try session.gateway(name, in: snapshot)
    let report = await session.controller.environmentReport(gateway.id)
    await session.controller.end()
    if let refusal = report.refusal { throw Failure.exit(.notNow, refusal) }
    if let unit = report.unit {
      Output.print("# run by \(unit), with what its unit says; its manager adds more")
    }
    Output.print("# command\n\(ShellLine.text(report.command))")
    Output.print("# directory\n\(report.workingDirectory)")
    Output.print("# environment")
    for variable in report.variables { Output.print("\(variable.name)=\(variable.value)") }
    if !report.dropped.isEmpty { Output.print("# not passed on: \(report.dropped.joined(separator: " "))") }
  }
}
