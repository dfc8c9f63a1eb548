import TestSupport
import Testing

@testable import GatewayModel

@Suite(.computing) struct NaturalNameTests {
  @Test func `numbers in names are ordered as numbers`() {
    let names = ["p10", "p2", "a", "p1", "10", "9"].sorted { NaturalName($0) < NaturalName($1) }
    #expect(names == ["9", "10", "a", "p1", "p2", "p10"])
  }
}
