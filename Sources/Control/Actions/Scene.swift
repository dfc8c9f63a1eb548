import GatewayModel
import Host

/// The gateway that an action is about, as a look with its lock in hand showed it.
struct Scene: Sendable {
  let definition: Definition
  let inventory: HostInventory
  /// Its newest run; newer than the inventory where something was noted in it since.
  var record: RunRecord?

  var owner: Ownership { inventory.owner(of: definition.id) }

  init(_ definition: Definition, _ inventory: HostInventory, record: RunRecord? = nil) {
    self.definition = definition
    self.inventory = inventory
    self.record = record ?? inventory.run(of: definition)
  }
}
