import GatewayModel
import OpenClaw
import Ports

/// Finds base ports whose whole footprint is free: of every known gateway's plan, of every listener, and where it can be of
/// the range from which the kernel gives ports to outgoing connections.
public struct Planner: Sendable {
  /// Ports behind a base that its gateway may use: base … base + 110.
  public static let footprint = 110

  /// The ports that the kernel gives to outgoing connections; bases whose footprint meets them are proposed last.
  public var ephemeral: ClosedRange<Int>
  private var isTaken = [Bool](repeating: false, count: 65536)
  private var candidates: Candidates

  /// - Parameters:
  ///   - subjects: the gateways with their plans.
  ///   - listeners: ports on which anything listens now.
  ///   - from: the first base that may be proposed.
  public init(
    _ subjects: [IsolationInput], listeners: some Sequence<Int>, ephemeral: ClosedRange<Int>, from: Int? = nil
  ) {
    self.ephemeral = ephemeral
    candidates = Candidates(ephemeral: ephemeral, from: from)
    for subject in subjects {
      for service in subject.servicePorts { mark(service.port) }
      for cdp in subject.cdpPorts { mark(cdp.port) }
      for port in subject.cdpRange ?? 0...0 { mark(port) }
      // Also the ports up to base + 10, which other versions use. The CDP range is marked above, wherever a setting has moved it.
      if let base = subject.base, GatewayPort.isValid(base), base <= 65535 - 10 {
        for port in base...(base + 10) { mark(port) }
      }
    }
    for port in listeners { mark(port) }
  }

  private mutating func mark(_ port: Int) { if GatewayPort.isValid(port) { isTaken[port] = true } }

  /// Whether base … base + 110 are ports that neither a plan nor a listener has; that they are ephemeral does not count.
  public func isFree(_ base: Int) -> Bool {
    guard base >= 1, base <= 65535 - Self.footprint else { return false }
    return !isTaken[base...(base + Self.footprint)].contains(true)
  }

  /// The next free base, which is taken from then on; nil where there is none.
  public mutating func take() -> Int? {
    while let base = candidates.next() {
      guard isFree(base) else { continue }
      for port in base...(base + Self.footprint) { isTaken[port] = true }
      return base
    }
    return nil
  }

  /// The bases that are tried, the preferred ones first.
  private struct Candidates: Sendable {
    private var tiers: [[Int]]
    private var tier = 0
    private var place = 0

    init(ephemeral: ClosedRange<Int>, from: Int?) {
      let top = 65535 - Planner.footprint
      let before = max(1024, min(top, ephemeral.lowerBound - Planner.footprint - 1))
      func bases(_ first: Int, _ last: Int, by step: Int = 1) -> [Int] {
        first > last ? [] : Array(stride(from: first, through: last, by: step))
      }
      if let from {
        // From a given base on, the ephemeral range last.
        // Ports below 1024 are for privileged programs.
        let all = bases(max(1024, from), top)
        let isOutside = { (base: Int) in
          base > ephemeral.upperBound || base + Planner.footprint < ephemeral.lowerBound
        }
        tiers = [all.filter(isOutside), all.filter { !isOutside($0) }]
        return
      }
      tiers = [
        // As the documentation writes them: 18789, 19789, 20789, …
        bases(GatewayPort.standard, before, by: 1000),
        bases(GatewayPort.standard, before, by: 1),
        bases(10000, min(before, GatewayPort.standard)),
        bases(ephemeral.upperBound + 1, top),
        bases(max(before, 1024), min(ephemeral.upperBound, top)),
      ]
    }

    mutating func next() -> Int? {
      while tier < tiers.count {
        if place < tiers[tier].count {
          place += 1
          return tiers[tier][place - 1]
        }
        tier += 1
        place = 0
      }
      return nil
    }
  }
}
