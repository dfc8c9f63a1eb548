import Canvas
import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

@testable import Dashboard

/// Why an action means nothing for a gateway now, and what the question says where it does.
@Suite(.computing) struct ActionReasonTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    var what: String
    var commands: [Dashboard.Command]
    var pid: Int32?
    var state: GatewayState? = .stopped
    var change: @Sendable (inout Gateway) -> Void = { _ in }
    /// Nil where it can be done.
    var reason: String?
    var testDescription: String { what }
  }

  static let refusals: [Refusal] = [
    Refusal(
      what: "start of one that runs", commands: [.start], pid: 7, state: .running,
      reason: "a runs already (pid 7)"),
    Refusal(what: "start of a stopped one", commands: [.start]),
    Refusal(what: "start of a failed one", commands: [.start], state: .failed),
    Refusal(what: "stop of a running one", commands: [.stop, .restart, .kill], pid: 7, state: .running),
    Refusal(what: "stop of a stopped one", commands: [.stop, .kill], reason: "a is stopped already"),
    Refusal(what: "restart of a stopped one", commands: [.restart]),
    Refusal(what: "stop of one that waits for its restart", commands: [.stop], state: .backingOff),
    Refusal(
      what: "kill without a process", commands: [.kill], state: .failed, reason: "a has no process to kill"),
    Refusal(
      what: "a start under way may be called off", commands: [.stop, .kill], state: .starting,
      change: { $0.operation = operation(.start) }),
    Refusal(
      what: "a start under way forbids another", commands: [.start, .restart], state: .starting,
      change: { $0.operation = operation(.start) }, reason: "a: start is under way already"),
    Refusal(
      what: "a stop under way may be cut short by a kill", commands: [.kill], pid: 7, state: .stopping,
      change: { $0.operation = operation(.stop) }),
    Refusal(
      what: "a stop under way forbids the rest", commands: [.start, .stop, .restart], pid: 7,
      state: .stopping,
      change: { $0.operation = operation(.stop) }, reason: "a: stop is under way already"),
    Refusal(
      what: "the stop of a restart may be cut short by a kill", commands: [.kill], pid: 7, state: .stopping,
      change: { $0.operation = operation(.restart, isStopping: true) }),
    Refusal(
      what: "the stop of a restart forbids a stop", commands: [.stop], pid: 7, state: .stopping,
      change: { $0.operation = operation(.restart, isStopping: true) },
      reason: "a: restart is under way already"),
    Refusal(
      what: "the start of a restart may be called off", commands: [.stop, .kill], state: .starting,
      change: { $0.operation = operation(.restart) }),
    Refusal(
      what: "a policy may be chosen while an action is under way", commands: [.policy],
      change: { $0.operation = operation(.start) }),
    Refusal(
      what: "the policy of a unit", commands: [.policy], change: { $0.service.isInstalled = true },
      reason: "a is restarted by openclaw-gateway-a.service: its `Restart=` says when"),
    Refusal(
      what: "the policy of what is only seen", commands: [.policy], change: { $0.source = .process },
      reason: "a is claimed by nothing"),
    Refusal(
      what: "Chrome of one that runs", commands: [.endBrowsers], pid: 7, state: .running,
      change: { leave(&$0) },
      reason: "a runs and uses its browsers: stop it first"),
    Refusal(what: "no Chrome left", commands: [.endBrowsers], reason: "a has left no browser behind"),
    Refusal(what: "a Chrome left", commands: [.endBrowsers], change: { leave(&$0) }),
    Refusal(
      what: "another one's Chrome", commands: [.endBrowsers],
      change: {
        leave(&$0)
        $0.holders[18811] = .gateway("b")
      }, reason: "a has left no browser behind"),
    Refusal(
      what: "a client", commands: [.start, .stop, .restart, .kill, .endBrowsers, .policy],
      change: { $0.kind = .client(host: "far") },
      reason: "a is remote, to far: it is not started or stopped here"),
    Refusal(
      what: "a container", commands: [.start, .stop, .restart, .kill, .endBrowsers, .policy],
      change: { $0.kind = .container }, reason: "a is in a container: it is not started or stopped here"),
    Refusal(
      what: "install of what is installed", commands: [.installService],
      change: { $0.service.isInstalled = true },
      reason: "openclaw-gateway-a.service is installed already"),
    Refusal(
      what: "install without a profile", commands: [.installService],
      change: {
        $0.profile = nil
        $0.source = .declared
      },
      reason: "a has no profile, so OpenClaw names no unit for it"),
    Refusal(
      what: "install without a port", commands: [.installService],
      change: { $0.plan.gateway.from = .unknown },
      reason: "the port of a is not known, so nobody can say what a unit would start it on"),
    Refusal(what: "install", commands: [.installService]),
    Refusal(what: "no service", commands: [.uninstallService, .enableService], reason: "a has no service"),
    Refusal(
      what: "enable of what is enabled", commands: [.enableService],
      change: {
        $0.service.isInstalled = true
        $0.service.fileState = "enabled"
      }, reason: "openclaw-gateway-a.service is enabled already"),
    Refusal(
      what: "a service that is there and disabled", commands: [.uninstallService, .enableService],
      change: {
        $0.service.isInstalled = true
        $0.service.fileState = "disabled"
      }),
  ]

  private static func operation(_ kind: GatewayOperation.Kind, isStopping: Bool? = nil) -> GatewayOperation {
    GatewayOperation(kind: kind, step: "", since: 0, isStopping: isStopping ?? (kind == .stop))
  }

  private static func leave(_ gateway: inout Gateway) {
    gateway.listeners.append(
      .init(
        port: 18811, address: "127.0.0.1", pid: 55, command: "chrome", userID: 1000, userDataDir: "/home/op/x"
      ))
    gateway.holders[18811] = .own
  }

  private func state(_ row: Refusal) -> DashboardState {
    var gateway = Samples.gateway("a", port: 18800, state: row.state, pid: row.pid)
    row.change(&gateway)
    var state = DashboardState()
    _ = update(&state, .resized(width: 160, height: 40))
    _ = update(&state, .snapshot(.init(takenAt: Samples.now, hostName: "atlas", gateways: [gateway])))
    return state
  }

  @Test(arguments: refusals)
  func `a command is refused with its reason, and else asked for`(_ row: Refusal) throws {
    for command in row.commands {
      var state = state(row)
      let binding = try #require(KeyTable.binding(of: command))
      #expect(binding.disabled(state) == row.reason, "\(command)")
      let intents = binding.run(&state)
      if let reason = row.reason {
        #expect(state.message?.text == reason && state.message?.isBad == true, "\(command)")
        #expect(intents.isEmpty && state.mode == .browse, "\(command)")
      } else {
        #expect(state.message == nil, "\(command)")
        #expect(!intents.isEmpty || state.mode != .browse, "\(command)")
      }
    }
  }

  private func question(_ command: Dashboard.Command, _ state: DashboardState) throws
    -> DashboardState.Confirmation
  {
    var state = state
    _ = try #require(KeyTable.binding(of: command)).run(&state)
    guard case .confirm(let question) = state.mode else { throw Missing() }
    return question
  }

  private struct Missing: Error {}

  @Test func `a question names pid and port, and what is lost`() throws {
    let running = state(.init(what: "", commands: [], pid: 7, state: .running))
    #expect(try question(.stop, running).detail == "pid 7, port 18800: its channels go silent.")
    #expect(
      try question(.kill, running).detail == "pid 7, port 18800: it gets no chance to finish what it does.")
    let unknown = state(
      .init(what: "", commands: [], pid: 7, state: .running, change: { $0.plan.gateway.from = .unknown }))
    #expect(try question(.stop, unknown).detail == "pid 7: its channels go silent.")
  }

  @Test func `a question about what does not run says what will be`() throws {
    #expect(
      try question(.stop, state(.init(what: "", commands: [], state: .failed))).detail
        == "It does not run now.")
    let waiting = state(
      .init(what: "", commands: [], state: .backingOff, change: { $0.supervision.retryAt = Samples.now + 5 }))
    #expect(try question(.stop, waiting).detail == "It is not started again then.")
    let starting = state(
      .init(
        what: "", commands: [], pid: 7, state: .starting, change: { $0.operation = Self.operation(.start) }))
    #expect(try question(.stop, starting).detail == "Its start is under way: it is called off.")
    let left = try question(.endBrowsers, state(.init(what: "", commands: [], change: { Self.leave(&$0) })))
    #expect(left.question == "End the Chrome of a?")
    #expect(left.detail == "chrome 55, port 18811: what is not saved in it is lost.")
  }

  @Test func `a policy goes round, and the one of the chosen gateway counts for all that are marked`() throws
  {
    for (policy, next) in [
      (RestartPolicy.never, RestartPolicy.onFailure), (.onFailure, .always), (.always, .never),
    ] {
      var state = Samples.state(width: 120, height: 40)
      try state.change("lab") { $0.supervision.policy = policy }
      try state.choose("lab")
      #expect(state.press(.character("p")) == [.choosePolicy(next, [try #require(state.current).id])])
    }
    var state = Samples.state(width: 120, height: 40)
    state.press(.character(" "), .character(" "), .character(" "))
    let ids = try #require(state.snapshot).gateways[1...2].map(\.id)
    // The default gateway has a unit, which says by itself when it is restarted.
    #expect(state.press(.character("p")) == [.choosePolicy(.onFailure, ids)])
  }

  @Test func `of marked rows only those are asked about that can be, and after that none is marked`() throws {
    var state = Samples.state(width: 120, height: 40)
    for _ in 0..<5 { state.press(.character(" ")) }
    state.press(.character("s"))
    #expect(state.roster.marked.isEmpty)
    for _ in 0..<5 { state.press(.character("g")) }
    for _ in 0..<5 { state.press(.character(" ")) }
    state.press(.character("x"))
    guard case .confirm(let question) = state.mode else { throw Missing() }
    #expect(question.detail == "default, rescue, lab, work")
    #expect(question.question == "Stop 4 gateways?")
    #expect(state.press(.character("y")) == [.perform(.stop, question.ids)])
    #expect(state.roster.marked.isEmpty && state.mode == .browse)
  }

  @Test func `marks that the filter hides are not acted on`() throws {
    var state = Samples.state(width: 120, height: 40)
    state.press(.character(" "), .character(" "))
    state.press(.character("/"))
    state.type("resc")
    state.press(.enter, .character("x"))
    guard case .confirm(let question) = state.mode else { throw Missing() }
    #expect(question.question == "Stop rescue?" && question.ids.count == 1)
  }
}
