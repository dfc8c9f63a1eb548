/// An input while it is being mutated.
struct Draft {
  var bytes: [UInt8]
  var random: SplitMix64
  let dictionary: [[UInt8]]
  let corpus: [[UInt8]]
  let limit: Int

  /// One change. What would make the input too large is cut off at its end.
  mutating func mutate() {
    switch random.below(24) {
    case 0: flipBit()
    case 1: replaceByte()
    case 2: insert((0..<random.size(upTo: 8)).map { _ in UInt8(truncatingIfNeeded: random.next()) })
    case 3: bytes.removeSubrange(piece(upTo: 64))
    case 4: duplicate()
    case 5: splice()
    case 6: repeatPiece()
    case 7: nest()
    case 8, 9: changeNumber()
    case 10, 11, 12: insert(random.pick(dictionary) ?? [])
    case 13, 14: insert(random.pick(HostileWords.signs) ?? [])
    case 15: insert(random.pick(HostileWords.unseen) ?? [])
    case 16, 17: replaceWord()
    case 18: exchangeWords()
    case 19: changeLines()
    case 20: changeLineEnds()
    case 21: lengthenLine()
    case 22: changeCase()
    default: bytes.removeSubrange(random.below(bytes.count + 1)...)
    }
    if bytes.count > limit { bytes.removeSubrange(limit...) }
  }

  /// Makes it as large as a large file: by what it holds, or by what the corpus holds.
  mutating func grow() {
    let wanted = min(limit, InputSize.usual + random.size(upTo: max(1, limit - InputSize.usual)))
    let unit: [UInt8]
    switch random.below(4) {
    case 0: unit = Array(bytes[piece(upTo: 16)])
    case 1: unit = bytes
    case 2: unit = (random.pick(corpus) ?? []) + [0x0A]
    default: unit = Array(bytes[piece(upTo: 400)])
    }
    guard !unit.isEmpty else { return }
    var repeated: [UInt8] = []
    repeated.reserveCapacity(wanted + unit.count)
    while bytes.count + repeated.count < wanted { repeated += unit }
    insert(repeated)
    if random.isOne(of: 2) { mutate() }
  }

  // MARK: Bytes

  private mutating func flipBit() {
    guard !bytes.isEmpty else { return }
    bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
  }

  private mutating func replaceByte() {
    guard !bytes.isEmpty else { return }
    bytes[random.below(bytes.count)] = UInt8(truncatingIfNeeded: random.next())
  }

  mutating func insert(_ more: [UInt8]) {
    bytes.insert(contentsOf: more, at: random.below(bytes.count + 1))
  }

  /// Some place of the input with what follows it.
  mutating func piece(upTo most: Int) -> Range<Int> {
    let start = random.below(bytes.count)
    return start..<min(bytes.count, start + random.size(upTo: most))
  }

  private mutating func duplicate() {
    let piece = Array(bytes[piece(upTo: 128)])
    insert(piece)
  }

  private mutating func splice() {
    guard let other = random.pick(corpus) else { return }
    let start = random.below(other.count)
    let end = min(other.count, start + random.size(upTo: 512))
    insert(Array(other[start..<end]))
  }

  private mutating func repeatPiece() {
    let range = piece(upTo: 32)
    let unit = Array(bytes[range])
    guard !unit.isEmpty else { return }
    let count = min(random.size(upTo: 1000), max(1, (limit - min(limit, bytes.count)) / unit.count))
    var repeated: [UInt8] = []
    repeated.reserveCapacity(count * unit.count)
    for _ in 0..<count { repeated += unit }
    bytes.insert(contentsOf: repeated, at: range.upperBound)
  }

  private mutating func nest() {
    guard let (open, close) = random.pick(HostileWords.brackets) else { return }
    let range = piece(upTo: 64)
    let depth = random.size(upTo: 600)
    var before: [UInt8] = []
    var after: [UInt8] = []
    for _ in 0..<depth {
      before += open
      after += close
    }
    bytes.insert(contentsOf: after, at: range.upperBound)
    bytes.insert(contentsOf: before, at: range.lowerBound)
  }
}
