/// Why something was not done, or cannot be had: nothing was touched. `Presentation` has the words of all of them.
public enum ActionRefusal: Error, Sendable, Equatable {
  /// The gateway is not ours to act on.
  case target(TargetRefusal)
  /// Something else is under way, or it was called off.
  case busy(BusyRefusal)
  /// A start would not work, or break another gateway.
  case start(StartRefusal)
  /// It is its unit's manager's to do, and that one does not.
  case unit(UnitRefusal)
  /// A file is not what it should be.
  case file(FileRefusal)
  /// There is no pair of main and rescue.
  case pair(PairRefusal)
  /// A move of a rescue is not to be made.
  case move(MoveRefusal)
  /// A plan of a rescue cannot be had, or is not what it was any more.
  case plan(PlanRefusal)
  /// A rescue cannot be set up so.
  case setup(SetupRefusal)
  /// The same with a remark that no value tells: what could not be written down of it.
  indirect case remarked(ActionRefusal, String)

  /// No look finds the gateway any more.
  public static let gone = ActionRefusal.target(.gone(name: nil))

  /// Whether it goes by itself, so that it is worth waiting.
  public var isPassing: Bool {
    switch self {
    case .busy(.actedOn): true
    case .remarked(let refusal, _): refusal.isPassing
    default: false
    }
  }
}
