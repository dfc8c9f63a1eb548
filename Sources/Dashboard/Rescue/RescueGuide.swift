import GatewayModel
import Rescue

/// The full-screen guide to the rescue bot and back.
public struct RescueGuide: Sendable, Equatable {
  /// What stands below the steps.
  public enum Panel: Sendable, Equatable {
    /// What is wrong, or what the chosen repair would change.
    case trouble
    case brief, log
  }

  public var report: RescueReport?
  /// Why there is nothing to show.
  public var problem: String?
  /// The place among the choices.
  public var chosen = 0
  /// A choice that takes something away is asked for once more; Cancel comes first.
  public var asking: RescueChoice?
  public var isConfirmChosen = false
  public var panel = Panel.trouble
  /// Lines by which the panel is scrolled.
  public var scroll = 0
  /// What is being done now.
  public var progress: String?
  public var answer: DashboardState.Message?

  public init() {}

  /// When the choices changed without a key; seconds since 1970.
  var changedAt = 0.0

  var choice: RescueChoice? { report.flatMap(choice(in:)) }

  func choice(in report: RescueReport) -> RescueChoice? {
    report.choices.isEmpty ? nil : report.choices[min(chosen, report.choices.count - 1)]
  }

  /// Whether a rescue bot is all that is missing.
  func canBeSetUp(_ state: DashboardState) -> Bool {
    state.snapshot?.rescue.map { rescue in
      rescue.main != nil && rescue.rescue == nil && rescue.run == nil
        && state.snapshot?.gateways.contains { $0.isRescue } == false
    } ?? false
  }

  /// What a key does here, for the line at the bottom and the help.
  static let keys: [(label: String, short: String, description: String)] = [
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

/// What is done on the terminal while the screen is away.
public enum HandOver: String, Sendable, Equatable {
  /// `openclaw tui` of the rescue bot.
  case tui
  /// `openclaw doctor` for main.
  case doctor
  /// Main's config in `$EDITOR`.
  case edit
}
