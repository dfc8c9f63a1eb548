import FoundationEssentials
import GatewayModel

/// What an action has done so far: what becomes its lines in the journal.
struct ActionTrace: Sendable {
  let id = UUID().uuidString
  let action: JournalAction
  let name: String
  let stateDir: String
  let by: Initiator
  /// The Gatehouse that acts.
  let gatehouse: Int32
  var target = JournalEntry.Target()
  var steps: [JournalEntry.Step] = []

  /// Whether the result gets a line in the journal: not where a policy or a recovery found nothing to do.
  func isWorthALine(_ result: ActionResult) -> Bool {
    switch result {
    case .already: return by.isPerson || by == .up
    // Another Gatehouse was faster.
    case .refused where by == .recovery: return target.pid != nil
    case .done, .refused, .failed: return true
    }
  }

  func entry(_ phase: JournalEntry.Phase, message: String, at time: Double) -> JournalEntry {
    JournalEntry(
      at: time, id: id, gateway: name, stateDir: stateDir, action: action, phase: phase, by: by,
      gatehouse: gatehouse, target: target, steps: steps, message: message)
  }
}

extension ActionResult {
  var phase: JournalEntry.Phase {
    switch self {
    case .done: .done
    case .already: .already
    case .refused: .refused
    case .failed: .failed
    }
  }
}
