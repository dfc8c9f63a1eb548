import GatewayModel
import Testing

@Suite struct FingerprintTests {
  /// The test vectors of FNV-1a, 64 bits (Fowler, Noll and Vo; draft-eastlake-fnv).
  @Test(arguments: [
    ("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8"),
  ])
  func `a fingerprint is FNV-1a`(_ row: (String, String)) {
    #expect(Fingerprint.of(row.0) == row.1)
  }

  @Test func `a fingerprint has sixteen digits, whatever it begins with`() {
    let texts = (0..<400).map(String.init)
    #expect(texts.allSatisfy { Fingerprint.of($0).count == 16 })
    #expect(Set(texts.map(Fingerprint.of)).count == texts.count)
    #expect(texts.contains { Fingerprint.of($0).hasPrefix("0") })
  }

  @Test func `bytes count, not how they look`() {
    #expect(Fingerprint.of("B\u{FC}ro") != Fingerprint.of("Bu\u{308}ro"))
  }

  @Test func `of equal things the first stays where it is`() {
    #expect(["b", "a", "b", "c", "a"].distinct() == ["b", "a", "c"])
    #expect([Int]().distinct().isEmpty)
  }
}
