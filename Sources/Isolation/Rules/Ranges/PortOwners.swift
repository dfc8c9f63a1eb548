import GatewayModel

/// All ports that somebody uses, in order.
struct PortOwners {
  struct Entry {
    var port: Int
    /// Who listens or reserves there.
    var services: [RuleContext.ServiceUser] = []
    /// One user of each of at most two bases: enough to find one that is foreign.
    var bases: [(base: Int?, index: Int)] = []
  }

  var entries: [Entry] = []

  init(_ context: RuleContext) {
    var all: [Int: Entry] = [:]
    for (index, subject) in context.subjects.enumerated() {
      for service in subject.servicePorts {
        all[service.port, default: Entry(port: service.port)].services.append((index, service))
        note(index, base: subject.base, in: &all[service.port, default: Entry(port: service.port)])
      }
      for cdp in subject.cdpPorts {
        note(index, base: subject.base, in: &all[cdp.port, default: Entry(port: cdp.port)])
      }
    }
    entries = all.values.sorted { $0.port < $1.port }
  }

  private func note(_ index: Int, base: Int?, in entry: inout Entry) {
    if entry.bases.count < 2, !entry.bases.contains(where: { $0.base == base }) {
      entry.bases.append((base, index))
    }
  }

  func within(_ range: ClosedRange<Int>) -> ArraySlice<Entry> {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].port < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    var end = low
    while end < entries.count, entries[end].port <= range.upperBound { end += 1 }
    return entries[low..<end]
  }
}
