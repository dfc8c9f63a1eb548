import Fleet
import GatewayModel
import Host
import Isolation
import Records

/// Configs, launches, logs and services.
extension Controller {
  /// The copies of a gateway's config, the newest first.
  public func configCopies(of id: GatewayID) -> [ConfigBackup] { configs.backups.copies(of: id) }

  /// What a restore would do.
  /// - Parameters:
  ///   - copyID: the copy that is meant; nil for the newest that worked.
  ///   - isUndo: whether the copy is put back as it was, be it broken.
  public func planRestore(
    of id: GatewayID, to copyID: String?, isUndo: Bool = false
  ) -> Result<ConfigRestore, ActionRefusal> {
    configs.restorer.plan(of: id, to: copyID, isUndo: isUndo)
  }

  /// Puts a copy in the place of the config; what is replaced becomes a copy itself.
  /// - Returns: also the name of the copy of what was replaced.
  public func restore(
    _ restore: ConfigRestore, of id: GatewayID, by initiator: Initiator
  ) async -> (result: ActionResult, replaced: String?) {
    await configs.restorer.restore(restore, of: id, by: initiator)
  }

  /// A config as a person may edit it.
  public func editableConfig(of id: GatewayID) -> Result<ConfigBackup.File, ActionRefusal> {
    configs.editor.text(of: id)
  }

  /// Looks at this host as it would be with another text in the place of a gateway's config.
  public func trial(_ text: String, of id: GatewayID) -> ConfigTrial { configs.editor.trial(text, of: id) }

  /// Puts an edited config in its place; what was there becomes a copy.
  /// - Parameter original: the text that was edited: where the file is another one by now, nothing is written.
  public func keepEdit(
    _ text: String, original: ConfigBackup.File, of id: GatewayID, by initiator: Initiator
  ) async -> ActionResult {
    await configs.editor.keep(text, original: original, of: id, by: initiator)
  }

  /// Bases for new gateways, and what a given one would hit.
  /// - Parameters:
  ///   - count: how many bases.
  ///   - from: the first base port that may be proposed; nil for OpenClaw's own.
  public func plan(count: Int, from: Int?) async -> PortPlanning {
    await launches.ports.plan(count: count, from: from)
  }

  /// What a start really does: of a unit's gateway that is what its manager runs, with the unit's own environment.
  public func startPlan(of id: GatewayID) -> Result<LaunchPlan, LaunchRefusal> {
    launches.launches.startPlan(of: id)
  }

  /// The command and environment that a start as a child would use now.
  public func launchPlan(of id: GatewayID) -> Result<LaunchPlan, LaunchRefusal> {
    if let foreignHome { return .failure(.foreignHome(foreignHome)) }
    return launches.launches.launchPlan(of: id)
  }

  /// OpenClaw's own checks of a gateway, in its own scrubbed environment.
  public func quickChecks(
    of id: GatewayID, by initiator: Initiator
  ) -> Result<QuickChecks, LaunchRefusal> {
    if let foreignHome { return .failure(.foreignHome(foreignHome)) }
    return launches.launches.quickChecks(of: id).map { checks in
      if let definition = state.definition(id) {
        journal.note(.quick, definition, .init(), "quick checks of \(definition.name)", by: initiator)
      }
      return checks
    }
  }

  /// The log of a gateway; where none is wished for, what it printed before OpenClaw's own file.
  /// - Returns: why there is none, where there is none.
  public func log(of id: GatewayID, _ wished: LogSource?) -> Result<LogPlace, ActionRefusal> {
    launches.logs.log(of: id, wished)
  }

  /// What a command about services runs, in an environment that speaks of no gateway.
  /// - Parameters:
  ///   - arguments: behind the command that starts OpenClaw, or a whole command line.
  ///   - isOpenClaw: whether it is a command of OpenClaw.
  ///   - variables: what the command is given of its own.
  public func servicePlan(
    _ arguments: [String], isOpenClaw: Bool, variables: [String: String] = [:]
  ) -> Result<LaunchPlan, LaunchRefusal> {
    if let foreignHome { return .failure(.foreignHome(foreignHome)) }
    return launches.installer.plan(arguments, isOpenClaw: isOpenClaw, variables: variables)
  }

  /// Notes how a service command ended, and looks what has become of the unit.
  /// - Parameters:
  ///   - port: what the unit is to start its gateway on; nil where the command is about no port.
  ///   - harm: what the command did to another gateway.
  public func serviceCommandEnded(
    _ action: JournalAction, _ id: GatewayID, command: String, status: Int32, port: Int? = nil,
    harm: NeighbourWatch.Harm? = nil, by initiator: Initiator
  ) async -> ActionResult {
    await launches.installer.commandEnded(
      action, id, command: command, status: status, port: port, harm: harm, by: initiator)
  }

  /// All gateways that run now but one.
  public func neighbours(besides id: GatewayID?) -> NeighbourWatch {
    launches.installer.neighbours(besides: id)
  }

  /// Goes on watching until a unit that was just made has come up, or was given up.
  /// - Returns: what has come to harm.
  public func harm(_ watch: NeighbourWatch, byUnitOf id: GatewayID) async -> NeighbourWatch.Harm? {
    await launches.installer.harm(watch, byUnitOf: id)
  }
}
