import Host
import Synchronization

/// Processes that exist only in a test, and a count of what is asked about them.
final class PlayedProcesses: Sendable {
  struct Process: Sendable {
    var pid: Int32
    var name = "openclaw-gatewa"
    var parent: Int32 = 1
    var ticks: UInt64 = 7
    var state: Character = "S"
    var words: [String]?
    var environment: [String: String]? = ["HOME": "/h"]
    var group: String?
    var userID: UInt32 = 1000
    var sockets: Set<UInt64>? = []
    var view: ProcessView?

    var facts: ProcessFacts {
      ProcessFacts(
        identity: .init(pid: pid, startTicks: ticks), name: name, state: state, parent: parent)
    }
  }

  private let all: Mutex<[Int32: Process]>
  private let asked = Mutex<[String: Int]>([:])

  init(_ processes: [Process]) {
    all = Mutex(Dictionary(uniqueKeysWithValues: processes.map { ($0.pid, $0) }))
  }

  subscript(pid: Int32) -> Process? {
    get { all.withLock { $0[pid] } }
    set { all.withLock { $0[pid] = newValue } }
  }

  func change(_ pid: Int32, _ body: (inout Process) -> Void) {
    all.withLock { if $0[pid] != nil { body(&$0[pid, default: Process(pid: pid)]) } }
  }

  /// How often was asked since the last time: `sockets 7`.
  func takeAsked() -> [String: Int] {
    asked.withLock { asked in
      defer { asked = [:] }
      return asked
    }
  }

  private func ask<T>(_ what: String, _ pid: Int32, _ answer: (Process) -> T?) -> T? {
    asked.withLock { $0["\(what) \(pid)", default: 0] += 1 }
    return self[pid].flatMap(answer)
  }

  var processes: Machine.Processes {
    var processes = Machine.unimplemented.processes
    processes.pids = {
      self.asked.withLock { $0["pids", default: 0] += 1 }
      return self.all.withLock { $0.keys.sorted() }
    }
    processes.all = { self.all.withLock { $0.values.map(\.facts).sorted { $0.pid < $1.pid } } }
    processes.facts = { self.ask("facts", $0) { $0.facts } }
    processes.commandLine = { self.ask("words", $0) { $0.words ?? [$0.name] } }
    processes.environment = { self.ask("environment", $0, \.environment) }
    processes.controlGroup = { self.ask("group", $0, \.group) }
    processes.view = { self.ask("view", $0, \.view) }
    processes.userID = { self.ask("user", $0) { $0.userID } }
    processes.sockets = { self.ask("sockets", $0, \.sockets) }
    return processes
  }
}
