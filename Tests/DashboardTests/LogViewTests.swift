import Canvas
import GatewayModel
import TestSupport
import Testing

@testable import Dashboard

/// Searching, filtering, wrapping and pausing a log.
@Suite(.computing) struct LogViewTests {
  private func state(_ lines: [String], width: Int = 120, height: Int = 40) -> DashboardState {
    var state = Samples.state(width: width, height: height)
    _ = update(&state, .key(.character("5")))
    if let id = state.current?.id { _ = update(&state, .log(id: id, lines: lines, isNew: true)) }
    state.screen.paneHeight = paneHeight(state)
    return state
  }

  private func type(_ text: String, _ state: inout DashboardState) {
    for character in text { _ = update(&state, .key(.character(character))) }
  }

  private func screen(_ state: DashboardState) -> [String] { draw(state, glyphs: .unicode).lines() }

  private func shows(_ text: String, _ state: DashboardState) -> Bool {
    screen(state).contains { $0.contains(text) }
  }

  private static let lines = (1...200).map { number in
    number % 50 == 0
      ? "WARN needle \(number)" : number == 120 ? "Error: broken \(number)" : "info line \(number)"
  }

  @Test func `a search finds upwards, n goes on, N goes back, and what is found stands still`() {
    var state = state(Self.lines)
    type("/NEEDLE", &state)
    #expect(state.mode == .search("NEEDLE"))
    _ = update(&state, .key(.enter))
    #expect(shows("needle 200", state) && state.logView.isPaused)
    type("n", &state)
    #expect(shows("needle 150", state) && !shows("needle 200", state))
    type("nn", &state)
    #expect(shows("needle 50", state))
    type("n", &state)
    #expect(state.message?.text == "NEEDLE is not found above")
    type("N", &state)
    #expect(shows("needle 100", state))
    let before = screen(state).filter { $0.contains("line ") }
    if let id = state.current?.id {
      _ = update(&state, .log(id: id, lines: ["info line 201", "needle 202"], isNew: false))
    }
    #expect(screen(state).filter { $0.contains("line ") } == before)
    type("nN", &state)
    #expect(shows("needle 100", state))
  }

  @Test func `a search without a match says so, and Esc ends it`() {
    var state = state(Self.lines)
    type("/zebra", &state)
    _ = update(&state, .key(.enter))
    #expect(state.message?.text == "zebra is not found in this log")
    type("/x", &state)
    _ = update(&state, .key(.escape))
    #expect(state.mode == .browse && state.logView.search.isEmpty)
    type("n", &state)
    #expect(state.message?.text == "/ searches the log first")
  }

  @Test func `the level leaves out what is less grave, and a line that goes on belongs to the one above`() {
    var state = state(["info a", "Error: b", "    at c (d.js:1)", "WARN e", "f", "debug g"])
    type("v", &state)
    #expect(state.shownLog.map(\.text) == ["info a", "Error: b", "    at c (d.js:1)", "WARN e", "f"])
    type("vv", &state)
    #expect(state.shownLog.map(\.text) == ["Error: b", "    at c (d.js:1)"])
    #expect(shows("error and graver", state) && !shows("WARN e", state))
    type("v", &state)
    #expect(state.shownLog.count == 6)
  }

  @Test func `a long line is cut, or wrapped on demand`() {
    var state = state(["begin " + String(repeating: "word ", count: 60) + "finish"], width: 80, height: 24)
    #expect(!shows("finish", state))
    type("w", &state)
    #expect(shows("begin", state) && shows("finish", state) && shows("wrapped", state))
  }

  @Test func `a paused log stands still while lines come, and follows again`() {
    var state = state(Self.lines)
    type("f", &state)
    let before = screen(state).filter { $0.contains("line ") }
    if let id = state.current?.id { _ = update(&state, .log(id: id, lines: ["info line 201"], isNew: false)) }
    #expect(screen(state).filter { $0.contains("line ") } == before)
    #expect(shows("1 below", state))
    type("f", &state)
    #expect(shows("info line 201", state))
  }

  @Test func `the last start is found, and a log without one says so`() {
    let mark = LogMark.start(generation: 4, name: "default", at: 0)
    var state = state(["info old", mark] + Self.lines)
    type("[", &state)
    #expect(shows("run 4 of default started", state) && shows("info line 2", state))
    var other = self.state(Self.lines)
    type("[", &other)
    #expect(other.message?.text == "no start by Gatehouse is in this log")
  }

  @Test func `keys of the log say where they belong in another pane`() {
    var state = Samples.state(width: 120, height: 40)
    type("v", &state)
    #expect(state.message?.text == "log level is for the Logs pane: 5 shows it")
  }

  @Test func `what is copied is what is in view`() {
    var state = state(Self.lines)
    let intents = update(&state, .key(.character("c")))
    guard case .copy(let text)? = intents.first else {
      Issue.record("nothing is copied")
      return
    }
    #expect(text.hasSuffix("WARN needle 200"))
    #expect(text.split(separator: "\n").count == state.screen.paneHeight)
  }
}
