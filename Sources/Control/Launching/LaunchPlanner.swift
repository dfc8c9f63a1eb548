import Fleet
import GatewayModel
import Host
import OpenClaw

/// The commands and environments of starts, as they would be now.
@ControlActor
struct LaunchPlanner {
  let host: Machine
  let paths: GatehousePaths
  let config: GatehouseConfig
  let state: LatestState

  /// What a start really does: of a unit's gateway that is what its manager runs, with the unit's own environment.
  func startPlan(of id: GatewayID) -> Result<LaunchPlan, LaunchRefusal> {
    guard let definition = state.definition(id), definition.isManaged, let unit = definition.unit else {
      return launchPlan(of: id)
    }
    var plan = LaunchPlan(
      arguments: unit.arguments, environment: ["HOME": unit.home].merging(unit.environment) { _, own in own },
      workingDirectory: unit.workingDirectory, port: definition.startPort ?? 0, dropped: [])
    plan.unit = unit.name
    return .success(plan)
  }

  /// The command and environment that a start as a child would use.
  func launchPlan(of id: GatewayID) -> Result<LaunchPlan, LaunchRefusal> {
    guard let definition = state.definition(id) else { return .failure(.gone) }
    do throws(LaunchRefusal) {
      return .success(
        try LaunchPlan.make(definition, config: config, paths: paths, system: host.system) { command, path in
          CommandFinder.find(command, path: path, home: paths.home)
        })
    } catch {
      return .failure(error)
    }
  }

  /// OpenClaw's own checks of a gateway, in its own scrubbed environment.
  func quickChecks(of id: GatewayID) -> Result<QuickChecks, LaunchRefusal> {
    launchPlan(of: id).map { plan in
      let definition = state.definition(id)
      return QuickChecks(
        plan: plan, validates: definition?.version.map { $0 >= Version(2026, 5, 0) } ?? false,
        shownPrefix: CommandLineProfile.command(definition?.profile), host: host, redactor: state.redactor)
    }
  }
}
