import OpenClaw
import Ports
import TestSupport
import Testing

/// openclaw-facts.md sections 3.1 and 3.2.
@Suite(.computing) struct DerivedRangeTests {
  private static let newest = VersionRules(version: Version(2026, 9, 4))
  private static let old = VersionRules(version: Version(2026, 3, 3))

  @Test func `the ports of the standard gateway are those of the documentation`() {
    let derived = DerivedPorts(base: 18789, movesClampedRange: Self.newest.movesClampedRange)
    #expect(derived.browserControl == 18791 && derived.cdpRange == 18800...18899)
  }

  @Test(arguments: [
    (65425, 65436...65535, 65436...65535), (65426, 18800...18899, 65437...65437),
    (65524, 18800...18899, 65535...65535), (65525, 18800...18899, 18800...18899),
    // base + 2 is no port either: control is the default gateway's.
    (65534, 18800...18899, 18800...18899),
  ])
  func `a range that does not fit becomes the default gateway's, or one port in older versions`(
    base: Int, newest: ClosedRange<Int>, old: ClosedRange<Int>
  ) {
    #expect(DerivedPorts(base: base, movesClampedRange: Self.newest.movesClampedRange).cdpRange == newest)
    #expect(DerivedPorts(base: base, movesClampedRange: Self.old.movesClampedRange).cdpRange == old)
  }

  @Test func `a number that is no port derives the default gateway's and does not overflow`() {
    for base in [Int.max, Int.max - 1, Int.min, 70000] {
      let derived = DerivedPorts(base: base, movesClampedRange: Self.newest.movesClampedRange)
      #expect(derived.browserControl == 18791 && derived.cdpRange == 18800...18899, "\(base)")
    }
    #expect(
      DerivedPorts(base: 65533, movesClampedRange: Self.newest.movesClampedRange).browserControl == 65535)
    #expect(
      DerivedPorts(base: 65534, movesClampedRange: Self.newest.movesClampedRange).browserControl == 18791)
  }

  @Test(arguments: [
    (30000, 30000...30099, true), (65436, 65436...65535, true), (65437, 18800...18899, false),
    (0, 18800...18899, false), (-5, 18800...18899, false), (1, 1...100, true),
  ])
  func `a configured start moves the range where all of it fits`(
    start: Int, range: ClosedRange<Int>, isConfigured: Bool
  ) {
    let settings = BrowserSettings(cdpPortRangeStart: start)
    let found = CDPRange(settings: settings, derived: 18800...18899)
    #expect(found.ports == range && found.isConfigured == isConfigured)
  }

  @Test func `a profile that is made takes the lowest port that no other profile holds`() {
    let profiles: [BrowserSettings.Profile] = [
      .init(name: "a", cdpPort: 18800), .init(name: "b", cdpUrl: "http://127.0.0.1:18801"),
      // Its own port counts, not the one of its address.
      .init(name: "c", cdpPort: 18803, cdpUrl: "http://127.0.0.1:18802"),
      .init(name: "far", cdpUrl: "https://10.0.0.42:18804"), .init(name: "blank", cdpUrl: " "),
      .init(name: "secure", cdpUrl: "https://far.example/x"), .init(name: "none"),
    ]
    let used = CDPPorts.used(by: profiles)
    #expect(used == [18800, 18801, 18803, 18804, 443])
    #expect(CDPPorts.allocate(used: used, from: 18800, through: 18899) == 18802)
    #expect(CDPPorts.allocate(used: [18800, 18801], from: 18800, through: 18801) == nil)
    #expect(CDPPorts.allocate(used: [], from: 18801, through: 18800) == nil)
    #expect(CDPPorts.allocate(used: [], from: 0, through: 5) == nil)
  }
}
