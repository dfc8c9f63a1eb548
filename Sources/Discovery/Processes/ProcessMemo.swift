import Host
import Synchronization

/// Remembers what was read from `/proc` during one look, so that each entry is read at most once and all see the same.
final class ProcessMemo: Sendable {
  private struct Answers {
    var pids: [Int32]?
    var facts: [Int32: ProcessFacts?] = [:]
    var commandLines: [Int32: [String]?] = [:]
    var environments: [Int32: [String: String]?] = [:]
    var controlGroups: [Int32: String?] = [:]
    var views: [Int32: ProcessView?] = [:]
    var users: [Int32: UInt32?] = [:]
    var sockets: [Int32: Set<UInt64>?] = [:]
  }

  private let source: Machine.Processes
  private let answers = Mutex(Answers())

  init(_ source: Machine.Processes) { self.source = source }

  /// The next refresh asks anew.
  func forget() { answers.withLock { $0 = Answers() } }

  /// The same functions, each entry read at most once until `forget`. Signals are not among them.
  var processes: Machine.Processes {
    var processes = source
    processes.pids = { self.pids() }
    processes.all = { self.pids().compactMap { self.facts($0) } }
    processes.facts = { self.facts($0) }
    processes.commandLine = { pid in self.ask(pid, \.commandLines) { self.source.commandLine(pid) } }
    processes.environment = { pid in self.ask(pid, \.environments) { self.source.environment(pid) } }
    processes.controlGroup = { pid in self.ask(pid, \.controlGroups) { self.source.controlGroup(pid) } }
    processes.view = { pid in self.ask(pid, \.views) { self.source.view(pid) } }
    processes.userID = { pid in self.ask(pid, \.users) { self.source.userID(pid) } }
    processes.sockets = { pid in self.ask(pid, \.sockets) { self.source.sockets(pid) } }
    return processes
  }

  private func pids() -> [Int32] {
    if let known = answers.withLock({ $0.pids }) { return known }
    let found = source.pids()
    answers.withLock { $0.pids = found }
    return found
  }

  private func facts(_ pid: Int32) -> ProcessFacts? {
    ask(pid, \.facts) { source.facts(pid) }
  }

  private func ask<T>(
    _ pid: Int32, _ place: WritableKeyPath<Answers, [Int32: T?]> & Sendable, _ read: () -> T?
  ) -> T? where T: Sendable {
    if let known = answers.withLock({ $0[keyPath: place][pid] }) { return known }
    let found = read()
    answers.withLock { $0[keyPath: place][pid] = .some(found) }
    return found
  }
}
