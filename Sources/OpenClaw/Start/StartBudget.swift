/// What following one command line may cost in all, however often its scripts start and read each other. Once a part of it is spent,
/// nothing more is followed, and what the command line starts is unclear.
final class StartBudget {
  enum Part: Hashable {
    /// Command lines that are followed.
    case commands
    /// Texts that are read as a shell's.
    case scripts
    /// Statements of those texts.
    case statements
    /// Bytes of text that are looked at, each time that they are.
    case text
    /// Bytes that words and values come to.
    case words
    /// Variables that are handed on, to one command line after another.
    case variables
    /// Different files that are asked for.
    case files
  }

  /// Why what is started is not known once it is spent, for a person.
  static let reason = "its scripts do more than is followed"

  private(set) var isSpent = false
  private var left: [Part: Int] = [
    .commands: 20_000, .scripts: 500, .statements: 20_000, .text: 8 << 20, .words: 32 << 20,
    .variables: 500_000, .files: 1000,
  ]
  private var known: [ByteText: StartFile] = [:]

  /// - Returns: whether there was so much left, of this part and of all others.
  @discardableResult
  func spend(_ part: Part, _ count: Int = 1) -> Bool {
    let rest = (left[part] ?? 0) - count
    left[part] = rest
    if rest < 0 { isSpent = true }
    return !isSpent
  }

  func exhaust() { isSpent = true }

  /// A file, which is read once however often it is asked for; unreadable where nothing is left for it.
  func file(_ path: String, _ read: (String) -> StartFile) -> StartFile {
    guard !isSpent else { return .unreadable }
    var file = known[path.bytes]
    if file == nil {
      guard spend(.files) else { return .unreadable }
      file = read(path)
      known[path.bytes] = file
    }
    if case .text(let text)? = file, !spend(.text, text.utf8.count) { return .unreadable }
    return file ?? .unreadable
  }
}
