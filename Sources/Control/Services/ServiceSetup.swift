import Fleet
import Host
import OpenClaw

/// Install, uninstall and enable: OpenClaw's own commands, run by a person on the terminal.
extension Controller {
  /// What to run, in an environment that speaks of no gateway: OpenClaw refuses to manage services of odd places.
  /// - Parameters:
  ///   - arguments: behind the command that starts OpenClaw, or a whole command line.
  ///   - isOpenClaw: whether it is a command of OpenClaw.
  ///   - variables: what the command is given of its own.
  public func servicePlan(
    _ arguments: [String], isOpenClaw: Bool, variables: [String: String] = [:]
  ) -> Result<LaunchPlan, LaunchPlan.Refusal> {
    var (environment, dropped) = LaunchPlan.scrubbed(paths: paths, system: host.system)
    environment.merge(variables) { _, own in own }
    if environment["XDG_RUNTIME_DIR"]?.nonBlank == nil {
      environment["XDG_RUNTIME_DIR"] = "/run/user/\(host.system.userID)"
    }
    let words = (isOpenClaw ? config.openclaw : []) + arguments
    guard let name = words.first,
      let executable = CommandFinder.find(name, path: environment["PATH"], home: paths.home)
    else { return .failure(.init("the command \(words.first ?? "") is not there")) }
    return .success(
      LaunchPlan(
        arguments: [executable] + words.dropFirst(), environment: environment, workingDirectory: paths.home,
        port: 0, dropped: dropped))
  }

  /// Notes how a service command ended, and looks what has become of the unit.
  /// - Parameters:
  ///   - port: what the unit is to start its gateway on; nil where the command is about no port.
  ///   - harm: what the command did to another gateway.
  public func serviceCommandEnded(
    _ action: String, _ id: GatewayID, command: String, status: Int32, port: Int? = nil,
    harm: NeighbourWatch.Harm? = nil, by initiator: Initiator
  ) async -> ActionResult {
    guard let definition = survey?.definition(id) else {
      return .refused("this gateway is gone")
    }
    await lookAtServices()
    var message = "`\(command)` ended with \(status)"
    var isWrong = status != 0
    if let harm {
      message = "\(harm.text) while `\(command)` ran: `gatehouse start \(harm.name)` puts it back"
      isWrong = true
    } else if status == 0, let port, let unit = survey?.definition(id)?.unit, unit.port != port {
      // OpenClaw says "already enabled", changes nothing, and ends with 0.
      let found = unit.port.map { "port \($0)" } ?? "no port that is known"
      message += ", but \(unit.name) starts it on \(found), not on \(port)"
      isWrong = true
    }
    var trace = ActionTrace(
      action: action, name: definition.name, stateDir: definition.stateDir, by: initiator,
      gatehouse: host.system.processID)
    let standard = ServiceNames(profile: definition.profile).systemdUnit + ".service"
    trace.target = .init(unit: definition.unit?.name ?? standard)
    let result: ActionResult = isWrong ? .failed(message) : .done(message)
    write(trace.entry(result.phase, message: message, at: host.system.now()))
    note(message)
    show()
    return result
  }
}
