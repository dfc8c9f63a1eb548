/// Random numbers that are the same on every machine for one seed. Source: Steele, Lea, Flood: "Fast splittable pseudorandom number
/// generators", 2014.
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, and without, a bound; 0 where the bound is not above 0.
  mutating func below(_ bound: Int) -> Int {
    bound > 0 ? Int(next().multipliedFullWidth(by: UInt64(bound)).high) : 0
  }

  /// A number of a range, both ends included.
  mutating func within(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + below(range.upperBound - range.lowerBound + 1)
  }

  /// Whether one of so many draws is won.
  mutating func isOne(of count: Int) -> Bool { below(count) == 0 }

  /// One of some things; nil where there is none.
  mutating func pick<Thing>(_ things: [Thing]) -> Thing? {
    things.isEmpty ? nil : things[below(things.count)]
  }

  /// A size whose magnitude is even: as often between 1 and 10 as between 10 and 100.
  mutating func size(upTo most: Int) -> Int {
    guard most > 1 else { return max(0, most) }
    let bits = Int.bitWidth - most.leadingZeroBitCount
    let magnitude = below(bits) + 1
    return min(most, (1 << (magnitude - 1)) + below(1 << (magnitude - 1)))
  }
}
