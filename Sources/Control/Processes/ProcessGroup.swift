import GatewayModel
import Host

/// The process group of a run, proven to be the one that Gatehouse made.
struct ProcessGroup: Sendable {
  let id: Int32
  let host: Machine

  /// Nil unless a living process of the group is the recorded one or carries the run's mark.
  init?(record: RunRecord, host: Machine) {
    guard record.bootID == host.system.bootID, let group = record.group, group > 1 else { return nil }
    let members = host.processes.all().filter {
      $0.group == group && $0.isAlive && host.processes.userID($0.pid) == host.system.userID
    }
    // While a group has members its number is not given to a new process, so one proven member proves them all.
    let isProven = members.contains { member in
      member.identity == record.process
        || host.processes.environment(member.pid)?[RunRecord.variable] == record.id
    }
    guard isProven else { return nil }
    id = group
    self.host = host
  }

  var living: [ProcessFacts] { host.processes.all().filter { $0.group == id && $0.isAlive } }
}
