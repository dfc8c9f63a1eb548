/// One simple command of a script, with what is known where it stands.
struct ShellCommand: Equatable {
  /// Expanded; `StartCommand.unknown` stands for what is not known.
  var words: [String]
  /// What it exports, beyond what was exported to the script: nil for what it took away.
  var variables: [String: String?]
  var openBecause: String?
  var workingDirectory: String?
}
