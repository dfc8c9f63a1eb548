import Canvas
import GatewayModel
import Host
import TestSupport
import Testing

@testable import Dashboard

/// Isolation, Environment and Journal.
@Suite(.computing) struct OtherPanesTests {
  private func state(_ pane: DashboardState.Pane, _ name: String, _ width: Int = 120, _ height: Int = 40)
    throws
    -> DashboardState
  {
    var state = Samples.state(width: width, height: height)
    state.pane = pane
    try state.choose(name)
    state.screen.paneHeight = paneHeight(state)
    return state
  }

  // MARK: Isolation

  @Test func `the checklist says for each thing whether it is the gateway's alone, and with whom not`() throws
  {
    let lines = try state(.isolation, "default").pane()
    #expect(lines[0].hasPrefix("✓ config") && lines[0].hasSuffix("~/.openclaw/openclaw.json"))
    #expect(lines[3].hasPrefix("✓ base port") && lines[3].hasSuffix("18789"))
    #expect(lines[4].hasPrefix("✗ derived ports") && lines[4].hasSuffix("18800-18899  with lab"))
    #expect(try state(.isolation, "lab").pane()[3].hasSuffix("18809  held by another program"))
  }

  @Test func `what cannot be told is unknown in the checklist`() throws {
    var state = try state(.isolation, "work")
    try state.change("work") {
      $0.plan.gateway.from = .unknown
      $0.portDoubt = "its unit decides"
      $0.isConfigMissing = true
    }
    #expect(state.pane()[0].hasSuffix("unknown: there is none"))
    #expect(state.pane()[3].hasSuffix("unknown: its unit decides"))
  }

  @Test func `with nothing wrong that is said, and nothing can be chosen`() throws {
    var state = try state(.isolation, "日本")
    #expect(state.pane().last == "✓ nothing else is wrong with it")
    state.press(.pageDown)
    #expect(state.paneView.chosenFinding == 0 && state.paneView.scroll == 0)
    #expect(IsolationPane.text(state) == nil)
  }

  @Test func `the chosen finding has its remedy, the others their heads, and the choice stops at the ends`()
    throws
  {
    var state = try state(.isolation, "default")
    #expect(state.shows("▌▲ cdp-range-overlap  with lab  18820-18899"))
    #expect(state.shows("→ Move lab to 21789"))
    #expect(!state.shows("Create no more than 9 further browser profiles"))
    state.press(.pageUp)
    #expect(state.paneView.chosenFinding == 0)
    for _ in 0..<20 { state.press(.pageDown) }
    #expect(state.paneView.chosenFinding == 3)
    state.press(.pageUp)
    #expect(state.shows("Create no more than 9 further browser profiles"))
  }

  @Test func `in a whole-screen pane the arrows choose, and the chosen one is brought into view`() throws {
    var state = try state(.isolation, "default", 80, 20)
    state.press(.enter, .down, .down, .down)
    #expect(state.paneView.chosenFinding == 3 && state.current?.name == "default")
    #expect(state.shows("▌· no-service-installed"))
    state.press(.up, .up, .up)
    #expect(state.paneView.scroll == 0 && state.shows("✓ config"))
  }

