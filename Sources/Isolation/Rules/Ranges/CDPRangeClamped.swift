import GatewayModel
import OpenClaw
import Ports

/// `cdp-range-clamped`: the base port is so high that no hundred CDP ports are left above it.
enum CDPRangeClamped {
  static func check(_ index: Int, _ context: inout RuleContext) {
    let subject = context.subjects[index]
    guard let base = subject.base, GatewayPort.isValid(base), let range = subject.cdpRange,
      !subject.isRangeConfigured,
      range != (base + 11)...(base + 11 + DerivedPorts.rangeSize - 1)
    else { return }
    context.findings.append(
      Finding(
        .cdpRangeClamped, .warning, gateways: [subject.gateway], ports: [.range(range)],
        detail:
          "Above gateway port \(base) no 100 CDP ports are left: OpenClaw uses \(range.count == 1 ? "\(range.lowerBound) alone" : "\(range.lowerBound)-\(range.upperBound)") instead.",
        fix: context.suggestions.move(subject)))
  }
}
