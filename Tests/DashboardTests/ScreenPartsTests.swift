import Canvas
import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

@testable import Dashboard

/// The roster's cells, the top line, the line of panes and the lines at the bottom.
@Suite(.computing) struct ScreenPartsTests {
  private func state(_ width: Int, _ height: Int = 40) -> DashboardState {
    Samples.state(width: width, height: height)
  }

  private func rescue(_ points: [ReadinessPoint], rescue: String? = "rescue") -> RescueStatus {
    RescueStatus(main: "default", rescue: rescue, isProposed: false, points: points)
  }

  // MARK: Roster

  @Test(arguments: [
    (
      200,
      [
        "NAME", "STATE", "HEALTH", "PORT", "CONTROL", "CANVAS", "CDP", "RANGE", "CHROME", "RUN", "BY", "UP",
        "MEM", "CPU", "VERSION",
      ]
    ),
    (
      120,
      ["NAME", "STATE", "HEALTH", "PORT", "CONTROL", "CANVAS", "CDP", "RANGE", "CHROME", "RUN", "BY", "UP"]
    ),
    (80, ["NAME", "STATE", "HEALTH", "PORT", "CDP"]), (56, ["NAME", "STATE", "HEALTH", "PORT"]),
    (40, ["NAME", "STATE", "PORT"]),
  ])
  func `columns give way with the width, health and CDP last`(width: Int, titles: [String]) {
    let header = state(width).lines().first { $0.contains("NAME") } ?? ""
    #expect(header.split(separator: " ").map(String.init) == titles)
  }

  @Test func `a row's cells tell what the gateway is`() throws {
    var state = state(200)
    try state.change("work") { $0.process?.cpuPercent = nil }
    let work = try #require(state.line(with: "  work "))
    for text in [
      "degraded", "◐ telegram", "4 ms", "20789", "20791", "20793", "20800–20899", "gatehouse", "3d 4h",
      "412 MB", "2026.9.4",
    ] {
      #expect(work.contains(text), "\(text)")
    }
    #expect(state.line(with: "▌ default")?.contains("1.2 %") == true)
  }

  @Test func `a name that is too long keeps the signs behind it`() throws {
    var state = state(80)
    try state.change("rescue") { $0.name = "rescue-of-the-very-long-name" }
    #expect(state.line(with: "rescue-of")?.hasPrefix("rescue-of-the-v… ◆  running") == true)
  }

  @Test func `ports with a finding have its sign, a port that nothing tells a dash`() throws {
    var state = state(120)
    #expect(state.line(with: "lab ✖")?.contains("18809✖  18811▲") == true)
    try state.change("work") {
      $0.plan = PortPlan(
        gateway: .init(20789, .unknown), canvas: nil, browser: .init(), rules: .init(version: nil))
    }
    #expect(state.line(with: "work ")?.contains("2079") == false)
  }

  @Test func `a long state has its room only while it is needed`() throws {
    var state = state(80)
    #expect(state.line(with: "NAME")?.contains("STATE     HEALTH") == true)
    try state.change("work") { $0.state = .backingOff }
    #expect(state.line(with: "NAME")?.contains("STATE        HEALTH") == true)
    #expect(state.shows("backing-off"))
  }

  @Test func `the chosen row is always in view, and how many are not is told`() {
    var state = state(80, 24)
    var many = Samples.snapshot
    many.gateways = (0..<30).map { Samples.gateway("g\($0)", port: 20000 + 200 * $0, state: .stopped) }
    _ = update(&state, .snapshot(many))
    let shown = Layout(state).rosterHeight
    #expect(state.line(with: "NAME")?.hasSuffix("\(30 - shown) more") == true)
    for _ in 0..<29 {
      state.press(.down)
      #expect(state.line(with: "▌")?.hasPrefix("▌ \(state.current?.name ?? "") ") == true)
    }
    state.press(.home)
    #expect(state.shows("▌ g0 ") && !state.shows("g29"))
  }

