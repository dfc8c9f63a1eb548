import GatewayModel
import Host
import Records

/// One action on one gateway: who asked for it, and what it works with. An action runs outside of every actor.
struct ActionContext: Sendable {
  let id: GatewayID
  let tools: ActionTools
  let initiator: Initiator
  /// Whether a person overrides what isolation forbids.
  let isForced: Bool
  let redactor: Redactor
  let reporter: ActionReporter
  /// A fresh look at the whole host.
  let scan: @Sendable () async -> HostInventory
  let remarks: Remarks

  var host: Machine { tools.host }
  var paths: GatehousePaths { tools.paths }

  func step(_ step: ActionStep) async { await reporter.tell(step) }

  /// Replaces the gateway's run record. Where it cannot be written, that is said with the action's result.
  /// - Returns: why it could not be written.
  @discardableResult
  func write(_ record: RunRecord) -> FileFailure? {
    let failure = tools.runs.write(record)
    if let failure { remarks.add("the run record of \(record.name) cannot be written: \(failure)") }
    return failure
  }
}
