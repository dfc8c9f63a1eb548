import GatewayModel
import Host

/// Shares of a core that process trees use, from one look to the next.
struct CPUMeter: Sendable {
  private var last: [ProcessIdentity: (ticks: UInt64, at: Double)] = [:]

  /// - Returns: percent of one core for each owner, from the second look on.
  mutating func measure(
    _ inventory: HostInventory, owners: [ProcessIdentity], system: Machine.System
  ) -> [ProcessIdentity: Double] {
    let now = system.uptime()
    var shares: [ProcessIdentity: Double] = [:]
    var next: [ProcessIdentity: (ticks: UInt64, at: Double)] = [:]
    for owner in owners {
      let ticks = inventory.index.tree(owner.pid).reduce(UInt64(0)) { $0 + $1.cpuTicks }
      if let before = last[owner], now > before.at, ticks >= before.ticks {
        let seconds = Double(ticks - before.ticks) / Double(system.ticksPerSecond)
        shares[owner] = (seconds / (now - before.at) * 1000).rounded() / 10
      }
      next[owner] = (ticks, now)
    }
    last = next
    return shares
  }
}
