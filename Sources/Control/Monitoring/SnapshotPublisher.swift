import Fleet
import GatewayModel
import Host

/// Makes a snapshot of the latest state whenever that has changed, and hands it to whoever shows it.
@ControlActor
final class SnapshotPublisher {
  /// Changes within so many seconds become one snapshot, so that the answers of many gateways do not make one each.
  private static let settling = 0.05

  private let builder: SnapshotBuilder
  private let system: Machine.System
  private let state: LatestState
  private var publish: (@Sendable (Snapshot) -> Void)?
  private var published: Snapshot?
  private var willShow = false

  nonisolated init(builder: SnapshotBuilder, system: Machine.System, state: LatestState) {
    self.builder = builder
    self.system = system
    self.state = state
  }

  /// Whether anybody watches.
  var isWatched: Bool { publish != nil }

  func listen(_ publish: @escaping @Sendable (Snapshot) -> Void) { self.publish = publish }

  /// From now on nobody watches.
  func end() { publish = nil }

  /// The last snapshot that was made.
  var latest: Snapshot? { published ?? state.inventory.map { builder.build($0, live: state.facts) } }

  @discardableResult
  func show() -> Snapshot {
    guard let inventory = state.inventory else {
      return Snapshot(takenAt: system.now(), hostName: system.hostName, gateways: [])
    }
    noteSights(inventory)
    let snapshot = builder.build(inventory, live: state.facts)
    if published?.showsSame(as: snapshot) != true {
      published = snapshot
      publish?(snapshot)
    }
    return snapshot
  }

  /// Shows what came in a moment's time.
  /// - Parameter prepare: called right before.
  func showSoon(_ prepare: @escaping @ControlActor () -> Void) {
    if willShow { return }
    willShow = true
    Task {
      // Nobody cancels it: a wait that ends early would only show a little sooner.
      _ = await system.slept(Self.settling)
      willShow = false
      prepare()
      show()
    }
  }

  /// Every state machine hears what the look shows, unless an action of ours is under way: that one knows better.
  private func noteSights(_ inventory: HostInventory) {
    for definition in inventory.definitions where state.facts.operations[definition.id] == nil {
      let sight = builder.sight(
        of: definition, owner: inventory.owner(of: definition.id), inventory: inventory, live: state.facts)
      // With the record's generation, or 0 where it is gone: `apply` takes an older one for the present one.
      state.apply(.saw(sight), to: definition.id, generation: inventory.run(of: definition)?.generation ?? 0)
    }
  }
}
