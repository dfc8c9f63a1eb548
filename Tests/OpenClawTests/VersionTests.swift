import OpenClaw
import TestSupport
import Testing

/// openclaw-2026-11.md "Versions"; where each rule begins: openclaw-facts.md.
@Suite(.computing) struct VersionTests {
  @Test(
    arguments: [
      ("2026.2.26", Version(2026, 2, 26)), ("v2026.9.37", Version(2026, 9, 37)),
      ("2026.4.12-beta.1", Version(2026, 4, 12)), ("2026.2.26-zh.3", Version(2026, 2, 26)),
      ("2026.10.6 (abc)", Version(2026, 10, 6)), ("2026.01.30", Version(2026, 1, 30)),
      ("2000.1.1", Version(2000, 1, 1)),
      ("", nil), ("dev", nil), ("latest", nil), ("2026.2", nil), ("2026.2.", nil), ("2026.2.26.1", nil),
      ("2026..1", nil), ("1.2.3", nil), ("1999.12.31", nil), ("vv2026.1.1", nil), ("22.12.0", nil),
      ("2026.x.1", nil), ("2026.1.99999999999999999999", nil), ("٢٠٢٦.1.1", nil), (" 2026.1.1", nil),
    ] as [(String, Version?)])
  func `a release is read with its prefix and without its suffix`(text: String, version: Version?) {
    #expect(Version(text) == version)
  }

  @Test func `months and numbers are compared as numbers`() {
    let sorted = [Version(2026, 10, 6), Version(2027, 1, 1), Version(2026, 9, 37), Version(2026, 10, 12)]
      .sorted()
    #expect(sorted.map(\.description) == ["2026.9.37", "2026.10.6", "2026.10.12", "2027.1.1"])
  }

  struct Pair: Sendable, CustomTestStringConvertible {
    var a: Version
    var b: Version
    var isNewer: Bool?
    var testDescription: String { "\(a) after \(b)" }
  }

  @Test(arguments: [
    // 33 is the first number of a line that goes on beside newer months, 32 the last one of a month.
    Pair(a: Version(2026, 9, 33), b: Version(2026, 10, 1), isNewer: nil),
    Pair(a: Version(2026, 9, 32), b: Version(2026, 10, 1), isNewer: false),
    Pair(a: Version(2026, 10, 1), b: Version(2026, 9, 33), isNewer: nil),
    Pair(a: Version(2026, 10, 1), b: Version(2026, 9, 32), isNewer: true),
    Pair(a: Version(2026, 9, 33), b: Version(2026, 9, 32), isNewer: true),
    Pair(a: Version(2026, 9, 3), b: Version(2026, 9, 37), isNewer: false),
    Pair(a: Version(2026, 9, 36), b: Version(2026, 9, 35), isNewer: true),
    Pair(a: Version(2026, 9, 3), b: Version(2026, 9, 3), isNewer: false),
    // The same month of another year is another line.
    Pair(a: Version(2025, 9, 37), b: Version(2026, 9, 3), isNewer: nil),
    Pair(a: Version(2027, 1, 1), b: Version(2026, 12, 31), isNewer: true),
  ])
  func `of two lines that go on beside each other no number says which release is newer`(_ pair: Pair) {
    #expect(pair.a.isNewer(than: pair.b) == pair.isNewer)
  }
}
