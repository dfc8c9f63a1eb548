import Testing

@testable import gatehouse_fuzz

/// What a fault does not need is taken away.
@Suite struct MinimiserTests {
  private func holds(_ bytes: [UInt8], _ text: String) -> Bool { bytes.holds(Array(text.utf8)) }

  @Test(arguments: ["A", "AB", "xAyB"]) func `only what is needed is left`(needed: String) {
    let input = Array((String(repeating: "-", count: 500) + needed + String(repeating: "+", count: 900)).utf8)
    let smallest = Minimiser().smallest(input) { holds($0, needed) }
    #expect(smallest == Array(needed.utf8))
  }

  @Test func `parts that lie apart stay both`() {
    let input = Array(("..A" + String(repeating: ".", count: 300) + "B..").utf8)
    #expect(Minimiser().smallest(input) { holds($0, "A") && holds($0, "B") } == Array("AB".utf8))
  }

  @Test func `no more is tried than may be, and nothing smaller is no fault`() {
    var tries = 0
    let input = [UInt8](repeating: 7, count: 4096)
    let smallest = Minimiser(tries: 50).smallest(input) { _ in
      tries += 1
      return false
    }
    #expect(tries == 50)
    #expect(smallest == input)
    #expect(Minimiser().smallest([1]) { _ in true } == [1])
  }
}