  @Test func `c copies the chosen finding with its remedy`() throws {
    var state = try state(.isolation, "lab")
    guard case .copy(let text)? = state.press(.character("c")).first else {
      Issue.record("nothing copied")
      return
    }
    #expect(
      text == """
        error port-held-by-stranger: lab
        The gateway port 18809 of lab is held by node 4711.
        Stop node (pid 4711), or give lab another gateway.port: `gatehouse plan` finds a free one.
        """)
  }

  @Test func `many of a kind are one choice with three told, and copied whole`() throws {
    var state = try state(.isolation, "work")
    let many = (0..<8).map {
      Finding(
        .cdpPortDuplicate, .error, gateways: Samples.named(["work", "g\($0)"]), ports: [.one(1000 + $0)],
        detail: "detail \($0)",
        fix: "fix \($0)")
    }
    state.snapshot?.findings = []
    var next = try #require(state.snapshot)
    next.findings = many
    _ = update(&state, .snapshot(next))
    let lines = state.pane()
    #expect(lines.contains { $0.contains("cdp-port-duplicate  8 times  with g0, g1 and 6 others") })
    #expect(
      lines.contains("detail 2") && !lines.contains("detail 3") && !lines.contains { $0.contains("1000") })
    #expect(lines.contains { $0.hasPrefix("and 5 more; `gatehouse check --json`") })
    #expect(lines.last == "c copies the chosen one")
    #expect(IsolationPane.text(state)?.contains("detail 7") == true)
  }

  @Test func `what is wrong with the host stands with every gateway, and counts for no mark in the roster`()
    throws
  {
    var state = try state(.isolation, "日本")
    var next = try #require(state.snapshot)
    next.findings.append(
      .init(.stateDirUnclaimed, .warning, gateways: [], detail: "~/x is nobody's", fix: "f"))
    _ = update(&state, .snapshot(next))
    #expect(state.pane().contains("~/x is nobody's"))
    #expect(state.marks.row(try #require(state.current).id).severity == nil)
  }

  // MARK: Environment

  private func report(_ id: GatewayID, refusal: String? = nil, unit: String? = nil) -> EnvironmentReport {
    EnvironmentReport(
      id: id, command: ["/usr/bin/openclaw", "gateway", "run", "--port", "20789"],
      workingDirectory: "/home/op",
      variables: [
        .init(name: "HOME", value: "/home/op", isOpenClaw: false),
        .init(name: "OPENCLAW_PROFILE", value: "work", isOpenClaw: true),
      ], dropped: ["OPENCLAW_GATEWAY_TOKEN", "INVOCATION_ID"], refusal: refusal, unit: unit)
  }

  @Test func `OpenClaw's variables come first, and what is dropped is named without a value`() throws {
    var state = try state(.environment, "work")
    #expect(state.pane() == ["working out what a start would use"])
    let id = try #require(state.current).id
    _ = update(&state, .environment(report(id, unit: "openclaw-gateway-work.service")))
    #expect(state.pane("command") == "/usr/bin/openclaw gateway run --port 20789")
    #expect(state.pane("directory") == "~")
    #expect(state.pane("run by") == "openclaw-gateway-work.service: what its manager adds is not shown")
    let lines = state.pane()
    let profile = try #require(lines.firstIndex(of: "OPENCLAW_PROFILE=work"))
    let home = try #require(lines.firstIndex(of: "HOME=/home/op"))
    #expect(profile < home && lines[profile + 1].isEmpty)
    #expect(lines.last == "not passed on  OPENCLAW_GATEWAY_TOKEN INVOCATION_ID")
    #expect(try #require(state.pane("command", width: 40)) == "/usr/bin/openclaw gateway")
  }

  @Test func `a refusal stands in the place of all else`() throws {
    var state = try state(.environment, "work")
    let id = try #require(state.current).id
    _ = update(&state, .environment(report(id, refusal: "MY_TOKEN is not set")))
    #expect(state.pane() == ["MY_TOKEN is not set"])
  }

  @Test func `a report for another gateway is not shown, and an old one goes with its gateway`() throws {
    var state = try state(.environment, "work")
    let work = try #require(state.current).id
    let lab = try #require(state.snapshot?.gateways.first { $0.name == "lab" }).id
    _ = update(&state, .environment(report(lab)))
    #expect(state.environment == nil)
    _ = update(&state, .environment(report(work)))
    #expect(state.press(.up) == [.hideLog, .loadEnvironment(lab)])
    #expect(state.environment == nil)
  }

  // MARK: Journal

  private func entry(
    _ message: String, _ phase: JournalEntry.Phase = .done, gateway: String = "work", ago: Double = 60,
    stateDir: String = "/s", action: JournalAction = JournalAction(.stop)
  ) -> JournalEntry {
    JournalEntry(
      at: Samples.now - ago, id: "1", gateway: gateway, stateDir: stateDir, action: action, phase: phase,
      by: .key,
      gatehouse: 1, message: message)
  }

  @Test func `the newest is first, and what merely began is left out`() throws {
    var state = try state(.journal, "work")
    #expect(state.pane() == ["reading the journal"])
    _ = update(
      &state,
      .journal([
        entry("the first", ago: 7200), entry("begun", .began), entry("the second", .refused, ago: 60),
      ]))
    #expect(state.pane() == ["1 m ago|stop refused|key|the second", "2 h ago|stop|key|the first"])
    #expect(state.pane(width: 80) == ["1 m ago|stop refused|the second", "2 h ago|stop|the first"])
  }

  @Test func `an entry belongs to a gateway by its directory or its name, and without a name to all`() throws
  {
    var state = try state(.journal, "work")
    _ = update(
      &state,
      .journal([
        entry("by name"), entry("renamed", gateway: "old", stateDir: "/home/op/.openclaw-work"),
        entry("of lab", gateway: "lab", stateDir: "/home/op/.openclaw-lab"), entry("torn", gateway: ""),
      ]))
    #expect(
      state.pane().map { $0.split(separator: "|").last.map(String.init) } == ["torn", "renamed", "by name"])
    _ = update(&state, .journal([entry("of lab", gateway: "lab")]))
    #expect(state.pane() == ["Gatehouse has done nothing to work yet"])
  }

  @Test func `where there is room the proof and the steps stand below`() throws {
    var state = try state(.journal, "work")
    var stopped = entry("work is stopped")
    stopped.target = .init(
      process: .init(pid: 7, startTicks: 99), unit: "u.service", port: 20789, generation: 3)
    stopped.steps = [.init(at: 0, text: "TERM"), .init(at: 1, text: "gone")]
    _ = update(&state, .journal([stopped]))
    #expect(state.pane()[1] == "pid 7 since tick 99, u.service, port 20789, run 3; TERM → gone")
    #expect(state.pane(width: 99).count == 1)
  }

  @Test(arguments: [
    (JournalEntry.Phase.failed, "stop", Role.bad), (.refused, "stop", .warning), (.done, "stop", .good),
    (.already, "stop", .dim), (.noted, "adopt", .accent), (.noted, "ended", .warning),
    (.noted, "give-up", .warning),
  ])
  func `what became of an action is seen by its colour`(phase: JournalEntry.Phase, action: String, role: Role)
    throws
  {
    var state = try state(.journal, "work")
    _ = update(&state, .journal([entry("m", phase, action: JournalAction(rawValue: action))]))
    let piece = try #require(PaneTable.lines(state, width: 120, glyphs: .unicode).first).pieces[1]
    #expect(piece.spans.first?.style.role == role)
  }

  @Test func `news makes the journal be read again, but only while it is shown`() throws {
    var next = Samples.snapshot
    next.lastEvent = .init(at: Samples.now, text: "work is stopped")
    var state = try state(.journal, "work")
    #expect(update(&state, .snapshot(next)) == [.loadJournal])
    #expect(update(&state, .snapshot(next)).isEmpty)
    var other = try self.state(.ports, "work")
    #expect(update(&other, .snapshot(next)).isEmpty)
  }
}
