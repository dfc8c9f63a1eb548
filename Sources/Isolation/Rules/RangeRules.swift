import GatewayModel
import OpenClaw

/// CDP ranges that meet, and ports of one gateway inside the range of another. A sweep: n log n plus what is found.
enum RangeRules {
  /// Gateways with one range and one base: between those nothing is said here.
  private struct Lane {
    var range: ClosedRange<Int>
    var base: Int
    var members: [Int]
  }

  static func check(_ context: inout RuleContext) {
    let lanes = lanes(context)
    overlaps(lanes, &context)
    let ports = PortOwners(context)
    for lane in lanes {
      for index in lane.members {
        servicePorts(index, range: lane.range, ports, &context)
        headroom(index, range: lane.range, ports, &context)
      }
    }
    for index in context.subjects.indices {
      clamped(index, &context)
      outside(index, &context)
    }
  }

  private static func lanes(_ context: RuleContext) -> [Lane] {
    struct Key: Hashable { var range: ClosedRange<Int>, base: Int }
    var lanes: [Key: Lane] = [:]
    for (index, subject) in context.subjects.enumerated() {
      guard let range = subject.cdpRange, let base = subject.base else { continue }
      lanes[Key(range: range, base: base), default: Lane(range: range, base: base, members: [])]
        .members.append(index)
    }
    return lanes.values.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.base) < (
        $1.range.lowerBound, $1.range.upperBound, $1.base
      )
    }
  }

  private static func overlaps(_ lanes: [Lane], _ context: inout RuleContext) {
    var open: [Lane] = []
    for lane in lanes {
      open.removeAll { $0.range.upperBound < lane.range.lowerBound }
      for other in open where other.base != lane.base {
        let shared = other.range.clamped(to: lane.range)
        for a in other.members {
          for b in lane.members where !context.havePortError(a, b) { overlap(a, b, shared, &context) }
        }
      }
      open.append(lane)
    }
  }

  private static func overlap(_ a: Int, _ b: Int, _ shared: ClosedRange<Int>, _ context: inout RuleContext) {
    let names = context.names([a, b])
    func text(_ index: Int) -> String {
      context.subjects[index].cdpRange.map { "\($0.lowerBound)-\($0.upperBound)" } ?? ""
    }
    let fix = moveRange([a, b], &context)
    let (low, high) = context.subjects[a].order < context.subjects[b].order ? (a, b) : (b, a)
    context.findings.append(
      Finding(
        .cdpRangeOverlap, .warning, gateways: names, ports: [.range(shared)],
        detail:
          "The CDP ranges \(text(low)) of \(context.subjects[low].name) and \(text(high)) of \(context.subjects[high].name) share \(shared.count) ports (\(shared.lowerBound)-\(shared.upperBound)).",
        fix: fix))
  }

  // MARK: Ports inside a foreign range

  /// All ports that somebody uses, in order.
  private struct PortOwners {
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

  private static func servicePorts(
    _ index: Int, range: ClosedRange<Int>, _ ports: PortOwners, _ context: inout RuleContext
  ) {
    var inside: [Int: [IsolationInput.ServicePort]] = [:]
    for entry in ports.within(range) {
      for (owner, service) in entry.services
      where owner != index && service.use != .relay && !context.haveEqualBase(owner, index) {
        inside[owner, default: []].append(service)
      }
    }
    for owner in inside.keys.sorted() where !context.havePortError(owner, index) {
      let services = inside[owner] ?? []
      let (name, other) = (context.subjects[owner].name, context.subjects[index].name)
      let list = services.map { "\($0.title) \($0.port)" }.inWords
      context.findings.append(
        Finding(
          .servicePortInForeignCDPRange, .warning, gateways: context.names([owner, index]),
          ports: Set(services.map(\.port)).sorted().map(Finding.Ports.one),
          detail:
            "\(list.prefix(1).uppercased())\(list.dropFirst()) of \(name) \(services.count == 1 ? "lies" : "lie") inside the CDP range \(range.lowerBound)-\(range.upperBound) of \(other).",
          fix: context.subjects[index].isRangeConfigured
            ? moveRange([index], &context) : context.move([owner, index])))
    }
  }

  /// What to do about a range: where a setting moved it, that setting; else the base, or such a setting.
  private static func moveRange(_ indices: [Int], _ context: inout RuleContext) -> String {
    context.changeRange(indices)
      ?? "\(context.move(indices)) Or set browser.cdpPortRangeStart of one of them."
  }

  private static func headroom(
    _ index: Int, range: ClosedRange<Int>, _ ports: PortOwners, _ context: inout RuleContext
  ) {
    let subject = context.subjects[index]
    let own = Set(subject.cdpPorts.map(\.port))
    let foreign = ports.within(range).lazy.compactMap { entry in
      entry.bases.first { $0.index != index && ($0.base != subject.base || subject.base == nil) }
        .map { (port: entry.port, owner: $0.index) }
    }.first
    guard let foreign else { return }
    let room = foreign.port - range.lowerBound
    let used = own.count { range.contains($0) && $0 < foreign.port }
    let whose = context.subjects[foreign.owner].name
    context.findings.append(
      Finding(
        .cdpHeadroom, .info, gateways: [subject.name], ports: [.one(foreign.port)],
        detail: room == 0
          ? "\(subject.name) has no CDP port before \(foreign.port), which is \(whose)'s."
          : "\(subject.name) has \(room) CDP ports (\(range.lowerBound)-\(foreign.port - 1), \(used) used) before it would try \(foreign.port), which is \(whose)'s.",
        fix: room > used
          ? "Create no more than \(room - used) further browser profiles for \(subject.name) before the ranges are apart."
          : "Create no browser profile for \(subject.name) before the ranges are apart."))
  }

  // MARK: One gateway

  private static func clamped(_ index: Int, _ context: inout RuleContext) {
    let subject = context.subjects[index]
    guard let base = subject.base, let range = subject.cdpRange, !subject.isRangeConfigured,
      range != (base + 11)...(base + 11 + DerivedPorts.rangeSize - 1)
    else { return }
    context.findings.append(
      Finding(
        .cdpRangeClamped, .warning, gateways: [subject.name], ports: [.range(range)],
        detail:
          "Above gateway port \(base) no 100 CDP ports are left: OpenClaw uses \(range.count == 1 ? "\(range.lowerBound) alone" : "\(range.lowerBound)-\(range.upperBound)") instead.",
        fix: context.suggestions.move(subject)))
  }

  private static func outside(_ index: Int, _ context: inout RuleContext) {
    let subject = context.subjects[index]
    guard let range = subject.cdpRange else { return }
    let ports = subject.cdpPorts.filter {
      ($0.how == .explicit || $0.how == .pinnedCDPURL) && !range.contains($0.port)
    }
    guard !ports.isEmpty else { return }
    let list = ports.map { "\($0.port) of \($0.profile)" }.inWords
    let own = ports.first { port in subject.servicePorts.contains { $0.port == port.port } }
    let harm = own.map { " \($0.port) is a port of \(subject.name) itself." } ?? ""
    context.findings.append(
      Finding(
        .cdpPortOutsideOwnRange, .info, gateways: [subject.name],
        ports: Set(ports.map(\.port)).sorted().map(Finding.Ports.one),
        detail:
          "CDP port \(list) \(ports.count == 1 ? "lies" : "lie") outside \(subject.name)'s own range \(range.lowerBound)-\(range.upperBound), where nothing reserves \(ports.count == 1 ? "it" : "them").\(harm)",
        fix:
          "Move \(ports.count == 1 ? "it" : "them") into \(range.lowerBound)-\(range.upperBound), unless a Chrome that others start is meant."
      ))
  }
}
