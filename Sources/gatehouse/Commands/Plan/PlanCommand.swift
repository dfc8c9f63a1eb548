import App
import ArgumentParser
import Control
import Isolation
import OpenClaw
import Ports
import Presentation

struct PlanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan", abstract: "Safe base ports for new gateways on this host.",
    discussion: """
      A base is proposed if all of base … base + 110 is free: of every known gateway's plan, of every listener, and \
      where it can be of the ports that the kernel gives to outgoing connections. With --from it says first what a \
      gateway on that very port would hit.
      """)

  @OptionGroup var options: CommonOptions
  @Option(help: "How many bases are wanted.") var count = 1
  @Option(help: "Look at this base, and propose from there on upward.") var from: Int?
  @Flag(help: "One JSON document.") var json = false

  func validate() throws {
    guard (1...512).contains(count) else { throw ValidationError("--count must be from 1 to 512") }
    if let from, !GatewayPort.isValid(from) { throw ValidationError("--from must be a port from 1 to 65535") }
  }

  func run() async throws {
    let session = try Session(options)
    let plan = await session.controller.plan(count: count, from: from)
    await session.controller.end()
    Output.print(json ? PlanReport.json(plan).text(indent: 2) : PlanReport.text(plan))
    if plan.proposals.count < count {
      throw Failure.exit(
        .notNow, "only \(plan.proposals.count) of \(count) bases are free; nothing is left up to 65535")
    }
  }
}
