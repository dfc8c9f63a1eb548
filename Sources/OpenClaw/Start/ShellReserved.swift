/// Words that mean something to a shell itself.
enum ShellReserved {
  static let opening: Set<String> = [
    "if", "while", "until", "for", "case", "select", "{", "((", "[[",
  ]
  static let closing: Set<String> = ["fi", "done", "esac", "}"]
  static let between: Set<String> = ["then", "else", "elif", "do", "!", "time", "coproc", "in"]
  /// Commands that succeed wherever a script goes on.
  static let sure: Set<String> = [
    "export", "declare", "typeset", "readonly", "local", "unset", "set", "source", ".", "cd", "pushd", ":",
    "true",
    "echo", "printf", "mkdir", "umask", "ulimit", "sleep", "exec", "eval", "trap",
  ]
  /// Tools whose printed variables say nothing of OpenClaw.
  static let harmlessEvaluations = [
    "fnm env", "brew shellenv", "ssh-agent", "dircolors", "nodenv init",
  ]
}
