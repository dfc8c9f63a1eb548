import App
import ArgumentParser
import Control
import Fleet
import GatewayModel
import Glibc
import OpenClaw
import Presentation

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
    for step in setup.steps { Output.remark("  $ \(step.line)") }
    guard run else {
      return Output.remark("`gatehouse rescue setup --run` runs them on this terminal and checks the result.")
    }
    guard isatty(0) == 1 else {
      throw Failure.exit(.notNow, "--run needs a terminal: onboarding asks questions")
    }
    try await carryOut(setup, session)
  }

  private func carryOut(_ setup: RescueSetup, _ session: Session) async throws {
    let controller = session.controller
    for planned in setup.steps {
      var step = planned
      let now = await controller.lookAtServices()
      let made = now.gateways.first(where: \.isRescue)
      if !step.isOnboarding, made?.service.isInstalled == true {
        // Onboarding has made a unit by itself: where it is as planned nothing is left to do, else it is made again with `--force`.
        if await controller.difference(from: setup) == nil { continue }
        step = RescueSetup.steps(profile: setup.profile, port: setup.port, hasUnit: true).last ?? step
      }
      try await run(step, setup, session, watch: await controller.neighbours(besides: made?.id))
    }
    let snapshot = await controller.lookAtServices()
    for line in RescueText.status(snapshot.rescue, now: snapshot.takenAt) { Output.print(line) }
    if let difference = await controller.difference(from: setup) {
      throw Failure.exit(.notNow, "the rescue bot is not as planned: \(difference)")
    }
    let points = snapshot.rescue?.points ?? []
    let needed: Set<ReadinessPoint.Kind> = [.configured, .isolated, .ownBot, .ownPorts]
    guard points.filter({ needed.contains($0.kind) }).allSatisfy({ $0.status != .missing }) else {
      throw Failure.exit(.notNow, "the rescue bot is there, and not yet what it should be: see above")
    }
  }

  /// Runs one command while every other gateway is watched: the set-up stops with the first that comes to harm.
  private func run(
    _ step: RescueSetup.Step, _ setup: RescueSetup, _ session: Session, watch: NeighbourWatch
  ) async throws {
    let plan: LaunchPlan
    switch await session.controller.servicePlan(step.words, isOpenClaw: true, variables: step.variables) {
    case .failure(let refusal): throw Failure.exit(.notNow, refusal.message)
    case .success(let found): plan = found
    }
    Output.remark("$ \(step.line)")
    if step.isOnboarding {
      Output.remark("The gateway port is \(setup.port): keep it where onboarding asks for it.")
    }
    let status = ForegroundCommand.run(plan.arguments, environment: plan.environment) { watch.harm() != nil }
    let rescue = await session.controller.lookAtServices().gateways.first(where: \.isRescue)
    if let rescue { await keepOff(rescue, watch, setup, session) }
    let harm =
      if let rescue { await session.controller.harm(watch, byUnitOf: rescue.id) } else { watch.harm() }
    if let harm { try await stop(harm, step, setup, session) }
    let made = await session.controller.look(sweep: true).gateways.first(where: \.isRescue)
    if step.isOnboarding, status == 0, made?.isConfigMissing != false {
      throw Failure.exit(.notNow, "`\(step.line)` made no config, so there is no rescue bot yet")
    }
    if status == 0 { return }
    if step.isOnboarding { throw Failure.exit(.notNow, "`\(step.line)` ended with \(status)") }
    // A failed unit is no failure of the set-up: without a service manager the bot can still be started.
    Output.error("`\(step.line)` ended with \(status): no unit starts it again")
  }

  /// A unit that was made for another gateway's port ends that gateway as soon as it is up (seen on 2026.6.11): it is stopped first,
  /// and the next step brings it to its own port.
  private func keepOff(
    _ made: Gateway, _ watch: NeighbourWatch, _ setup: RescueSetup, _ session: Session
  ) async {
    guard watch.harm() == nil, made.service.isInstalled, let port = made.plan.gateway.known,
      port != setup.port,
      let neighbour = watch.name(on: port)
    else { return }
    Output.error(
      "\(made.service.unit) was made for port \(port), which is \(neighbour)'s: it is stopped before it takes it"
    )
    let result = await session.controller.perform(.stop, on: made.id, by: .command)
    Output.remark(result.message)
  }

  /// Says what came to harm, and puts it back where the person wants that.
  private func stop(
    _ harm: NeighbourWatch.Harm, _ step: RescueSetup.Step, _ setup: RescueSetup, _ session: Session
  ) async throws {
    let controller = session.controller
    Output.error("\(harm.text) while `\(step.line)` ran: the set-up is stopped")
    let snapshot = await controller.lookAtServices()
    let rescue = snapshot.gateways.first(where: \.isRescue)
    let isInTheWay = rescue.map { $0.process != nil && $0.plan.gateway.known == harm.port } ?? false
    let first = isInTheWay ? "stop \(setup.profile), which has its port, and start " : "start "
    if Question.ask("Put it back: \(first)\(harm.name)?") {
      if isInTheWay, let rescue {
        Output.remark(await controller.perform(.stop, on: rescue.id, by: .command).message)
      }
      let result = await controller.perform(.start, on: harm.id, by: .command)
      Output.remark(result.message)
    }
    let again = RescueSetup.steps(profile: setup.profile, port: setup.port, hasUnit: true).last?.line ?? ""
    var left = ""
    if let rescue, rescue.service.isInstalled, let port = rescue.plan.gateway.known, port == harm.port {
      left =
        " Until then it would take port \(port) at the next boot: `systemctl --user disable \(ShellLine.word(rescue.service.unit))` prevents that. Its config may name that port too: gateway.port: \(setup.port) belongs into \(session.paths.abbreviate(rescue.configPath))."
    }
    throw Failure.exit(
      .notNow, "the rescue bot is not set up; `\(again)` brings its unit to port \(setup.port).\(left)")
  }
}
