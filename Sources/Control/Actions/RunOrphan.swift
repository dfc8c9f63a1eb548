import GatewayModel
import Host

/// A launch that a Gatehouse began and did not live to record: its process carries the run's mark in its environment.
struct RunOrphan {
  let context: ActionContext

  /// Completes the record of such a launch. The caller holds the gateway's lock, so nobody is in the middle of it.
  /// - Returns: the record as it is now; nil where there is nothing to adopt.
  func adopt(_ record: RunRecord?) -> RunRecord? {
    let host = context.host
    guard var record, record.phase == .launching, record.bootID == host.system.bootID else { return nil }
    let marked = host.processes.all().filter { facts in
      facts.isAlive && host.processes.userID(facts.pid) == host.system.userID
        && host.processes.environment(facts.pid)?[RunRecord.variable] == record.id
    }
    // The group's leader is the process that was launched; the others are its children.
    guard let leader = marked.first(where: { $0.group == $0.pid }) ?? marked.first else { return nil }
    record.process = leader.identity
    record.group = leader.group == leader.pid ? leader.pid : nil
    record.phase = .starting
    context.write(record)
    return record
  }
}
