import Fleet
import GatewayModel
import Host
import OpenClaw

/// Install, uninstall and enable: OpenClaw's own commands, and what became of the units and of the gateways beside them.
@ControlActor
struct ServiceInstaller {
  /// Seconds for which a unit that was just made is watched until its gateway is up: a cold start took 19 (real-gateway.md).
  private static let unitLimit = 25.0

  let host: Machine
  let paths: GatehousePaths
  let config: GatehouseConfig
  let monitor: HostMonitor
  let state: LatestState
  let journal: JournalWriter

  /// What to run, in an environment that speaks of no gateway: OpenClaw refuses to manage services of odd places.
  /// - Parameters:
  ///   - arguments: behind the command that starts OpenClaw, or a whole command line.
  ///   - isOpenClaw: whether it is a command of OpenClaw.
  ///   - variables: what the command is given of its own.
  func plan(
    _ arguments: [String], isOpenClaw: Bool, variables: [String: String] = [:]
  ) -> Result<LaunchPlan, LaunchRefusal> {
    var (environment, dropped) = LaunchPlan.scrubbed(paths: paths, system: host.system)
    environment.merge(variables) { _, own in own }
    if environment["XDG_RUNTIME_DIR"]?.nonBlank == nil {
      environment["XDG_RUNTIME_DIR"] = "/run/user/\(host.system.userID)"
    }
    let words = (isOpenClaw ? config.openclaw : []) + arguments
    guard let name = words.first,
      let executable = CommandFinder.find(name, path: environment["PATH"], home: paths.home)
    else { return .failure(.noCommand(words.first ?? "")) }
    return .success(
      LaunchPlan(
        arguments: [executable] + words.dropFirst(), environment: environment, workingDirectory: paths.home,
        port: 0, dropped: dropped))
  }

  /// Notes how a service command ended, and looks what has become of the unit.
  /// - Parameters:
  ///   - port: what the unit is to start its gateway on; nil where the command is about no port.
  ///   - harm: what the command did to another gateway.
  func commandEnded(
    _ action: JournalAction, _ id: GatewayID, command: String, status: Int32, port: Int? = nil,
    harm: NeighbourWatch.Harm? = nil, by initiator: Initiator
  ) async -> ActionResult {
    guard let definition = state.definition(id) else { return .refused(.gone) }
    await monitor.lookAtServices()
    var message = "`\(command)` ended with \(status)"
    var isWrong = status != 0
    if let harm {
      message =
        "\(harm.text) while `\(command)` ran: `gatehouse start \(ShellLine.word(harm.name))` puts it back"
      isWrong = true
    } else if status == 0, let port, let unit = state.definition(id)?.unit, unit.port != port {
      // OpenClaw says "already enabled", changes nothing, and ends with 0.
      let found = unit.port.map { "port \($0)" } ?? "no port that is known"
      message += ", but \(unit.name) starts it on \(found), not on \(port)"
      isWrong = true
    }
    let standard = ServiceNames(profile: definition.profile).systemdUnit + ".service"
    let result: ActionResult = isWrong ? .failed(.command(message)) : .done(message)
    let unwritten = journal.note(
      action, name: definition.name, stateDir: definition.stateDir,
      .init(unit: definition.unit?.name ?? standard), message, result.phase, by: initiator)
    monitor.publisher.show()
    return unwritten.map(result.adding) ?? result
  }

  /// All gateways that run now but one.
  func neighbours(besides id: GatewayID?) -> NeighbourWatch {
    let running = (state.inventory?.definitions ?? []).compactMap { definition -> NeighbourWatch.Neighbour? in
      guard definition.id != id, definition.isManaged,
        let process = state.inventory?.owner(of: definition.id).process
      else { return nil }
      return .init(
        id: definition.id, name: definition.name, process: process, port: definition.plan.gateway.known)
    }
    return NeighbourWatch(running, host: host)
  }

  /// Goes on watching until a unit that was just made has come up, or was given up: it takes seconds until it takes a port.
  /// - Returns: what has come to harm.
  func harm(_ watch: NeighbourWatch, byUnitOf id: GatewayID) async -> NeighbourWatch.Harm? {
    let deadline = host.system.uptime() + Self.unitLimit
    while watch.harm() == nil, host.system.uptime() < deadline {
      let snapshot = await monitor.lookAtServices()
      guard let made = snapshot.gateways.first(where: { $0.id == id }), made.service.isInstalled else {
        break
      }
      // A unit that is failed or inactive does not come up by itself; one that is starting still may.
      if made.state == .running || made.service.state == .failed || made.service.state == .inactive {
        break
      }
      guard await host.system.slept(0.2) else { break }
    }
    return watch.harm()
  }
}
