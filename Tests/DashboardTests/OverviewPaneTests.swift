import Canvas
import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

@testable import Dashboard

/// What the Overview says of gateways that are not as they should be, narrow and wide.
@Suite(.computing) struct OverviewPaneTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var what: String
    var name = "work"
    var label: String
    var width = 120
    var change: @Sendable (inout Gateway) -> Void = { _ in }
    /// Nil where there is no such line.
    var text: String?
    var testDescription: String { what }
  }

  static let cases: [Case] = [
    Case(
      what: "a wrong config with its place", name: "日本", label: "config",
      text: "~/.openclaw-jp/openclaw.json:14:3: a comma"),
    Case(
      what: "a held port", name: "lab", label: "port",
      text: "18809 is held by node 4711, which is not this gateway"),
    Case(what: "no failure beside the held port it comes from", name: "lab", label: "failure", text: nil),
    Case(
      what: "a failure", label: "failure", change: { $0.failure = "exited with 1" }, text: "exited with 1"),
    Case(what: "a client", label: "kind", change: { $0.kind = .client(host: "far") }, text: "remote, to far"),
    Case(
      what: "places that nothing tells", label: "places", change: { $0.placeDoubt = "its unit decides" },
      text: "not known: its unit decides"),
    Case(
      what: "a Chrome left over", name: "lab", label: "left over",
      change: {
        $0.listeners = [
          .init(port: 18820, address: "::1", pid: 55, command: "chrome", userID: 1000, userDataDir: "/x")
        ]
        $0.holders = [18820: .own]
      }, text: "chrome 55 on 18820"),
    Case(what: "no owner", name: "日本", label: "owner", text: "no process of this gateway runs"),
    Case(
      what: "a proof, wide", label: "owner",
      text: "pid 4300  ✓ lock  ✓ start time  ✓ listens on 20789  ? state directory"),
    Case(
      what: "a proof at 80", label: "owner", width: 80,
      text: "pid 4300 ✓ lock ✓ start time ✓ listens ? state dir"),
    Case(what: "a proof at 40", label: "owner", width: 40, text: "pid 4300 ✓ lock ✓ listens ? state dir"),
    Case(
      what: "no proof of a client", name: "日本", label: "owner", change: { $0.kind = .client(host: nil) },
      text: nil),
    Case(
      what: "no restart of a client", name: "日本", label: "restart", change: { $0.kind = .container },
      text: nil),
    Case(what: "health of what does not run", name: "lab", label: "health", text: "not running"),
    Case(
      what: "health, wide", label: "health",
      text: "✓ process  ✓ listening  ✓ ours  ✓ live  ✗ ready  ✓ hello 2026.9.4"),
    Case(
      what: "health at 80: the inner layers", label: "health", width: 80,
      text: "✓ live ✗ ready ✓ hello 2026.9.4  ready: telegram, 1 m"),
    Case(
      what: "at 80 an outer layer that fails", label: "health", width: 80,
      change: {
        $0.health.layers[.listening] = .init(.fails("refused"), since: Samples.now - 5, checkedAt: 0)
      },
      text: "✗ listening ✓ live ✗ ready ✓ hello 2026.9.4  listening: refused, 5 s"),
    Case(
      what: "a layer that is not offered", name: "default", label: "health", width: 80,
      change: { $0.health.layers[.ready] = .init(.notOffered("before 2026.4"), since: 0, checkedAt: 0) },
      text: "✓ live – ready ✓ hello 2026.9.4  ready: before 2026.4"),
    Case(
      what: "an installed unit", name: "default", label: "service",
      text: "openclaw-gateway.service  systemd user, active"),
    Case(
      what: "an installed unit with all that its manager says", name: "default", label: "service",
      change: {
        $0.service.manager = "systemd-system"
        $0.service.subState = "running"
        $0.service.fileState = "enabled"
        $0.service.mainPID = 4121
        $0.service.restarts = 1
      }, text: "systemd system, active (running), enabled, main pid 4121, 1 restart"),
    Case(
      what: "a unit whose manager does not answer", name: "default", label: "service",
      change: { $0.service.state = nil }, text: "systemd user, installed"),
    Case(
      what: "how a unit is installed", label: "service", width: 160,
      text:
        "  not installed, install it with  openclaw --profile work gateway install --port 20789"
    ),
    Case(
      what: "how a unit is installed, at 80", label: "service", width: 80,
      text: "openclaw-gateway-work.service  not installed"),
    Case(
      what: "no unit without a profile", name: "lab", label: "service", change: { $0.profile = nil },
      text: "none: it has no profile"),
    Case(what: "restart by a unit", name: "default", label: "restart", text: "by openclaw-gateway.service"),
    Case(what: "no restart", label: "restart", text: "never  nothing starts it again; p changes that"),
    Case(what: "no restart at 80", label: "restart", width: 80, text: "never  p changes that"),
    Case(
      what: "nobody watches", label: "restart", change: { $0.supervision.policy = .always },
      text: "always  nobody watches: `gatehouse up`"),
    Case(
      what: "somebody else runs it", label: "restart",
      change: {
        $0.supervision.policy = .always
        $0.runBy = .other
      }, text: "always  not while somebody else runs it"),
    Case(
      what: "all of supervision", label: "restart",
      change: {
        $0.supervision.policy = .onFailure
        $0.supervision.isChosen = true
        $0.supervision.supervisor = .init(
          kind: .up, process: .init(pid: 77, startTicks: 1), bootID: "b", stateDir: "/s", configPath: "/c")
        $0.supervision.isStopWanted = true
        $0.supervision.endings = 1
        $0.supervision.retryAt = Samples.now + 7.4
      },
      text:
        "on-failure  chosen by key  by up, pid 77  stopped by a person: left so"
        + "  ended by itself 1 time lately  again in 8 s"
    ),
    Case(what: "no restart of what is only seen", label: "restart", change: { $0.source = .lock }, text: nil),
    Case(what: "places", label: "state", text: "~/.openclaw-work"),
    Case(
      what: "a config with its age", label: "config", text: "~/.openclaw-work/openclaw.json   changed 2 h ago"
    ),
    Case(
      what: "a config that is missing", label: "config", change: { $0.configModifiedAt = nil },
      text: "~/.openclaw-work/openclaw.json   missing"),
    .init(
      what: "a config whose disk does not answer", label: "config",
      change: {
        $0.configModifiedAt = nil
        $0.silence = FileSilence(place: "/disk", since: 0)
      }, text: "~/.openclaw-work/openclaw.json   not known"),
    Case(
      what: "a workspace that nothing tells", label: "workspace", change: { $0.workspace = "" },
      text: "unknown"),
    Case(
      what: "no places of a stray", label: "state",
      change: { ($0.configPath, $0.stateDir, $0.workspace) = ("", "", "") }, text: nil),
    Case(what: "channels with their ages", label: "channels", text: "telegram 3 m ago   discord"),
    Case(
      what: "a channel that is not connected", label: "channels",
      change: {
        $0.health.channels = [
          .init(name: "slack", lastInboundMs: nil, isConnected: false, problem: "no token")
        ]
      }, text: "slack not connected (no token)"),
    Case(
      what: "failing channels where no list is known", label: "channels", change: { $0.health.channels = [] },
      text: "telegram"),
    Case(what: "memory of the tree", label: "memory", text: "412 MB  3 processes   cpu 1.2 %"),
    Case(
      what: "memory of one process", label: "memory", change: { $0.process?.count = 1 },
      text: "412 MB  1 process   "),
    Case(what: "no memory of what does not run", name: "lab", label: "memory", text: nil),
    Case(what: "a Control UI", label: "control ui", text: "http://127.0.0.1:20789/"),
    Case(what: "no Control UI", label: "control ui", change: { $0.controlURL = nil }, text: nil),
    Case(
      what: "the gravest finding and how many more", name: "lab", label: "findings",
      text: "✖ port-held-by-stranger   and 2 more: 4 shows them"),
    Case(what: "remarks are no findings here", name: "rescue", label: "findings", text: nil),
  ]

  @Test(arguments: cases) func `a line says what is so of the gateway`(_ row: Case) throws {
    var state = Samples.state(width: row.width, height: 40)
    try state.choose(row.name)
    try state.change(row.name, row.change)
    let text = state.pane(row.label)
    guard let expected = row.text else {
      #expect(text == nil)
      return
    }
    #expect(try #require(text).contains(expected))
  }

  @Test func `a contradiction is said in words, and what follows from the missing proof`() throws {
    var state = Samples.state(width: 120, height: 40)
    try state.choose("work")
    try state.change("work") {
      $0.owner.links = [
        .init(.startTime, .unknown, ""), .init(.listener, .contradicts, "20789 is held by node 9"),
        .init(.stateDir, .contradicts, "/home/op/other"),
      ]
    }
    let lines = state.pane()
    #expect(lines.contains("|✗ 20789 is held by node 9") && lines.contains("|✗ ~/other"))
    #expect(lines.contains("|not proven by a lock or a run: it gets no signal and no token"))
  }

  @Test func `a unit that was changed on disk names the command of its manager`() throws {
    for (manager, command) in [
      ("systemd-user", "`systemctl --user daemon-reload`"), ("systemd-system", "`systemctl daemon-reload`"),
    ] {
      var state = Samples.state(width: 120, height: 40)
      try state.change("default") {
        $0.service.needsReload = true
        $0.service.manager = manager
      }
      #expect(state.pane().contains { $0.contains("changed on disk: \(command)") }, "\(manager)")
    }
  }

  @Test func `the bars of the last minute are there only where there is room and an answer`() throws {
    var state = Samples.state(width: 120, height: 40)
    #expect(state.pane("health")?.contains("last minute  ▁▂▁ ▄▁") == true)
    #expect(state.pane("health", width: 99)?.contains("last minute") == false)
    try state.change("default") { $0.health.samples = [nil, nil] }
    #expect(state.pane("health")?.contains("last minute") == false)
  }

  @Test func `the readiness of the rescue stands with main and rescue alone`() throws {
    var state = Samples.state(width: 120, height: 40)
    var rescue = RescueStatus(
      main: "default", rescue: "rescue", isProposed: false,
      points: [
        .init(kind: .isolated, status: .met, detail: ""),
        .init(kind: .drill, status: .met, detail: "", at: Samples.now - 7200),
        .init(kind: .ownBot, status: .missing, detail: "", fix: "make a bot of its own"),
        .init(kind: .supervised, status: .unknown, detail: "", fix: "look"),
      ])
    state.snapshot?.rescue = rescue
    #expect(state.pane("rescue") == "✓ isolated  ✓ drill 2 h  ▲ bot  ? supervised  ")
    #expect(state.pane().contains("|own bot: make a bot of its own"))
    #expect(state.pane("rescue", width: 80) == "▲ bot  ")
    try state.choose("work")
    #expect(state.pane("rescue") == nil)
    rescue.points.removeAll { $0.status == .missing }
    state.snapshot?.rescue = rescue
    try state.choose("rescue")
    #expect(state.pane("rescue", width: 80) == "✓ ready")
  }

  @Test func `a long path keeps its end at 40 columns`() throws {
    var state = Samples.state(width: 40, height: 40)
    try state.change("default") { $0.workspace = "/home/op/some/very/long/way/to/the/workspace" }
    let path = try #require(state.pane("workspace"))
    #expect(path.hasPrefix("~/some/") && path.contains("…") && path.hasSuffix("/the/workspace"))
    #expect(TextWidth.of(path) <= 40 - 13)
  }
}
