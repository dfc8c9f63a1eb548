import GatewayModel
import Testing

/// Spans and moments as people and files get them.
@Suite struct TimeTextTests {
  @Test(
    arguments: [
      (-5, "0 s"), (0, "0 s"), (59.9, "59 s"), (60, "1 m 0 s"), (134, "2 m 14 s"), (599.9, "9 m 59 s"),
      (600, "10 m"), (3599, "59 m"), (3600, "1 h"), (86399, "23 h"), (86400, "1 d"), (9 * 86400, "9 d"),
    ] as [(Double, String)])
  func `a span names its largest unit, and up to ten minutes the seconds too`(_ row: (Double, String)) {
    #expect(Age.text(row.0) == row.1)
  }

  @Test(
    arguments: [
      (59.9, "59 s"), (60, "1 m"), (134, "2 m"), (3599, "59 m"), (7200, "2 h"), (172_799, "1 d"),
    ] as [(Double, String)])
  func `a coarse span has one unit only`(_ row: (Double, String)) {
    #expect(Age.coarse(row.0) == row.1)
  }

  @Test func `a span that no number holds is no trap`() {
    #expect(Age.text(.nan) == "0 s")
    #expect(Age.text(-.infinity) == "0 s")
    #expect(Age.text(.infinity).hasSuffix(" d") && Age.coarse(1e300).hasSuffix(" d"))
  }

  @Test(
    arguments: [
      (0, "1970-01-01T00:00:00Z"), (1_795_694_400, "2026-11-26T12:00:00Z"),
      (1_795_694_399.5, "2026-11-26T12:00:00Z"), (1_795_694_400.49, "2026-11-26T12:00:00Z"),
    ] as [(Double, String)])
  func `a moment is written in UTC, to the nearest second`(_ row: (Double, String)) {
    #expect(ISOTime.text(row.0) == row.1)
  }

  @Test(
    arguments: [
      ("2026-11-26T12:00:00Z", 1_795_694_400), ("2026-11-26T12:00:00.250Z", 1_795_694_400.25),
      ("2026-11-26T13:00:00+01:00", 1_795_694_400), ("2026-11-26T07:00:00-0500", 1_795_694_400),
      ("2026-11-26T13:30:00.5+01:30", 1_795_694_400.5),
      ("", nil), ("yesterday", nil), ("2026-11-26", nil), ("2026-13-26T12:00:00Z", nil),
    ] as [(String, Double?)])
  func `a moment is read with or without a fraction, in any zone`(_ row: (String, Double?)) {
    let seconds = ISOTime.seconds(row.0)
    #expect(seconds.map { ($0 * 1000).rounded() } == row.1.map { ($0 * 1000).rounded() })
  }

  @Test(
    arguments: [
      (nil, true), (0, true), (1_795_694_400, true), (253_402_300_799, true), (253_402_300_800, false),
      (-1, false), (.nan, false), (.infinity, false), (-.infinity, false),
    ] as [(Double?, Bool)])
  func `only a time from 1970 to the year 9999 can be shown`(_ row: (Double?, Bool)) {
    #expect(PlausibleTime.holds(row.0) == row.1)
  }

  @Test(
    arguments: [
      (.nan, 0), (2.9, 2), (-2.9, -2), (.infinity, 9_000_000_000_000_000),
      (-1e300, -9_000_000_000_000_000),
    ] as [(Double, Int)])
  func `a number that no Int holds becomes the nearest that can be calculated with`(_ row: (Double, Int)) {
    #expect(Int(clamping: row.0) == row.1)
  }
}
