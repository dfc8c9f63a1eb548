import Canvas
import GatewayModel
import OpenClaw

/// The port map's lanes for some gateways: who meets whom is counted port by port.
public enum PortMapLanes {
  /// More gateways than these are not named behind a bar.
  private static let namedLimit = 64

  /// - Parameter strong: the gateway whose line stands out.
  public static func lanes(_ gateways: [Gateway], strong: GatewayID?) -> [PortMap.Lane] {
    let known = gateways.filter { $0.isPortKnown && $0.isManaged }
    var uses = [UInt16](repeating: 0, count: 65536)
    for gateway in known { for port in ports(gateway) where uses.indices.contains(port) { uses[port] &+= 1 } }
    return known.map { gateway in
      let plan = gateway.plan
      let shared = runs(plan.cdpRange) { uses.indices.contains($0) && uses[$0] > 1 }
      let count = shared.reduce(0) { $0 + $1.count }
      return PortMap.Lane(
        name: gateway.name, isStrong: gateway.id == strong,
        ticks: services(gateway).sorted().map {
          PortMap.Tick(port: $0, isShared: uses.indices.contains($0) && uses[$0] > 1)
        },
        bar: plan.cdpRange, shared: shared,
        note: count == 0 ? "" : "\(count) shared" + others(gateway, known))
    }
  }

  private static func services(_ gateway: Gateway) -> Set<Int> {
    Set([gateway.plan.gateway.port, gateway.plan.browserControl.port, gateway.plan.canvas.port])
      .union(gateway.plan.others.map(\.port))
  }

  private static func ports(_ gateway: Gateway) -> Set<Int> {
    services(gateway).union(gateway.plan.cdpRange)
  }

  private static func runs(_ range: ClosedRange<Int>, where isShared: (Int) -> Bool) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for port in range where isShared(port) {
      if let last = runs.last, last.upperBound == port - 1 {
        runs[runs.count - 1] = last.lowerBound...port
      } else {
        runs.append(port...port)
      }
    }
    return runs
  }

  private static func others(_ gateway: Gateway, _ all: [Gateway]) -> String {
    guard all.count <= namedLimit else { return "" }
    let range = gateway.plan.cdpRange
    let meeting = all.filter { other in
      other.id != gateway.id
        && (other.plan.cdpRange.overlaps(range) || services(other).contains(where: range.contains))
    }
    return meeting.count == 1 ? " with \(meeting[0].name)" : " with \(meeting.count) others"
  }
}
