import Fleet
import GatewayModel
import Host
import OpenClaw

/// What must hold before a gateway is started: the first thing that does not is told with its remedy. Rules: design section 6.
struct StartChecks {
  let context: ActionContext

  /// Why this gateway cannot be started now; nil where it can.
  /// - Parameters:
  ///   - isRunning: whether its own process holds the port now and will be stopped first.
  ///   - hasCommand: whether Gatehouse runs the command itself; a unit brings its own.
  func refusal(
    _ definition: Definition, inventory: HostInventory, isRunning: Bool = false, hasCommand: Bool = true
  ) -> ActionRefusal? {
    let name = definition.name
    if let silence = definition.silence { return .start(.launch(.filesSilent(name: name, silence))) }
    if definition.isStray { return .target(.unclaimed(name: name)) }
    switch definition.config {
    // Where its files are is not known here, but the unit knows it when it starts.
    case .missing where definition.placeDoubt != nil: break
    case .missing:
      let (config, state) = (definition.configPath, definition.stateDir)
      // Without its places OpenClaw would make the config of the default profile.
      let places =
        definition.isProfile
        ? ""
        : "OPENCLAW_CONFIG_PATH=\(ShellLine.word(context.paths.abbreviate(config))) OPENCLAW_STATE_DIR=\(ShellLine.word(context.paths.abbreviate(state))) "
      return .start(
        .noConfig(
          name: name, path: context.paths.abbreviate(config),
          command: "\(places)\(CommandLineProfile.command(definition.profile)) setup"))
    case .invalid(let problem): return .start(invalid(name, problem))
    case .valid: if let problem = definition.configProblems.first { return .start(invalid(name, problem)) }
    }
    if hasCommand {
      do throws(LaunchRefusal) {
        _ = try plan(definition)
      } catch {
        return .start(.launch(error))
      }
    }
    let refusal =
      heldPort(definition, inventory: inventory, isRunning: isRunning)
      ?? collision(definition, inventory: inventory)
    return refusal.map { .start($0) }
  }

  func plan(_ definition: Definition) throws(LaunchRefusal) -> LaunchPlan {
    try LaunchPlan.make(
      definition, config: context.tools.config, paths: context.paths, system: context.host.system
    ) { command, path in
      CommandFinder.find(command, path: path, home: context.paths.home)
    }
  }

  private func invalid(_ name: String, _ problem: ConfigProblem) -> StartRefusal {
    .configWrong(
      name: name, problem: problem.description(file: context.paths.abbreviate(problem.file)))
  }

  private func heldPort(
    _ definition: Definition, inventory: HostInventory, isRunning: Bool
  ) -> StartRefusal? {
    let own = inventory.owner(of: definition.id).process
    guard let port = definition.startPort else { return nil }
    let held = inventory.listeners(on: port).first { listener in
      // Its own process gives the port back before the start.
      !(isRunning && inventory.isHeld(listener, by: own))
    }
    guard let held else { return nil }
    let others = inventory.owners.filter {
      $0.key != definition.id && inventory.isHeld(held, by: $0.value.process)
    }
    if let other = others.keys.first.flatMap(inventory.definition) {
      return .portOfGateway(
        port: held.port, name: definition.name, owner: other.name, holder: held.holder)
    }
    return .portHeld(port: held.port, name: definition.name, holder: held.holder)
  }

  /// An error between this gateway and one that runs now would break both of them.
  private func collision(_ definition: Definition, inventory: HostInventory) -> StartRefusal? {
    if context.isForced { return nil }
    let owners = inventory.owners
    let running = Set(
      inventory.definitions.filter { other in
        let phase = inventory.run(of: other).flatMap {
          $0.bootID == context.host.system.bootID ? $0.phase : nil
        }
        return other.id != definition.id
          && (owners[other.id]?.process != nil || phase == .launching || phase == .starting)
      }
      .map(\.id))
    let finding = inventory.findings.first { finding in
      finding.severity == .error && finding.concerns(definition.id)
        && finding.gateways.contains { running.contains($0.id) }
    }
    guard let finding else { return nil }
    return .collision(
      name: LogText.clean(definition.name), finding.code, detail: finding.detail, fix: finding.fix)
  }
}
