import TestSupport
import Testing

@testable import gatehouse_fuzz

/// One seed makes the same inputs everywhere, and of all sizes.
@Suite(.computing) struct MutatorTests {
  private let source = FuzzSource(
    name: "none", about: "none", corpus: { Corpus.texts("{ a: 1, b: [2, 'x'] }\n# c\n", "one two\nthree\n") },
    dictionary: ["word", "{"], run: { _ throws(FuzzFault) in })

  @Test func `the generator gives the numbers of its authors`() {
    var random = SplitMix64(seed: 1_234_567)
    #expect(
      (0..<5).map { _ in random.next() } == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431,
        16_408_922_859_458_223_821,
      ])
  }

  @Test func `numbers stay within their bounds`() {
    var random = SplitMix64(seed: 3)
    for bound in [1, 2, 7, 1000] {
      for _ in 0..<200 {
        #expect((0..<bound).contains(random.below(bound)))
        #expect((1...bound).contains(random.size(upTo: bound)))
      }
    }
    #expect(random.below(0) == 0 && random.size(upTo: 0) == 0 && random.pick([Int]()) == nil)
    #expect(Set((0..<200).map { _ in random.within(3...5) }) == [3, 4, 5])
  }

  @Test func `one seed makes the same inputs, another seed others`() {
    let inputs = { (seed: UInt64) in (0..<300).map(Mutator(source: source, seed: seed).input) }
    let first = inputs(1)
    #expect(first == inputs(1))
    #expect(Set(first).count > 250)
    #expect(Set(first.dropFirst(2)).intersection(inputs(2).dropFirst(2)).count < 30)
  }

  @Test func `the corpus comes first, as it is`() {
    let mutator = Mutator(source: source, seed: 9)
    #expect([mutator.input(0), mutator.input(1)] == source.corpus())
  }

  @Test func `nine of ten inputs are small, and none is larger than it may be`() {
    let mutator = Mutator(source: source, seed: 5)
    let sizes = (0..<1000).map { mutator.input($0).count }
    #expect(sizes.allSatisfy { $0 <= InputSize.most })
    #expect((20...150).contains(sizes.count { $0 > InputSize.usual }))
    #expect(sizes.contains { $0 > 20000 })
    var small = source
    small.largest = 100
    #expect((0..<300).allSatisfy { Mutator(source: small, seed: 5).input($0).count <= 100 })
  }

  @Test func `every change leaves an input within its limit, also an empty one`() {
    for seed in 0..<400 as Range<UInt64> {
      var draft = Draft(
        bytes: seed % 4 == 0 ? [] : Array("a 1\nb 22\r\nc".utf8), random: SplitMix64(seed: seed),
        dictionary: [[0x78]],
        corpus: source.corpus(), limit: 64)
      for _ in 0..<10 { draft.mutate() }
      draft.grow()
      #expect(draft.bytes.count <= 64 + InputSize.most)
    }
  }
}
