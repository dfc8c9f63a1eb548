/// The ports that follow from a base port. Source: OpenClaw `src/config/port-defaults.ts`.
public struct DerivedPorts: Sendable, Equatable {
  /// The range that follows from base port 18789.
  public static let standardCDPRange = 18800...18899
  /// Number of ports of a full CDP range.
  public static let rangeSize = 100

  /// Base + 1, else 18790. The bridge itself is gone from OpenClaw; since 2026.7 MCP apps may be served there.
  public var bridge: Int
  /// Base + 2, else 18791. Reserved in every version, whether anything listens there or not.
  public var browserControl: Int
  /// Base + 4, else 18793. Reserved in every version; since 2026.1 nothing listens there.
  public var canvas: Int
  /// Base + 11 … base + 110, both ends included; the version decides where that does not fit.
  public var cdpRange: ClosedRange<Int>

  /// - Parameters:
  ///   - base: the gateway's port.
  ///   - movesClampedRange: whether a CDP range that does not fit below 65536 becomes the standard one; else only its first port is left.
  public init(base: Int, movesClampedRange: Bool) {
    bridge = Self.derive(base, 1, fallback: 18790)
    browserControl = Self.derive(base, 2, fallback: 18791)
    canvas = Self.derive(base, 4, fallback: 18793)
    cdpRange = Self.cdpRange(browserControl: browserControl, movesClampedRange: movesClampedRange)
  }

  /// Control + 9 … control + 108; where that does not fit below 65536 as `init` says.
  public static func cdpRange(browserControl: Int, movesClampedRange: Bool) -> ClosedRange<Int> {
    let start = derive(browserControl, 9, fallback: standardCDPRange.lowerBound)
    let end = start + rangeSize - 1
    if GatewayPort.isValid(end) { return start...end }
    return movesClampedRange ? standardCDPRange : start...start
  }

  private static func derive(_ base: Int, _ offset: Int, fallback: Int) -> Int {
    let (port, overflow) = base.addingReportingOverflow(offset)
    return !overflow && GatewayPort.isValid(port) ? port : fallback
  }
}
