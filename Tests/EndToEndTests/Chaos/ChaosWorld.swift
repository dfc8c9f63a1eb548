import Control
import Fleet
import Foundation
import GatewayModel
import Host
import TestSupport
import Testing

/// A home with gateways, the Gatehouses that act on them, and other programs that must not be harmed.
final class ChaosWorld {
  static let behaviours = [
    "default": "", "rescue": "stopSeconds: 0.1", "work": "leavesGrandchild: true", "lab": "ignoresTerm: true",
  ]

  let home: StandInHome
  let names = behaviours.keys.sorted()
  private let clock = TestClock(Date().timeIntervalSince1970)
  private var watch: Watch
  private var up: Command?
  private var dashboard: TerminalSession?
  /// Other programs on gateways' ports, by the gateway whose port they took.
  private(set) var thieves: [String: ChildProcess] = [:]
  /// A program that has nothing to do with any of this.
  let bystander: ChildProcess

  init() throws {
    home = try StandInHome(
      Self.behaviours,
      config: """
        restart: { policy: 'always', limit: 100, windowSeconds: 5, firstDelaySeconds: 0.1, longestDelaySeconds: 0.3 }, \
        stopSeconds: 0.5, startsAtOnce: 4, probe: { intervalSeconds: 0.1, timeoutSeconds: 1 }
        """)
    watch = Watch(try home.controller(stopGrace: 0.5, policyClock: clock.policy), as: .dashboard)
    bystander = try ChildProcess.launch(
      LaunchPlan(
        arguments: ["/bin/sleep", "100000"], environment: ["TMPDIR": home.path + "/tmp"],
        workingDirectory: "/", port: 0, dropped: []), runID: "chaos", logFile: "/dev/null")
  }

  func end() async {
    watch.end()
    await watch.ended()
    if let up { kill(up.pid, SIGKILL) }
    dashboard = nil
    home.remove()
  }

  // MARK: What happens

