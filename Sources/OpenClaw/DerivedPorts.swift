/// The ports that follow from a base port. Source: OpenClaw `src/config/port-defaults.ts`.
public struct DerivedPorts: Sendable, Equatable {
  public static let standardCDPRange = 18800...18899
  /// Number of ports of a full CDP range.
  public static let rangeSize = 100

  public var bridge: Int
  public var browserControl: Int
  public var canvas: Int
  public var cdpRange: ClosedRange<Int>

  /// - Parameters:
  ///   - base: the gateway's port.
  ///   - rules: decides where a CDP range falls that does not fit below 65536.
  public init(base: Int, rules: VersionRules) {
    bridge = Self.derive(base, 1, fallback: 18790)
    browserControl = Self.derive(base, 2, fallback: 18791)
    canvas = Self.derive(base, 4, fallback: 18793)
    cdpRange = Self.cdpRange(browserControl: browserControl, rules: rules)
  }

  /// Control + 9 … control + 108.
  public static func cdpRange(browserControl: Int, rules: VersionRules) -> ClosedRange<Int> {
    let start = derive(browserControl, 9, fallback: standardCDPRange.lowerBound)
    let end = start + rangeSize - 1
    if GatewayPort.isValid(end) { return start...end }
    return rules.movesClampedRange ? standardCDPRange : start...start
  }

  private static func derive(_ base: Int, _ offset: Int, fallback: Int) -> Int {
    let (port, overflow) = base.addingReportingOverflow(offset)
    return !overflow && GatewayPort.isValid(port) ? port : fallback
  }
}
