/// Changes that keep to words, numbers and lines, as they stand in texts.
extension Draft {
  /// Puts a number that nobody expects in the place of the next one.
  mutating func changeNumber() {
    guard let number = random.pick(HostileWords.numbers) else { return }
    let start = random.below(bytes.count)
    guard let first = bytes[start...].firstIndex(where: Self.isDigit) else { return insert(number) }
    let end = bytes[first...].firstIndex { !Self.isDigit($0) } ?? bytes.count
    bytes.replaceSubrange(first..<end, with: number)
  }

  /// Puts a word of the dictionary, or a hostile one, in the place of another one.
  mutating func replaceWord() {
    let words = [dictionary, dictionary, HostileWords.signs, HostileWords.unseen, HostileWords.numbers]
    let word = random.pick(words).flatMap { random.pick($0) } ?? []
    bytes.replaceSubrange(self.word(), with: word)
  }

  mutating func exchangeWords() {
    let first = word()
    let second = word()
    guard first.upperBound <= second.lowerBound else { return }
    let (a, b) = (Array(bytes[first]), Array(bytes[second]))
    bytes.replaceSubrange(second, with: a)
    bytes.replaceSubrange(first, with: b)
  }

  mutating func changeCase() {
    for place in word() where Self.isLetter(bytes[place]) { bytes[place] ^= 0x20 }
  }

  /// Drops, doubles or joins a line, or puts it elsewhere.
  mutating func changeLines() {
    let start = random.below(bytes.count)
    guard let first = bytes[start...].firstIndex(of: 0x0A) else { return }
    let end = bytes[(first + 1)...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
    let line = Array(bytes[(first + 1)..<end])
    switch random.below(4) {
    case 0: bytes.removeSubrange((first + 1)..<end)
    case 1: bytes.insert(contentsOf: line, at: end)
    case 2: bytes.remove(at: first)
    default:
      bytes.removeSubrange((first + 1)..<end)
      let place = bytes[random.below(bytes.count)...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
      bytes.insert(contentsOf: line, at: place)
    }
  }

  /// As a file that came from another system.
  mutating func changeLineEnds() {
    switch random.below(4) {
    case 0: bytes.insert(contentsOf: [0xEF, 0xBB, 0xBF], at: 0)
    case 1: bytes = bytes.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }
    case 2: bytes = bytes.map { $0 == 0x0A ? 0x0D : $0 }
    default: bytes = bytes.map { $0 == 0x0A ? 0x20 : $0 }
    }
  }

  /// One line as long as no person writes it.
  mutating func lengthenLine() {
    let unit =
      random.pick(dictionary).flatMap { random.isOne(of: 2) ? $0 : nil } ?? [
        UInt8(random.within(0x20...0x7E))
      ]
    guard !unit.isEmpty else { return }
    let count = random.size(upTo: max(1, limit - min(limit, bytes.count))) / unit.count
    var line: [UInt8] = []
    line.reserveCapacity(count * unit.count)
    for _ in 0..<count { line += unit }
    insert(line)
  }

  /// A word at some place; empty where only other bytes follow.
  private mutating func word() -> Range<Int> {
    let start = random.below(bytes.count)
    guard let first = bytes[start...].firstIndex(where: Self.isWordPart) else { return start..<start }
    return first..<(bytes[first...].firstIndex { !Self.isWordPart($0) } ?? bytes.count)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }

  private static func isWordPart(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) || byte == 0x5F }
}