  func carryOut(_ step: ChaosStep) async throws {
    switch step {
    case .act(let action, let name): await perform(action, name)
    case .command(let action, let name, let killedAfter):
      let command = try Command(home, [action == .kill ? "stop" : action.rawValue, name])
      guard let killedAfter else {
        #expect(await command.exit() != nil)
        return
      }
      // No wait for anything: the kill comes at a moment that chance has chosen, whatever the command does then.
      try? await Task.sleep(for: .milliseconds(killedAfter))
      kill(command.pid, SIGKILL)
      // In the middle of writing to a busy disk it dies only when that is done.
      #expect(await command.exit() != nil)
    case .signalGateway(let name, let signal):
      guard let process = home.living(name).first, home.host.processes.signal(process, signal) else { return }
      // Its end takes a moment, and belongs to this round.
      if signal == SIGKILL || name != "lab" {
        _ = await eventually(3) { !home.living(name).contains(process) }
      }
    case .freeze(let name, let action):
      guard let process = home.living(name).first, home.host.processes.signal(process, SIGSTOP) else {
        return
      }
      await perform(action, name)
      // Where somebody else was faster with its lock it must go on.
      _ = home.host.processes.signal(process, SIGCONT)
    case .stealPort(let name): try steal(name)
    case .giveBackPorts:
      for thief in thieves.values {
        kill(thief.pid, SIGKILL)
        _ = await eventually { thief.ending() != nil }
      }
      thieves = [:]
    case .beginUp:
      if up != nil { return }
      up = try Command(home, ["up"])
      #expect(await up?.says("everything is started that is to be started", seconds: 30) == true)
    case .killUp: await endUp(SIGKILL)
    case .endUp: await endUp(SIGTERM)
    case .beginDashboard:
      if dashboard == nil {
        dashboard = try TerminalSession(
          ["--home", home.path], environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp"])
      }
    case .killDashboard:
      guard let dashboard else { return }
      kill(dashboard.process.processIdentifier, SIGKILL)
      #expect(await dashboard.ends())
      self.dashboard = nil
    case .replaceWatch:
      watch.end()
      await watch.ended()
      watch = Watch(try home.controller(stopGrace: 0.5, policyClock: clock.policy), as: .dashboard)
    }
  }

  private func endUp(_ signal: Int32) async {
    guard let up else { return }
    kill(up.pid, signal)
    #expect(await up.exit() != nil)
    self.up = nil
  }

  private func perform(_ action: Controller.Action, _ name: String) async {
    guard let id = watch.gateway(name)?.id else { return }
    _ = await watch.controller.perform(action, on: id, by: .key)
  }

  private func steal(_ name: String) throws {
    guard thieves[name] == nil, let port = home.ports[name],
      !home.host.processes.listeners().contains(where: { $0.port == port })
    else { return }
    thieves[name] = try ChildProcess.launch(
      LaunchPlan(
        arguments: [StandInHome.gatehouse, "stand-in", "squat", "--port", "\(port)"],
        environment: ["TMPDIR": home.path + "/tmp"], workingDirectory: "/", port: port, dropped: []),
      runID: "chaos", logFile: "/dev/null")
  }

  // MARK: What must hold

  /// Waits until nothing is under way and nothing is planned any more.
  func settle() async -> Bool {
    // A thief that came too late for the port has ended by itself.
    thieves = thieves.filter { $0.value.ending() == nil }
    dashboard?.read()
    return await eventually(30) {
      clock.advance(0.1)
      return isQuiet()
    }
  }

  private func isQuiet() -> Bool {
    names.allSatisfy { name in
      guard let gateway = watch.gateway(name), gateway.operation == nil else { return false }
      let record = home.record(name)
      switch record?.phase {
      case .launching, .starting, .stopping, .backingOff: return false
      case .running: return home.living(name) == [record?.process].compactMap(\.self)
      case .failed, .ended:
        // What the policy wants back is not the end of it.
        let isWanted = record?.isStopWanted != true && record?.ending != nil && record?.isGivenUp != true
        return home.living(name).isEmpty && !isWanted
      case nil: return home.living(name).isEmpty
      }
    }
  }

  /// What does not come to rest, for a person.
  func restlessness() -> String {
    names.map { name in
      let record = home.record(name)
      let gateway = watch.gateway(name)
      return
        "\(name) is \(record?.phase.rawValue ?? "without record"), pid \(record?.process?.pid ?? 0), living \(home.living(name).map(\.pid)), shown \(gateway?.state?.rawValue ?? "-") \(gateway?.operation?.step ?? "")"
    }.joined(separator: "; ")
  }

  /// What is wrong after a round, each in a sentence.
  /// - Parameters:
  ///   - before: the processes at its beginning.
  ///   - entries: what the journal has got since.
  func faults(before: [String: ProcessIdentity], entries: [JournalEntry]) -> [String] {
    var faults: [String] = []
    if bystander.ending() != nil { faults.append("the bystander got a signal") }
    for (name, thief) in thieves where thief.ending() != nil {
      faults.append("the program on the port of \(name) got a signal")
    }
    let listeners = home.host.processes.listeners()
    for name in names {
      let living = home.living(name)
      if living.count > 1 { faults.append("\(name) runs \(living.count) times") }
      let record = home.record(name)
      if let process = living.first, record?.process != process || record?.phase != .running {
        faults.append("\(name) (pid \(process.pid)) is on no record")
      }
      if record?.phase == .running, living.isEmpty { faults.append("\(name) is lost") }
      let isListening = listeners.contains { $0.port == home.ports[name] }
      if isListening, living.isEmpty, thieves[name] == nil {
        faults.append("the port of \(name) is held by nobody known")
      }
      if living.first != before[name] {
        faults += unexplained(name, before[name], living.first, record, entries)
      }
    }
    return faults
  }

  private func unexplained(
    _ name: String, _ old: ProcessIdentity?, _ new: ProcessIdentity?, _ record: RunRecord?,
    _ entries: [JournalEntry]
  ) -> [String] {
    let own = entries.filter { $0.gateway == name }
    var faults: [String] = []
    if let old, !own.contains(where: { $0.target.pid == old.pid && $0.target.startTicks == old.startTicks }) {
      faults.append("the journal does not say why \(name) (pid \(old.pid)) has ended")
    }
    if let new {
      // Killed right after the proof, an action has said which launch it was, and no more.
      let isTold = own.contains { entry in
        entry.target.pid == new.pid || entry.phase == .began && entry.target.generation == record?.generation
      }
      if !isTold { faults.append("the journal does not say why \(name) (pid \(new.pid)) runs") }
    }
    return faults
  }

  func running() -> [String: ProcessIdentity] {
    names.reduce(into: [:]) { found, name in found[name] = home.living(name).first }
  }
}
