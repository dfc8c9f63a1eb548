import Canvas

/// The keys of the Logs pane.
enum LogKeys {
  static let bindings: [KeyBinding] = [
    bind(.search, [], "/", "find a text: upwards from what is shown"),
    bind(.nextMatch, [.character("n")], "n", "the next match above"),
    bind(.previousMatch, [.character("N")], "N", "the next match below"),
    bind(.level, [.character("v")], "v", "leave out lower levels: debug, info, warn, error"),
    bind(.wrap, [.character("w")], "w", "wrap long lines"),
    bind(.pause, [.character("f")], "f", "stop following, and follow again"),
    bind(.lastStart, [.character("[")], "[", "where its last run begins"),
    bind(.logSource, [.character("t")], "t", "OpenClaw's own log file, and back to what it printed"),
    bind(.pager, [.character("L")], "L", "the whole log in $PAGER"),
  ]

  private static func bind(
    _ command: Command, _ keys: [Key], _ label: String, _ description: String
  ) -> KeyBinding {
    KeyBinding(command, keys, label, nil, description, .log) { LogUpdate.run(command, &$0) }
  }
}
