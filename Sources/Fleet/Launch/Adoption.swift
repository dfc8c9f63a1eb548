import GatewayModel
import Host

/// Sorts the run records of earlier Gatehouses by whether their process still runs.
public enum Adoption {
  /// - Returns: the runs whose process is proven to live on, and those that say so but cannot be proven, with the reason.
  public static func sorted(
    _ inventory: HostInventory, bootID: String
  ) -> (found: [RunRecord], lost: [(record: RunRecord, reason: String)]) {
    var found: [RunRecord] = []
    var lost: [(RunRecord, String)] = []
    for record in inventory.runs where [.running, .starting, .stopping].contains(record.phase) {
      guard inventory.definition(of: record) != nil else {
        let places = "\(record.stateDir), \(record.configPath)"
        lost.append(
          (record, "its run record is of another gateway (\(places)), copied or moved; it is left alone"))
        continue
      }
      if record.bootID != bootID {
        lost.append((record, "it ran before this machine was started again"))
      } else if record.isAlive(bootID: bootID, facts: { inventory.index[$0] }) {
        found.append(record)
      } else if let process = record.process, let other = inventory.index[process.pid], other.isAlive {
        lost.append(
          (
            record,
            "its pid \(process.pid) is another process now (\(LogText.clean(other.name))), started later; it is left alone"
          ))
      }
    }
    return (found, lost)
  }
}
