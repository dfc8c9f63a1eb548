import OpenClaw

/// Words of a unit as far as they are read. Where there are more, or longer ones in all, the last one is unknown and stands for them: the
/// kernel would not start such a command line either.
struct UnitWordList {
  private static let countLimit = 10_000
  /// Bytes of one word, and of all.
  static let lengthLimit = 1 << 20

  private(set) var words: [String] = []
  private(set) var size = 0
  private(set) var isFull = false

  /// - Returns: false once it is full.
  @discardableResult
  mutating func add(_ word: String) -> Bool {
    if isFull { return false }
    isFull = words.count >= Self.countLimit || size + word.utf8.count > Self.lengthLimit
    words.append(isFull ? String(StartCommand.unknown) : word)
    size += isFull ? 0 : word.utf8.count
    return !isFull
  }
}
