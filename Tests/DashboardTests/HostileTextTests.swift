import Canvas
import GatewayModel
import TestSupport
import Testing

@testable import Dashboard

/// Names, logs and answers from outside may hold anything: nothing but signs in cells reaches the terminal.
@Suite(.computing) struct HostileTextTests {
  static let texts = [
    "\u{1B}[2J\u{1B}]0;owned\u{07}", "a\u{9B}31mb", "a\r\nb\u{0}c", "x\u{202E}gpj.exe",
    "\u{200B}\u{200D}\u{FEFF}",
    String(repeating: "中", count: 80), "e" + String(repeating: "\u{301}", count: 40), "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧",
    "tab\there",
    String(repeating: "x", count: 400), "",
  ]

  private func isHarmless(_ grid: Grid) -> Bool {
    grid.cells.allSatisfy { cell in
      if cell.marks == 0, (0x20..<0x7F).contains(cell.scalar) { return cell.width == 1 }
      guard cell.width > 0 else { return cell.scalar == 0 }
      let scalars = [Unicode.Scalar(cell.scalar)].compactMap(\.self) + grid.marks[Int(cell.marks)]
      return !scalars.isEmpty
        && scalars.allSatisfy {
          ![.control, .format, .lineSeparator].contains($0.properties.generalCategory)
        }
    }
  }

  /// Every row fills the screen exactly: a wide character has its second half, and no half stands alone.
  private func isWhole(_ grid: Grid) -> Bool {
    (0..<grid.height).allSatisfy { y in grid.row(y).reduce(0) { $0 + Int($1.width) } == grid.width }
  }

  private func state(_ text: String, _ width: Int, _ height: Int) throws -> DashboardState {
    var state = Samples.state(width: width, height: height)
    try state.change("work") {
      $0.name = text
      $0.failure = text
      $0.version = text
      $0.service.unit = text
      $0.health.failing = [text]
      $0.health.channels = [.init(name: text, lastInboundMs: nil, isConnected: false, problem: text)]
      $0.controlURL = text
      $0.placeDoubt = text
      $0.portDoubt = text
      $0.workspace = "/" + text
      $0.listeners[0].command = text
      $0.browsers[0].browser = text
      $0.browsers[0].listener = $0.listeners[0]
    }
    state.snapshot?.lastEvent?.text = text
    state.roster.selected = state.snapshot?.gateways[3].id
    var next = try #require(state.snapshot)
    next.findings = [
      .init(
        .init(rawValue: text), .error,
        gateways: [next.gateways[3], next.gateways[0]].map { NamedGateway(id: $0.id, name: $0.name) },
        paths: [text], detail: text, fix: text)
    ]
    _ = update(&state, .snapshot(next))
    let id = try #require(state.current).id
    _ = update(
      &state,
      .environment(
        .init(
          id: id, command: [text], workingDirectory: text,
          variables: [.init(name: text, value: text, isOpenClaw: true)], dropped: [text], refusal: nil,
          unit: text)))
    _ = update(
      &state,
      .journal([
        .init(
          at: 0, id: "1", gateway: text, stateDir: "/s", action: JournalAction(rawValue: text),
          phase: .noted, by: .key, gatehouse: 1,
          message: text)
      ]))
    return state
  }

  @Test(arguments: texts) func `no pane lets anything through, and no row is shifted`(text: String) throws {
    for (width, height) in [(100, 20), (40, 10)] {
      var state = try state(text, width, height)
      for pane in DashboardState.Pane.allCases {
        state.pane = pane
        if pane == .logs, let id = state.current?.id {
          _ = update(&state, .log(id: id, title: "its own log", lines: [text, text], isNew: true))
        }
        for isWrapped in pane == .logs ? [false, true] : [false] {
          state.logView.isWrapped = isWrapped
          let grid = draw(state, glyphs: .unicode)
          #expect(isHarmless(grid), "\(pane) at \(width)")
          #expect(isWhole(grid), "\(pane) at \(width)")
        }
      }
    }
  }

  @Test(arguments: texts) func `no question, palette, filter or check lets anything through`(text: String)
    throws
  {
    for (width, height) in [(100, 20), (40, 10)] {
      let state = try state(text, width, height)
      let id = try #require(state.current).id
      let modes: [DashboardState.Mode] = [
        .confirm(.init(action: .stop, ids: [id], question: text, detail: text, verb: "Stop")), .filter,
        .search(text),
        .palette(text: text, selected: 0),
        .quick(.init(id: id, name: text, lines: [text, "$ " + text]), scroll: 0),
      ]
      for mode in modes {
        var shown = state
        shown.mode = mode
        shown.message = .init(text: text, isBad: true)
        let grid = draw(shown, glyphs: .unicode)
        #expect(isHarmless(grid) && isWhole(grid), "\(mode) at \(width)")
      }
    }
  }

  @Test func `letters, marks and wide characters that are typed are kept as they are`() {
    var state = Samples.state(width: 80, height: 24)
    state.press(.character("/"))
    state.type("日e\u{301}👍🏽")
    #expect(state.roster.filter == "日e\u{301}👍🏽")
    state.press(.backspace)
    #expect(state.roster.filter == "日e\u{301}")
    state.press(.backspace)
    #expect(state.roster.filter == "日")
    #expect(state.rows.map(\.name) == ["日本"])
  }

  @Test func `a name with a mark stays in its column, and the next column in its place`() throws {
    var state = Samples.state(width: 120, height: 40)
    try state.change("work") { $0.name = "cafe\u{301}" }
    let line = try #require(state.lines().first { $0.contains("cafe\u{301} ") })
    let header = try #require(state.lines().first { $0.contains("STATE") })
    let place = { (text: String, line: String) in
      line.firstRange(of: text).map { TextWidth.of(String(line[..<$0.lowerBound])) }
    }
    #expect(place("degraded", line) == place("STATE", header))
    let wide = try #require(state.lines().first { $0.contains("日本") })
    #expect(place("stopped", wide) == place("STATE", header))
  }
}