  // MARK: The top line

  @Test func `the top line counts states, in words only where there is room`() {
    #expect(state(120).lines()[0].contains("● 2 running   ◐ 1 degraded   ✖ 1 failed   ○ 1 stopped"))
    #expect(state(80).lines()[0].hasPrefix(" Gatehouse  ● 2  ◐ 1  ✖ 1  ○ 1"))
    #expect(state(49).lines()[0].hasPrefix("  ● 2  ◐ 1"))
    #expect(state(120).lines()[0].hasSuffix("broken ✖ 3    14:32:07"))
    #expect(state(80).lines()[0].hasSuffix("broken ✖ 3  14:32"))
    #expect(state(60).lines()[0].contains("iso ✖ 3"))
  }

  @Test func `verdicts have their word, sign and count`() {
    var state = state(120)
    var next = Samples.snapshot
    next.findings.removeAll { $0.severity == .error }
    _ = update(&state, .snapshot(next))
    #expect(state.lines()[0].contains("at-risk ▲ 2"))
    next.findings = []
    _ = update(&state, .snapshot(next))
    #expect(state.lines()[0].contains("isolated ✓"))
  }

  @Test func `before the first look that is said, and no verdict is given`() {
    var state = DashboardState()
    _ = update(&state, .resized(width: 120, height: 40))
    #expect(state.lines()[0].contains("looking for gateways"))
    #expect(!state.shows("isolated") && !state.shows("no gateway found"))
  }

  struct Badge: Sendable, CustomTestStringConvertible {
    var what: String
    var points: [ReadinessPoint]
    var rescue: String? = "rescue"
    var texts: [String]
    var role: Role
    var testDescription: String { what }
  }

  @Test(arguments: [
    Badge(what: "ready", points: [], texts: ["rescue ready ◆", "rescue ◆", "◆✓"], role: .good),
    Badge(
      what: "a gap", points: [.init(kind: .drill, status: .missing, detail: "")],
      texts: ["rescue ▲ 1 missing", "rescue ▲ 1", "◆▲"], role: .warning),
    Badge(
      what: "not isolated", points: [.init(kind: .isolated, status: .missing, detail: "")],
      texts: ["rescue ✖ not isolated", "rescue ✖", "◆✖"], role: .bad),
    Badge(what: "none", points: [], rescue: nil, texts: ["no rescue", "rescue –", "◆–"], role: .dim),
  ])
  func `the readiness of the rescue is always on the screen`(_ badge: Badge) {
    for (width, text) in zip([120, 80, 55], badge.texts) {
      var state = state(width)
      state.snapshot?.rescue = rescue(badge.points, rescue: badge.rescue)
      #expect(state.lines()[0].contains(text), "\(width)")
      #expect(state.looks(of: text)?.allSatisfy { $0.role == badge.role } == true, "\(width)")
    }
    var small = state(45)
    small.snapshot?.rescue = rescue([])
    #expect(!small.lines()[0].contains("◆"))
  }

  @Test func `a rescue under way is told in the top line with its step`() {
    var status = rescue([])
    var run = RescueRun(
      id: "x", main: .init(name: "default", stateDir: "", configPath: ""),
      rescue: .init(name: "rescue", stateDir: "", configPath: ""), beganAt: 0)
    run.step = .handOver
    status.run = run
    for (width, text) in [(120, "rescue ▸ 5 Hand over"), (80, "rescue ▸ 5"), (55, "◆▸")] {
      var state = state(width)
      state.snapshot?.rescue = status
      #expect(state.lines()[0].contains(text), "\(width)")
    }
  }

  // MARK: The panes' line

  @Test(arguments: [
    (120, "── default ── 1 Overview  2 Ports  3 CDP  4 Isolation  5 Logs  6 Environment  7 Journal ─"),
    (80, "─ default ─ 1 Overview 2 Ports 3 CDP 4 Isolation 5 Logs 6 Env 7 Journal ─"),
    (60, "─ default ─ 1 2 Ports 3 4 5 6 7 ─"),
  ])
  func `the panes are named as far as there is room, the shown one always`(width: Int, text: String) {
    var state = state(width)
    if width == 60 { state.press(.character("2")) }
    #expect(state.lines().contains { $0.hasPrefix(text) })
  }

