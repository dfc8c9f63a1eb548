extension ShellScript {
  struct Command: Equatable {
    /// Expanded; `StartCommand.unknown` stands for what is not known.
    var words: [String]
    /// What it exports, beyond what was exported to the script: nil for what it took away.
    var variables: [String: String?]
    var openBecause: String?
    var workingDirectory: String?
  }

  /// A file that a script reads or runs.
  enum File {
    case text(String)
    case missing, unreadable
  }
}
