import Control
import Dashboard
import Fleet
import GatewayModel
import Host
import OpenClaw
import Rescue

/// What is done on the person's terminal while the screen is away: a shell, a pager, OpenClaw's service commands, this program once more.
struct TerminalErrands: Sendable {
  let session: Session
  let screen: ScreenLink

  private var controller: Controller { session.controller }

  private func say(_ text: String, isBad: Bool) { screen.post(.message(text, isBad: isBad)) }

  private func gateway(_ id: GatewayID) async -> Gateway? {
    await controller.latest()?.gateways.first { $0.id == id }
  }

  /// The person's shell, with the very environment that a start would give the gateway.
  func shell(_ id: GatewayID) async {
    let environment: [String: String]
    switch await controller.launchPlan(of: id) {
    case .success(let plan): environment = plan.environment
    case .failure(let refusal): return say(refusal.message, isBad: true)
    }
    let name = await gateway(id)?.name ?? ""
    let shell = session.host.system.environment["SHELL"]?.nonBlank ?? "/bin/sh"
    let status = await screen.away {
      await Blocking.run {
        Output.remark("A shell with the environment of \(name); `exit` returns to Gatehouse.")
        return ForegroundCommand.run(
          [shell], environment: environment.filter { $0.key != RunRecord.variable })
      }
    }
    // Not 127: a shell that ends after a command that is not there ends with that as well.
    if status == -1 {
      say("the shell \(shell) cannot be run: $SHELL names a program that is there", isBad: true)
    }
  }

  /// The whole log in the person's pager: a copy without secrets and escape sequences, gone afterwards.
  func page(_ id: GatewayID, own: Bool) async {
    switch await LogCopy.make(of: id, own: own, session: session) {
    case .failure(let reason): say(reason.message, isBad: true)
    case .success(let path):
      let environment = session.host.system.environment
      await screen.away {
        await Blocking.run {
          let pager = "${PAGER:-$(command -v less || command -v more || echo cat)} \"$1\""
          let status = ForegroundCommand.run(
            ["/bin/sh", "-c", pager, "sh", path], environment: environment)
          if status != 0 { TerminalPause.wait("The pager ended with \(status).") }
        }
      }
      if let failure = session.host.files.remove(path) {
        say("the copy \(path) is still there: \(failure)", isBad: true)
      }
    }
  }

  /// A service command of OpenClaw, with its words before and its outcome after it.
  func service(_ command: Command, _ id: GatewayID) async {
    guard let gateway = await gateway(id) else { return }
    let line = ServiceCommand(command, gateway)
    let plan: LaunchPlan
    switch await controller.servicePlan(line.arguments, isOpenClaw: line.isOpenClaw) {
    case .failure(let refusal): return say(refusal.message, isBad: true)
    case .success(let found): plan = found
    }
    let watch = await controller.neighbours(besides: id)
    if command == .installService, let objection = watch.objection(toUnitOn: line.port) {
      return say(objection, isBad: true)
    }
    let (status, harm) = await screen.away { [controller] in
      let status = await Blocking.run {
        Output.remark("$ \(line.text)")
        return ForegroundCommand.run(plan.arguments, environment: plan.environment) { watch.harm() != nil }
      }
      let harm =
        command == .installService ? await controller.harm(watch, byUnitOf: id) : watch.harm()
      if let harm { Output.error("\(harm.text): the command was stopped") }
      await Blocking.run { TerminalPause.wait("It ended with \(status).") }
      return (status, harm)
    }
    let result = await controller.serviceCommandEnded(
      JournalAction(rawValue: command.rawValue), id, command: line.text, status: status, port: line.port,
      harm: harm, by: .key)
    say(result.message, isBad: !result.isSuccess)
  }

  func handOver(_ errand: HandOver) async {
    switch await controller.rescueFacts() {
    case .failure(let refusal): say(refusal.message, isBad: true)
    case .success(let facts):
      let errands = RescueErrands(session: session)
      let answer = await screen.away { await errands.run(errand, main: facts.main, rescue: facts.rescue) }
      say(answer.text, isBad: answer.isBad)
    }
  }

  /// Another command of this program, on this home.
  func runSelf(_ arguments: [String]) async {
    let paths = session.paths
    let program = session.host.files.realPath("/proc/self/exe") ?? "gatehouse"
    let places = (paths.homeIsExplicit ? ["--home", paths.home] : []) + ["--config", paths.configFile]
    let hasConfig = session.host.files.status(paths.configFile) != nil
    let words = [program] + arguments + (hasConfig ? places : places.dropLast(2))
    let environment = session.host.system.environment
    let status = await screen.away {
      await Blocking.run {
        let status = ForegroundCommand.run(words, environment: environment)
        TerminalPause.wait(status == 0 ? "Done." : "It ended with \(status).")
        return status
      }
    }
    let line = ShellLine.text(["gatehouse"] + arguments)
    say("`\(line)` ended with \(status)", isBad: status != 0)
  }

  /// Stops the program as Ctrl-Z does. Before that it gives up its supervision, so that another Gatehouse can restart gateways meanwhile.
  func suspend() async {
    await controller.standDown()
    await screen.stop()
    await controller.standUp(as: .dashboard)
  }
}
