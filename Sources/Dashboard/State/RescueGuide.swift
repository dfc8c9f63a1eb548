import GatewayModel
import Rescue

/// The full-screen guide to the rescue bot and back.
public struct RescueGuide: Sendable, Equatable {
  /// What stands below the steps.
  public enum Panel: Sendable, Equatable {
    /// What is wrong, or what the chosen repair would change.
    case trouble
    /// The brief for the rescue bot.
    case brief
    /// The end of main's log, the newest line first.
    case log
  }

  /// What is shown; nil until the first one has come, and where `problem` tells why there is none.
  public var report: RescueReport?
  /// Why there is nothing to show.
  public var problem: String?
  /// The chosen one of the report's choices, counted from 0; the last one where there are fewer by now.
  public var chosen = 0
  /// A choice that takes something away, and that the person is asked to confirm; nil where none is.
  public var asking: RescueChoice?
  /// While `asking`: whether the answer that confirms is chosen, instead of Cancel.
  public var isConfirmChosen = false
  /// The panel that is shown now.
  public var panel = Panel.trouble
  /// Lines by which the panel is scrolled.
  public var scroll = 0
  /// What is being done now.
  public var progress: String?
  /// How the last move went, or why a key did nothing; nil where there is nothing to say.
  public var answer: DashboardMessage?

  /// Made when a person opens the guide; the first report comes a moment later.
  public init() {}

  /// When the choices changed without a key; seconds since 1970.
  var changedAt = 0.0

  var choice: RescueChoice? { report.flatMap(choice(in:)) }

  func choice(in report: RescueReport) -> RescueChoice? {
    report.choices.isEmpty ? nil : report.choices[min(chosen, report.choices.count - 1)]
  }
}