  @Test func `more lines than there is room for are counted, and fewer at each step`() {
    var state = state(80, 14)
    state.press(.character("2"))
    let total = state.pane().count
    let room = state.screen.paneHeight
    #expect(state.shows(" ↓ \(total - room) more "))
    state.press(.enter, .down)
    #expect(state.shows(" ↓ \(total - state.screen.paneHeight - 1) more "))
    for _ in 0..<60 { state.press(.down) }
    #expect(state.paneView.scroll == total - state.screen.paneHeight)
    #expect(!state.shows("more ─"))
    state.press(.up)
    #expect(state.shows(" ↓ 1 more "))
  }

  // MARK: The bottom

  @Test(arguments: [40, 60, 80, 120, 200])
  func `help and quit never fall off the keys, and the line fits`(width: Int) throws {
    for pane in DashboardState.Pane.allCases {
      var state = state(width)
      state.pane = pane
      let keys = try #require(state.lines().last)
      #expect(keys.hasSuffix("? help  q quit") || keys.hasSuffix("? help   q quit"), "\(pane)")
      #expect(TextWidth.of(keys) <= width, "\(pane)")
      #expect(keys.contains("/ search") == (pane == .logs), "\(pane)")
    }
  }

  @Test func `a whole-screen pane says how to get back`() {
    var state = state(120)
    state.press(.enter)
    #expect(state.lines().last?.contains("Enter all") == true)
    #expect(!state.shows("NAME"))
  }

  @Test func `an answer stands above the keys until the next one or news`() {
    var state = state(80, 24)
    #expect(state.line(with: "9 s ago")?.hasSuffix("work is live on 20789 (pid 4300)") == true)
    _ = update(&state, .message("lab: started", isBad: false))
    #expect(state.shows("lab: started") && !state.shows("9 s ago"))
    var next = Samples.snapshot
    _ = update(&state, .snapshot(next))
    #expect(state.shows("lab: started"))
    next.lastEvent = .init(at: Samples.now, text: "lab is live")
    _ = update(&state, .snapshot(next))
    #expect(state.message == nil && state.shows("0 s ago  lab is live"))
  }

  @Test func `on the smallest screen an answer takes the place of the keys`() {
    var state = state(40, 10)
    #expect(state.lines().last?.contains("q quit") == true)
    state.press(.character("s"))
    #expect(state.lines().last == " default runs already (pid 4121)")
    state.press(.character("2"))
    #expect(state.lines().last?.contains("q quit") == true)
  }

  @Test func `without news the filter is told`() {
    var state = state(80, 24)
    state.snapshot?.lastEvent = nil
    state.roster.filter = "w"
    #expect(state.shows("filter: w   Esc shows all"))
  }

  @Test(arguments: [(39, 24), (80, 9), (1, 1)])
  func `below the smallest size only that is said`(width: Int, height: Int) {
    let state = state(width, height)
    let lines = state.lines()
    let text = "Gatehouse needs 40x10; this is \(width)x\(height)"
    #expect(lines[0] == String(text.prefix(width)))
    #expect(lines.dropFirst().joined().isEmpty)
    #expect(drawClock(state, over: draw(state, glyphs: .unicode)).lines() == lines)
  }

  @Test func `plain screens name the keys that have no letter`() {
    var state = state(120)
    state.press(.character("?"))
    let plain = draw(state, glyphs: .ascii).lines()
    #expect(plain.contains { $0.contains("s         start the selected") })
    #expect(plain.last?.contains("j k move") == true)
    state.press(.escape, .character("x"))
    #expect(draw(state, glyphs: .ascii).lines().last?.contains("Tab choose") == true)
  }
}
