import GatewayModel
import Host

/// What runs where it should not: findings about processes, made anew with every look.
public struct OwnershipRules {
  /// The look that is judged.
  public let inventory: HostInventory
  /// The process that is taken for each gateway, with its proof.
  public let owners: [GatewayID: Ownership]
  /// Whose a listener is.
  public let holders: PortHolders
  /// Processes that run as a gateway beside its owner, and are no other gateway's.
  public let others: (Definition) -> [ProcessIdentity]

  /// Made by `SnapshotBuilder` for each snapshot.
  public init(
    inventory: HostInventory, owners: [GatewayID: Ownership], holders: PortHolders,
    others: @escaping (Definition) -> [ProcessIdentity]
  ) {
    self.inventory = inventory
    self.owners = owners
    self.holders = holders
    self.others = others
  }

  /// All of them, in the order of the roster.
  public func check() -> [Finding] {
    let definitions = Dictionary(
      inventory.definitions.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let mismatch = OwnerMismatch(inventory: inventory, owners: owners, holders: holders, others: others)
    let strangers = PortHeldByStranger(inventory: inventory, owners: owners, holders: holders)
    return inventory.subjects.flatMap { subject -> [Finding] in
      guard let definition = definitions[subject.id] else { return [] }
      return mismatch.check(subject, definition) + strangers.check(subject, definition)
    }
  }
}
