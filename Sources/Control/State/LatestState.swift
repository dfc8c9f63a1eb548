import Fleet
import GatewayModel

/// What is known at this moment: the last look at the host, and what goes beyond it. Everything that acts is given the same one; each
/// owner writes its own part.
@ControlActor
final class LatestState {
  /// The last look; nil before the first.
  private(set) var inventory: HostInventory?
  private(set) var facts = RuntimeState()
  private var secrets: Set<String> = []
  /// Seconds since 1970.
  private let now: @Sendable () -> Double

  nonisolated init(now: @escaping @Sendable () -> Double) { self.now = now }

  var redactor: Redactor { facts.redactor }

  func definition(_ id: GatewayID) -> Definition? { inventory?.definition(id) }

  func take(_ inventory: HostInventory) {
    self.inventory = inventory
    // A secret that was taken out of a config is still what the running gateway has.
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

  /// A state machine hears an event of the generation that it is about; an older one than it knows is taken for the present one.
  func apply(_ event: Lifecycle.Event, to id: GatewayID, generation: Int = 0) {
    let known = facts.lifecycles[id]?.generation ?? 0
    facts.lifecycles[id, default: Lifecycle()].apply(event, generation: max(known, generation))
  }

  /// The same for an event that is void once a newer generation has begun.
  func applyExactly(_ event: Lifecycle.Event, to id: GatewayID, generation: Int) {
    facts.lifecycles[id, default: Lifecycle()].apply(event, generation: generation)
  }
}
