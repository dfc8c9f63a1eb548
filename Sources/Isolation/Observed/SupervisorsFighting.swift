import GatewayModel
import OpenClaw

/// `supervisors-fighting`: two supervisors start one gateway, and each start takes the port from the other one.
public struct SupervisorsFighting {
  /// The parties, by gateway.
  public let fights: [GatewayID: [String]]
  /// The look that the fights were seen in.
  public let inventory: HostInventory

  /// Made by `SnapshotBuilder` for each snapshot; `FightWatch` has found the fights.
  public init(
    fights: [GatewayID: [String]], inventory: HostInventory
  ) {
    self.fights = fights
    self.inventory = inventory
  }

  /// One error for each gateway over which two fight, in the order of the definitions.
  public func check() -> [Finding] {
    inventory.definitions.compactMap { definition in
      guard let parties = fights[definition.id] else { return nil }
      let name = LogText.clean(definition.name)
      let shown = parties.map(LogText.clean).joined(separator: " and ")
      let unit = parties.first { $0.contains(".service (user)") }?.parts(at: " ").first
      let stop = unit.map {
        "`systemctl --user disable --now \(ShellLine.word(String($0)))` ends the unit's part"
      }
      return Finding(
        .supervisorsFighting, .error, gateways: [NamedGateway(definition)],
        ports: [definition.plan.gateway.known.map(Finding.Ports.one)].compactMap(\.self),
        detail: "\(shown) both start \(name), and take port \(definition.plan.gateway.port) from each other.",
        fix: "Keep one of them and stop the other\(stop.map { ": " + $0 } ?? "").")
    }
  }
}
