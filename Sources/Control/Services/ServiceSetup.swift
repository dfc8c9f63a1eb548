import Fleet
import Host
import OpenClaw

/// Install, uninstall and enable: OpenClaw's own commands, run by a person on the terminal.
extension Controller {
  /// What to run, in an environment that speaks of no gateway: OpenClaw refuses to manage services of odd places.
  /// - Parameters:
  ///   - arguments: behind the command that starts OpenClaw, or a whole command line.
  ///   - isOpenClaw: whether it is a command of OpenClaw.
  public func servicePlan(
    _ arguments: [String], isOpenClaw: Bool
  ) -> Result<LaunchPlan, LaunchPlan.Refusal> {
    var (environment, dropped) = LaunchPlan.scrubbed(paths: paths, system: host.system)
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
  public func serviceCommandEnded(
    _ action: String, _ id: GatewayID, command: String, status: Int32
  ) async -> ActionResult {
    guard let definition = survey?.definition(id) else {
      return .refused("this gateway is gone")
    }
    await lookAtServices()
    let message = "`\(command)` ended with \(status)"
    var trace = ActionTrace(
      action: action, name: definition.name, stateDir: definition.stateDir, by: .key,
      gatehouse: host.system.processID)
    trace.target = .init(unit: ServiceNames(profile: definition.profile).systemdUnit + ".service")
    let result: ActionResult = status == 0 ? .done(message) : .failed(message)
    write(trace.entry(result.phase, message: message, at: host.system.now()))
    note(message)
    show()
    return result
  }
}
