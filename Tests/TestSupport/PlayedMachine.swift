import Host
import Synchronization

/// A machine whose processes are played: they start, listen, end and are signalled as a test says, on a clock that the test turns. Its
/// files are real ones.
public final class PlayedMachine: Sendable {
  /// How a process behaves.
  public struct Part: Sendable {
    /// Seconds from its start until it listens; nil for never.
    public var listensAfter: Double?
    /// Seconds from its start until it answers; nil for never.
    public var answersAfter: Double?
    /// Seconds from its start until it ends by itself, and with what; nil where it goes on.
    public var endsAfter: Double?
    public var exitCode: Int32
    /// Seconds from a TERM until it ends; nil where it ignores that.
    public var termTakes: Double?

    public init(
      listensAfter: Double? = 0.2, answersAfter: Double? = 0.3, endsAfter: Double? = nil,
      exitCode: Int32 = 1, termTakes: Double? = 0.1
    ) {
      self.listensAfter = listensAfter
      self.answersAfter = answersAfter
      self.endsAfter = endsAfter
      self.exitCode = exitCode
      self.termTakes = termTakes
    }
  }

  /// A signal that was sent.
  public struct Signal: Sendable, Equatable {
    public var pid: Int32
    public var number: Int32

    public init(pid: Int32, number: Int32) {
      self.pid = pid
      self.number = number
    }
  }

  private struct Played {
    var identity: ProcessIdentity
    var parent: Int32
    var group: Int32
    var name: String
    var arguments: [String]
    var environment: [String: String]
    var port: Int
    var part: Part
    var startedAt: Double
    var endsAt: Double?
    var signal: Int32?
  }

  private struct State {
    var processes: [Int32: Played] = [:]
    var signals: [Signal] = []
    var lastPID: Int32 = 4000
    var scans = 0
  }

  public let clock: ManualClock
  private let state = Mutex(State())

  public init(clock: ManualClock) { self.clock = clock }

  /// The signals that were sent, in their order.
  public var signals: [Signal] { state.withLock { $0.signals } }
  /// How often the whole process table was read.
  public var sweeps: Int { state.withLock { $0.scans } }

  /// Begins a process in a group of its own.
  @discardableResult
  public func begin(
    _ arguments: [String], environment: [String: String], port: Int, part: Part = Part(),
    name: String = "openclaw-gatewa"
  ) -> ProcessIdentity {
    let uptime = clock.uptime
    return state.withLock { state in
      state.lastPID += 1
      let identity = ProcessIdentity(pid: state.lastPID, startTicks: UInt64(uptime * 100))
      state.processes[identity.pid] = Played(
        identity: identity, parent: 1, group: identity.pid, name: name, arguments: arguments,
        environment: environment, port: port, part: part, startedAt: uptime,
        endsAt: part.endsAfter.map { uptime + $0 })
      return identity
    }
  }

  /// Ends a process as a crash does.
  public func crash(_ pid: Int32, signal: Int32 = 11) {
    let uptime = clock.uptime
    state.withLock {
      $0.processes[pid]?.endsAt = uptime
      $0.processes[pid]?.signal = signal
    }
  }

  /// Ends a process by itself, with the exit code of its part.
  public func end(_ pid: Int32) {
    let uptime = clock.uptime
    state.withLock { $0.processes[pid]?.endsAt = uptime }
  }

  /// How a process ended: its exit code, or the signal; nil while it runs.
  public func ending(_ pid: Int32) -> (exit: Int32?, signal: Int32?)? {
    let uptime = clock.uptime
    return state.withLock { state in
      guard let played = state.processes[pid] else { return (nil, nil) }
      guard let end = played.endsAt, end <= uptime else { return nil }
      return played.signal.map { (nil, $0) } ?? (played.part.exitCode, nil)
    }
  }

  public func isAlive(_ pid: Int32) -> Bool { living.contains { $0.identity.pid == pid } }

  /// The living gateways.
  public var pids: [Int32] { living.map(\.identity.pid).sorted() }

  /// Whether what listens on a port answers by now.
  public func answers(on port: Int) -> Bool {
    let uptime = clock.uptime
    return living.contains { played in
      played.port == port && played.part.answersAfter.map { uptime >= played.startedAt + $0 } ?? false
    }
  }

  private var living: [Played] {
    let uptime = clock.uptime
    return state.withLock { state in
      state.processes.values.filter { $0.endsAt.map { $0 > uptime } ?? true }
    }
  }

  private func facts(_ played: Played) -> ProcessFacts {
    ProcessFacts(
      identity: played.identity, name: played.name, parent: played.parent, group: played.group)
  }

  private var listening: [Played] {
    let uptime = clock.uptime
    return living.filter { played in
      played.part.listensAfter.map { uptime >= played.startedAt + $0 } ?? false
    }
  }

  private func signal(_ pid: Int32, _ number: Int32) {
    let uptime = clock.uptime
    state.withLock { state in
      state.signals.append(Signal(pid: pid, number: number))
      guard let part = state.processes[pid]?.part else { return }
      let end = number == 9 ? uptime : part.termTakes.map { uptime + $0 }
      guard let end else { return }
      let before = state.processes[pid]?.endsAt ?? end
      state.processes[pid]?.endsAt = min(before, end)
      state.processes[pid]?.signal = number
    }
  }

  /// This machine's files, and the processes, sockets and time that are played.
  public func host(home: String) -> Machine {
    var host = Machine.live()
    host.system.environment = ["HOME": home, "PATH": "/usr/bin:/bin", "TMPDIR": home + "/tmp"]
    host.system.userHome = home
    host.system.bootID = "played"
    clock.install(in: &host)
    let (userID, own) = (host.system.userID, host.system.processID)
    let ownFacts = ProcessFacts(identity: ProcessIdentity(pid: own, startTicks: 1), name: "gatehouse")
    host.processes.pids = { self.living.map(\.identity.pid) + [own] }
    host.processes.all = {
      self.state.withLock { $0.scans += 1 }
      return self.living.map(self.facts) + [ownFacts]
    }
    host.processes.facts = { pid in
      pid == own ? ownFacts : self.living.first { $0.identity.pid == pid }.map(self.facts)
    }
    host.processes.commandLine = { pid in self.living.first { $0.identity.pid == pid }?.arguments }
    host.processes.environment = { pid in self.living.first { $0.identity.pid == pid }?.environment }
    host.processes.controlGroup = { _ in "/user.slice" }
    host.processes.view = { _ in ProcessView(workingDirectory: home, mountNamespace: "mnt") }
    host.processes.userID = { pid in
      pid == own || self.living.contains { $0.identity.pid == pid } ? userID : nil
    }
    host.processes.sockets = { pid in
      Set(self.listening.filter { $0.identity.pid == pid }.map { UInt64($0.identity.pid) })
    }
    host.processes.listeners = {
      self.listening.map {
        ListeningSocket(
          address: "127.0.0.1", port: $0.port, inode: UInt64($0.identity.pid), userID: userID)
      }
    }
    host.processes.acceptedSocket = { _ in nil }
    host.processes.signal = { target, number in
      guard self.living.contains(where: { $0.identity == target }) else { return false }
      self.signal(target.pid, number)
      return true
    }
    host.processes.signalGroup = { group, number in
      let members = self.living.filter { $0.group == group }
      for member in members { self.signal(member.identity.pid, number) }
      return !members.isEmpty
    }
    host.processes.waitForEnd = { _, seconds throws(CancellationError) in
      try await self.clock.sleep(seconds)
    }
    return host
  }
}
