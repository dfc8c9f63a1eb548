import GatewayModel
import Host
import OpenClaw

/// Who has held each gateway's base port lately: two supervisors that fight over it show as processes that come and go, or as a
/// unit that is restarted again and again while somebody else has its port.
public struct FightWatch: Sendable {
  /// Seconds that are looked back.
  static let window = 60.0
  /// Changes of the holder within the window that are no accident any more.
  static let changeLimit = 3
  /// Restarts of a unit while another process has its port.
  static let restartLimit = 2

  private struct Holder: Sendable, Equatable {
    var process: ProcessIdentity
    var party: String
    var since: Double
  }

  private var holders: [GatewayID: [Holder]] = [:]

  /// Made once by `HostMonitor`; it has seen nothing yet.
  public init() {}

  /// - Parameter party: what runs the process: a unit, Gatehouse, or the process that started it.
  public mutating func note(_ id: GatewayID, _ process: ProcessIdentity, party: String, at time: Double) {
    var list = holders[id] ?? []
    if list.last?.process != process { list.append(Holder(process: process, party: party, since: time)) }
    holders[id] = list.filter { time - $0.since < Self.window || $0 == list.last }
  }

  /// The parties, the one that was seen first coming first; nil where nobody fights.
  public func parties(_ id: GatewayID, at time: Double) -> [String]? {
    let recent = (holders[id] ?? []).filter { time - $0.since < Self.window }
    let parties = recent.map(\.party).distinct()
    return recent.count > Self.changeLimit && parties.count > 1 ? parties : nil
  }

  /// Looks at every gateway, and gives the parties of those over which two fight.
  public mutating func look(
    _ inventory: HostInventory, owners: [GatewayID: Ownership], userID: UInt32
  ) -> [GatewayID: [String]] {
    var fights: [GatewayID: [String]] = [:]
    for definition in inventory.definitions {
      guard let port = definition.plan.gateway.known,
        let listener = inventory.listeners(on: port).first(where: { $0.pid != nil }), let pid = listener.pid,
        let process = inventory.index[pid]?.identity
      else { continue }
      let party = Self.party(listener, process, definition, inventory)
      note(definition.id, process, party: party, at: inventory.takenAt)
      if let parties = parties(definition.id, at: inventory.takenAt) {
        fights[definition.id] = parties
      } else if let unit = definition.unit, let status = inventory.service(of: definition),
        status.activeState.isOn,
        status.restarts ?? 0 >= Self.restartLimit,
        !ControlGroup.isOf(unit, listener.controlGroup, userID: userID),
        status.mainPID.map({ !inventory.index.isRelated($0, pid) }) ?? true
      {
        fights[definition.id] = [Self.scoped(unit.name, isUser: unit.isUserUnit), party]
      }
    }
    return fights
  }

  private static func scoped(_ unit: String, isUser: Bool) -> String {
    "\(unit) (\(isUser ? "user" : "system"))"
  }

  /// What runs the holder of a port: its unit, Gatehouse by its run record, else the process that started it.
  private static func party(
    _ listener: PortListener, _ process: ProcessIdentity, _ definition: Definition, _ inventory: HostInventory
  ) -> String {
    if let group = listener.controlGroup,
      let unit = group.parts(at: "/").last(where: { $0.begins(with: "openclaw-gateway") })
    {
      return scoped(String(unit), isUser: group.contains("/user@"))
    }
    let mark = inventory.processes.first { $0.identity == process }?.environment?[RunRecord.variable]
    if let run = inventory.run(of: definition), mark == run.id { return "Gatehouse" }
    if let run = inventory.run(of: definition),
      run.process == process || inventory.index[process.pid]?.group == run.group
    {
      return "Gatehouse"
    }
    guard let parent = inventory.index[process.pid]?.parent, parent > 1, let starter = inventory.index[parent]
    else {
      return "\(listener.command ?? "a process") started by hand"
    }
    return "\(LogText.clean(starter.name)) \(parent)"
  }
}
