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
  public var answer: DashboardMessage?

  public init() {}

  /// When the choices changed without a key; seconds since 1970.
  var changedAt = 0.0

  var choice: RescueChoice? { report.flatMap(choice(in:)) }

  func choice(in report: RescueReport) -> RescueChoice? {
    report.choices.isEmpty ? nil : report.choices[min(chosen, report.choices.count - 1)]
  }
}
