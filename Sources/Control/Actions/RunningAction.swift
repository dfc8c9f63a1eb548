import GatewayModel

/// An action under way on one gateway.
struct RunningAction: Sendable {
  let kind: ActionKind
  /// What it has done so far, for the journal.
  var trace: ActionTrace
  var step = ActionStep.checking
  /// Whether somebody asked for KILL while a stop was waiting.
  var isKillAsked = false
  /// What carries it out: cancelled, a start is given up and what it launched is ended, and a stop is brought to its end.
  var task: Task<ActionResult, Never>?
}
