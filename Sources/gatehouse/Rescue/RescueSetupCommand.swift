import ArgumentParser
import Control
import Fleet
import Glibc

struct RescueSetupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "setup",
    abstract: "Plans a rescue bot, and on request makes it with OpenClaw's own commands.",
    discussion: """
      Without --run it only shows the port and the commands. With it they are run on this terminal, one after another, in an \
      environment that speaks of no gateway, and the result is checked: own bot, own workspace, isolated.
      """)

  @OptionGroup var options: CommonOptions
  @Option(help: "The base port (default: one whose whole footprint is free).") var port: Int?
  @Flag(help: "Run the commands on this terminal.") var run = false

  func validate() throws {
    if let port, !(1...65535).contains(port) { throw ValidationError("--port takes a port from 1 to 65535") }
  }

  func run() async throws {
    let session = try Session(options)
    let setup: RescueSetup
    switch await session.controller.rescueSetup(port: port) {
    case .success(let found): setup = found
    case .failure(let refusal): throw Failure.exit(.notNow, refusal.message)
    }
    Output.remark("A rescue bot on port \(setup.port): \(setup.reason).")
    for line in setup.lines { Output.remark("  $ \(line)") }
    guard run else {
      return Output.remark("`gatehouse rescue setup --run` runs them on this terminal and checks the result.")
    }
    guard isatty(0) == 1 else {
      throw Failure.exit(.notNow, "--run needs a terminal: onboarding asks questions")
    }
    try await carryOut(setup, session)
  }

  private func carryOut(_ setup: RescueSetup, _ session: Session) async throws {
    for (words, line) in zip(setup.commands, setup.lines) {
      switch await session.controller.servicePlan(words, isOpenClaw: true) {
      case .failure(let refusal): throw Failure.exit(.notNow, refusal.message)
      case .success(let plan):
        Output.remark("$ \(line)")
        if words.last == "onboard" { Output.remark("When it asks for the gateway port: \(setup.port)") }
        let status = ForegroundCommand.run(plan.arguments, environment: plan.environment)
        let made = await session.controller.look(sweep: true).gateways.first(where: \.isRescue)
        if words.last == "onboard", status == 0, made?.isConfigMissing != false {
          throw Failure.exit(.notNow, "`\(line)` made no config, so there is no rescue bot yet")
        }
        if status == 0 { continue }
        if words.last == "onboard" { throw Failure.exit(.notNow, "`\(line)` ended with \(status)") }
        // Without a service manager the bot is there all the same.
        Output.error("`\(line)` ended with \(status): no unit starts it again")
      }
    }
    let snapshot = await session.controller.lookAtServices()
    for line in RescueText.status(snapshot.rescue, now: snapshot.takenAt) { Output.print(line) }
    let points = snapshot.rescue?.points ?? []
    let needed: Set<ReadinessPoint.Kind> = [.configured, .isolated, .ownBot, .ownPorts]
    guard points.filter({ needed.contains($0.kind) }).allSatisfy({ $0.status != .missing }) else {
      throw Failure.exit(.notNow, "the rescue bot is there, and not yet what it should be: see above")
    }
  }
}
