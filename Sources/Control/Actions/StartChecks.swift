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
  ) -> String? {
    let name = definition.name
    if definition.isStray {
      return "\(name) is claimed by nothing: `gatehouse declare` prints the lines that would claim it"
    }
    switch definition.config {
    // A unit knows at its start what nobody knows here.
    case .missing where definition.placeDoubt != nil: break
    case .missing:
      let (config, state) = (definition.configPath, definition.stateDir)
      // Without its places OpenClaw would make the config of the default profile.
      let places =
        definition.isProfile
        ? ""
        : "OPENCLAW_CONFIG_PATH=\(context.paths.abbreviate(config)) OPENCLAW_STATE_DIR=\(context.paths.abbreviate(state)) "
      return
        "\(name) has no config at \(context.paths.abbreviate(config)): `\(places)\(CommandLineProfile.command(definition.profile)) setup` makes one"
    case .invalid(let problem): return invalid(name, problem)
    case .valid: if let problem = definition.configProblems.first { return invalid(name, problem) }
    }
    if hasCommand {
      do throws(LaunchPlan.Refusal) {
        _ = try plan(definition)
      } catch {
        return error.message
      }
    }
    return heldPort(definition, inventory: inventory, isRunning: isRunning)
      ?? collision(definition, inventory: inventory)
  }

  func plan(_ definition: Definition) throws(LaunchPlan.Refusal) -> LaunchPlan {
    try LaunchPlan.make(
      definition, config: context.tools.config, paths: context.paths, system: context.host.system
    ) { command, path in
      CommandFinder.find(command, path: path, home: context.paths.home)
    }
  }

  private func invalid(_ name: String, _ problem: ConfigProblem) -> String {
    "the config of \(name) is wrong: \(problem.description(file: context.paths.abbreviate(problem.file)))"
  }

  private func heldPort(_ definition: Definition, inventory: HostInventory, isRunning: Bool) -> String? {
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
      return
        "port \(held.port) of \(definition.name) is \(other.name)'s, which runs there (\(held.holder)): give \(definition.name) another gateway.port"
    }
    return
      "port \(held.port) of \(definition.name) is held by \(held.holder); stop that process, or give \(definition.name) another gateway.port"
  }

  /// An error between this gateway and one that runs now would break both of them.
  private func collision(_ definition: Definition, inventory: HostInventory) -> String? {
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
    let name = LogText.clean(definition.name)
    let finding = inventory.findings.first { finding in
      finding.severity == .error && finding.concerns(definition.id)
        && finding.gateways.contains { running.contains($0.id) }
    }
    guard let finding else { return nil }
    return
      "\(name) would collide with what runs now (\(finding.code.rawValue)): \(finding.detail) \(finding.fix) `gatehouse start --force \(name)` starts it all the same."
  }
}
