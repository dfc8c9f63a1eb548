import Fleet
import GatewayModel
import OpenClaw

/// What is known now: the last look at the host, and what probes, actions and managers have told besides. All parts of a controller
/// share one; each writes only what it is responsible for.
@ControlActor
final class LatestState {
  /// The last look; nil before the first.
  private(set) var inventory: HostInventory?
  private(set) var facts = RuntimeState()
  private var secrets: Set<String> = []
  /// Seconds since 1970.
  private let now: @Sendable () -> Double

  /// - Parameter variables: those of this process: a child inherits them, and may print them.
  nonisolated init(now: @escaping @Sendable () -> Double, variables: [String: String] = [:]) {
    self.now = now
    secrets = SecretValues.inVariables(variables)
    facts.redactor = Redactor(secrets)
  }

  var redactor: Redactor { facts.redactor }

  func definition(_ id: GatewayID) -> Definition? { inventory?.definition(id) }

  func take(_ inventory: HostInventory) {
    self.inventory = inventory
    // Secrets are only added: one that was taken out of a config may still be in the running gateway's output.
    learn(
      inventory.definitions.reduce(into: []) { found, definition in
        found.formUnion(definition.secrets)
        found.formUnion([definition.token, definition.password].compactMap(\.self))
      })
  }

  /// Secrets that from now on are shown nowhere.
  func learn(_ found: Set<String>) {
    if found.isSubset(of: secrets) { return }
    secrets.formUnion(found)
    facts.redactor = Redactor(secrets)
  }

  func update(_ change: (inout RuntimeState) -> Void) { change(&facts) }

  /// What happened last, for the screen's bottom line.
  func note(_ text: String) { facts.lastEvent = Snapshot.Event(at: now(), text: text) }

  /// Tells a gateway's state machine an event. A generation (number of the launch) older than the known one counts as the known one.
  func apply(_ event: Lifecycle.Event, to id: GatewayID, generation: Int = 0) {
    let known = facts.lifecycles[id]?.generation ?? 0
    facts.lifecycles[id, default: Lifecycle()].apply(event, generation: max(known, generation))
  }

  /// The same, but an event of an older generation than the known one is dropped.
  func applyExactly(_ event: Lifecycle.Event, to id: GatewayID, generation: Int) {
    facts.lifecycles[id, default: Lifecycle()].apply(event, generation: generation)
  }
}
