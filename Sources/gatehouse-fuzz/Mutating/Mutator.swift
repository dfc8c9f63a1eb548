/// Makes inputs of a source: one seed and one number always make the same input.
struct Mutator: Sendable {
  let corpus: [[UInt8]]
  let dictionary: [[UInt8]]
  /// The largest input that the source is given.
  let largest: Int
  let seed: UInt64

  init(source: FuzzSource, seed: UInt64) {
    let entries = source.corpus().map { Array($0.prefix(InputSize.most)) }.filter { !$0.isEmpty }
    corpus = entries.isEmpty ? [[0x20]] : entries
    dictionary = source.dictionary.map { Array($0.utf8) }
    largest = source.largest
    self.seed = seed ^ FuzzHash.of(source.name.utf8)
  }

  /// The input of a number. The first ones are the corpus itself, as it is.
  func input(_ index: Int) -> [UInt8] {
    if index < corpus.count { return Array(corpus[index].prefix(largest)) }
    var random = SplitMix64(seed: seed &+ UInt64(index) &* 0xD1B5_4A32_D192_ED03)
    // The neighbouring seeds of one generator are related in their first number.
    _ = random.next()
    let isLarge = random.isOne(of: 10)
    let limit = isLarge ? largest : min(InputSize.usual, largest)
    var draft = Draft(
      bytes: base(limit, &random), random: random, dictionary: dictionary, corpus: corpus, limit: limit)
    let count = 1 + draft.random.size(upTo: 12)
    for _ in 0..<count { draft.mutate() }
    if isLarge { draft.grow() }
    return Array(draft.bytes.prefix(limit))
  }

  /// What is then mutated: mostly one entry of the corpus, or a window of lines of a long one.
  private func base(_ limit: Int, _ random: inout SplitMix64) -> [UInt8] {
    if random.isOne(of: 20) { return soup(&random) }
    let entry = random.pick(corpus) ?? []
    if random.isOne(of: 10), let other = random.pick(corpus) {
      let head = entry.prefix(random.below(entry.count + 1))
      return Array((head + other.suffix(random.below(other.count + 1))).prefix(limit))
    }
    guard entry.count > limit else { return entry }
    let start = random.below(entry.count - limit)
    let line = entry[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? start
    return Array(entry[line...].prefix(limit))
  }

  /// Words of the dictionary and hostile ones, one behind another.
  private func soup(_ random: inout SplitMix64) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<random.within(1...30) {
      switch random.below(4) {
      case 0: bytes += random.pick(HostileWords.signs) ?? []
      case 1: bytes += random.pick(HostileWords.unseen) ?? []
      case 2: bytes.append(UInt8(truncatingIfNeeded: random.next()))
      default: bytes += random.pick(dictionary) ?? [0x61]
      }
    }
    return bytes
  }
}
