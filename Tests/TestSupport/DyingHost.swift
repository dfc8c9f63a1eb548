import Host
import Synchronization

/// A host that dies with its Gatehouse: after so many effects nothing that is written, signalled or removed happens any more,
/// as if the process had been killed at that very moment.
public final class DyingHost: Sendable {
  private let left: Mutex<Int>
  /// How many effects there were.
  private let count = Mutex(0)
  /// What it dies before writing.
  private let last: String?

  /// - Parameter effects: how many still happen.
  public init(after effects: Int) {
    left = Mutex(effects)
    last = nil
  }

  /// Dies before it writes a file with this text.
  public init(beforeWriting text: String) {
    left = Mutex(.max)
    last = text
  }

  public var hasDied: Bool { left.withLock { $0 < 0 } }
  public var effects: Int { count.withLock { $0 } }

  private func mayAct() -> Bool {
    count.withLock { $0 += 1 }
    return left.withLock {
      $0 -= 1
      return $0 >= 0
    }
  }

  public func wrap(_ host: Machine) -> Machine {
    var host = host
    let dead = FileFailure.system("this Gatehouse is dead")
    let (files, processes) = (host.files, host.processes)
    host.files.write = {
      if let last = self.last, $1.contains(last) { self.left.withLock { $0 = 0 } }
      return self.mayAct() ? files.write($0, $1, $2) : dead
    }
    host.files.append = { self.mayAct() ? files.append($0, $1, $2) : dead }
    host.files.rename = { self.mayAct() ? files.rename($0, $1) : dead }
    host.files.remove = { self.mayAct() ? files.remove($0) : dead }
    host.files.copyAndEmpty = { self.mayAct() ? files.copyAndEmpty($0, $1) : dead }
    host.processes.signal = { self.mayAct() ? processes.signal($0, $1) : false }
    host.processes.signalGroup = { self.mayAct() ? processes.signalGroup($0, $1) : false }
    return host
  }
}
