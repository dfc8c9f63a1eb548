import GatewayModel

/// `cdp-range-overlap`: the CDP ranges of two gateways share ports. A sweep: n log n plus what is found.
enum CDPRangeOverlap {
  static func check(_ lanes: [Lane], _ context: inout RuleContext) {
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
    let gateways = context.gateways([a, b])
    func text(_ index: Int) -> String {
      context.subjects[index].cdpRange.map { "\($0.lowerBound)-\($0.upperBound)" } ?? ""
    }
    let fix = context.moveRange([a, b])
    let (low, high) = context.order(a) < context.order(b) ? (a, b) : (b, a)
    context.findings.append(
      Finding(
        .cdpRangeOverlap, .warning, gateways: gateways, ports: [.range(shared)],
        detail:
          "The CDP ranges \(text(low)) of \(context.subjects[low].name) and \(text(high)) of \(context.subjects[high].name) share \(shared.count) ports (\(shared.lowerBound)-\(shared.upperBound)).",
        fix: fix))
  }
}
