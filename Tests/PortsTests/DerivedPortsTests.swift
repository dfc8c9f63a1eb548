import Ports
import TestSupport
import Testing

/// openclaw-facts.md sections 3.1 and 3.2. How the versions differ: `DerivedRangeTests`.
@Suite(.computing) struct DerivedPortsTests {
  @Test(arguments: [18789, 19001, 30000])
  func `the ports follow from the base, and the range ends 110 above it`(base: Int) {
    let derived = DerivedPorts(base: base, movesClampedRange: true)
    #expect(derived.bridge == base + 1 && derived.browserControl == base + 2 && derived.canvas == base + 4)
    #expect(derived.cdpRange == base + 11...base + 110)
    #expect(derived.cdpRange.count == DerivedPorts.rangeSize)
  }

  @Test(arguments: [65533, 65534, 65535, 70000, .max, .min])
  func `what would be no port is the default gateway's`(base: Int) {
    let derived = DerivedPorts(base: base, movesClampedRange: true)
    #expect(derived.bridge == (base < 65535 && base > 0 ? base + 1 : 18790), "\(base)")
    #expect(derived.browserControl == (base == 65533 ? 65535 : 18791), "\(base)")
    #expect(derived.canvas == 18793, "\(base)")
    #expect(derived.cdpRange == DerivedPorts.standardCDPRange, "\(base)")
  }

  @Test(arguments: [(65427, 65436...65535, 65436...65535), (65428, 18800...18899, 65437...65437)])
  func `a range that does not fit moves, or only its first port is left`(
    control: Int, moved: ClosedRange<Int>, clamped: ClosedRange<Int>
  ) {
    #expect(DerivedPorts.cdpRange(browserControl: control, movesClampedRange: true) == moved)
    #expect(DerivedPorts.cdpRange(browserControl: control, movesClampedRange: false) == clamped)
  }
}
