/// The keys of the guide.
enum RescueGuideKeys {
  /// What a key does here, for the line at the bottom and the help.
  static let all: [(label: String, short: String, description: String)] = [
    ("←→", "choose", "the choice before, the next one"), ("Enter", "do it", "make the chosen move"),
    ("b", "brief", "the brief for the rescue bot; c copies it"), ("l", "log", "the end of main's log"),
    ("t", "tui", "openclaw tui of the rescue bot, on this terminal"),
    ("o", "ui", "the rescue bot's Control UI"),
    ("!", "shell", "a shell with the rescue bot's environment"),
    ("e", "edit", "main's config in $EDITOR, checked before it is kept"),
    ("D", "doctor", "openclaw doctor for main"),
    ("↑↓", "scroll", "scroll what stands below the steps"),
    ("Esc", "leave", "leave the guide; R takes it up again"),
  ]
}
