import Fleet
import Host

/// Who has held each gateway's base port lately: two supervisors that fight over it show as processes that come and go.
struct FightWatch: Sendable {
  /// Seconds that are looked back.
  static let window = 60.0
  /// Changes of the holder within the window that are no accident any more.
  static let limit = 3

  private struct Holder: Sendable, Equatable {
    var process: ProcessIdentity
    var party: String
    var since: Double
  }

  private var holders: [GatewayID: [Holder]] = [:]

  /// - Parameter party: what runs the process: a unit, Gatehouse, or the process that started it.
  mutating func note(_ id: GatewayID, _ process: ProcessIdentity, party: String, at time: Double) {
    var list = holders[id] ?? []
    if list.last?.process != process { list.append(Holder(process: process, party: party, since: time)) }
    holders[id] = list.filter { time - $0.since < Self.window || $0 == list.last }
  }

  /// The parties, the one that was seen first coming first; nil where nobody fights.
  func parties(_ id: GatewayID, at time: Double) -> [String]? {
    let recent = (holders[id] ?? []).filter { time - $0.since < Self.window }
    var parties: [String] = []
    for holder in recent where !parties.contains(holder.party) { parties.append(holder.party) }
    return recent.count > Self.limit && parties.count > 1 ? parties : nil
  }
}
