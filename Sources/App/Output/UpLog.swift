import Dispatch
import GatewayModel
import Host
import Presentation
import Synchronization

/// What `up` prints to stdout: one line for each thing that happens. It is written on a queue of its own, so that a slow reader does
/// not hold up the watch.
public final class UpLog: Sendable {
  /// Lines that wait for a slow reader; of more the oldest are left out.
  private static let limit = 1000

  private struct Waiting {
    var lines: [String] = []
    var isWriting = false
  }

  private let ids: Set<GatewayID>
  private let ownPID: Int32
  private let now: @Sendable () -> Double
  private let states = Mutex<[GatewayID: GatewayState]>([:])
  private let supervisors = Mutex<[GatewayID: Int32]>([:])
  private let waiting = Mutex(Waiting())
  private let queue = DispatchQueue(label: "gatehouse.up.log")

  /// - Parameter now: seconds since 1970.
  public init(ids: Set<GatewayID>, ownPID: Int32, now: @escaping @Sendable () -> Double) {
    self.ids = ids
    self.ownPID = ownPID
    self.now = now
  }

  /// Prints a text with the time in UTC in front: `2026-11-23T01:02:03Z main running`.
  public func line(_ text: String) { print("\(ISOTime.text(now())) \(text)") }

  /// What this watch did or saw.
  public func show(_ entry: JournalEntry) {
    if entry.phase != .began { print(JournalText.line(entry)) }
  }

  /// What became of a gateway, whoever did it, and who else restarts it.
  public func show(_ snapshot: Snapshot) {
    for gateway in snapshot.gateways where ids.contains(gateway.id) {
      if let supervisor = gateway.supervision.supervisor, supervisor.process.pid != ownPID,
        supervisors.withLock({ $0.updateValue(supervisor.process.pid, forKey: gateway.id) })
          != supervisor.process.pid
      {
        line("\(gateway.name) is restarted by \(supervisor.text); this watch takes over when that one ends")
      }
      guard let state = gateway.state else { continue }
      let before = states.withLock { $0.updateValue(state, forKey: gateway.id) }
      if before != state { line("\(gateway.name) \(state.rawValue)") }
    }
  }

  private func print(_ line: String) {
    let isIdle = waiting.withLock { waiting in
      waiting.lines.append(line)
      if waiting.lines.count > Self.limit { waiting.lines.removeFirst() }
      defer { waiting.isWriting = true }
      return !waiting.isWriting
    }
    if isIdle { queue.async { self.write() } }
  }

  private func write() {
    while let line = next() { Output.remark(line) }
  }

  private func next() -> String? {
    waiting.withLock { waiting in
      guard !waiting.lines.isEmpty else {
        waiting.isWriting = false
        return nil
      }
      return waiting.lines.removeFirst()
    }
  }

  /// Waits a moment for a slow reader.
  public func finish() {
    let isDone = DispatchSemaphore(value: 0)
    queue.async { isDone.signal() }
    _ = isDone.wait(timeout: .now() + 1)
  }
}
