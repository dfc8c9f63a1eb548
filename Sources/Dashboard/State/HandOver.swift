/// What is done on the terminal while the screen is away.
public enum HandOver: String, Sendable, Equatable {
  /// `openclaw tui` of the rescue bot.
  case tui
  /// `openclaw doctor` for main.
  case doctor
  /// Main's config in `$EDITOR`.
  case edit
}
