import Canvas
import GatewayModel
import TestSupport
import Testing

@testable import Dashboard

/// What reaches the Logs pane, what it shows of it, and how far it scrolls.
@Suite(.computing) struct LogEventsTests {
  private func state(_ lines: [String]? = nil, title: String = "", width: Int = 80, height: Int = 24) throws
    -> DashboardState
  {
    var state = Samples.state(width: width, height: height)
    state.press(.character("5"))
    guard let lines else { return state }
    let id = try #require(state.current).id
    _ = update(&state, .log(id: id, title: title, lines: lines, isNew: true))
    return state
  }

  private func numbered(_ count: Int) -> [String] { (1...count).map { "line \($0)." } }

  @Test func `before the log is there, where there is none, and while it is empty, that is said`() throws {
    var state = try state()
    #expect(state.pane() == ["reading the log"])
    let id = try #require(state.current).id
    _ = update(&state, .noLog(id: id, reason: "default has printed nothing yet"))
    #expect(state.pane() == ["default has printed nothing yet"])
    _ = update(&state, .log(id: id, lines: [], isNew: true))
    #expect(state.pane() == ["the log is empty so far"])
    _ = update(&state, .log(id: id, lines: ["debug x"], isNew: false))
    state.press(.character("v"))
    #expect(state.pane() == ["no line is info or graver; v shows more"])
  }

  @Test func `lines of a log that is no longer followed are dropped`() throws {
    var state = try state(["of default"])
    let main = try #require(state.current).id
    state.press(.down)
    #expect(state.log.id == nil)
    _ = update(&state, .log(id: main, lines: ["late"], isNew: false))
    #expect(state.log.lines.isEmpty && state.pane() == ["reading the log"])
  }

  @Test func `the same gateway's log stays while another pane is shown`() throws {
    var state = try state(["of default"])
    state.press(.character("1"), .character("5"))
    #expect(state.shows("of default"))
  }

  @Test func `a page goes one line less than the pane is high, and stops at both ends`() throws {
    var state = try state(numbered(100))
    let page = state.screen.paneHeight - 1
    state.press(.pageUp)
    #expect(state.paneView.scroll == page && state.logView.isPaused)
    #expect(state.shows("line \(100 - page).") && !state.shows("line \(100 - page + 1)."))
    for _ in 0..<50 { state.press(.pageUp) }
    #expect(state.paneView.scroll == 100 - state.screen.paneHeight)
    #expect(state.shows("line 1."))
    for _ in 0..<50 { state.press(.control("f")) }
    #expect(state.paneView.scroll == 0 && !state.logView.isPaused && state.shows("line 100."))
  }

  @Test func `in a whole-screen pane lines, top and end are reached by key`() throws {
    var state = try state(numbered(100))
    state.press(.enter, .up)
    #expect(state.paneView.scroll == 1 && !state.shows("line 100.") && state.shows("line 99."))
    state.press(.character("g"))
    #expect(state.shows("line 1.") && state.current?.name == "default")
    state.press(.down)
    #expect(!state.shows("line 1.") && state.shows("line 2."))
    state.press(.character("G"))
    #expect(state.shows("line 100.") && !state.logView.isPaused)
  }

  @Test func `a short log does not scroll`() throws {
    var state = try state(numbered(3))
    state.press(.pageUp, .enter, .character("g"))
    #expect(state.paneView.scroll == 0 && !state.logView.isPaused)
    #expect(state.shows("line 1.") && state.shows("line 3."))
  }

  @Test func `what is special about the view stands above the pane`() throws {
    var state = try state(numbered(100), title: "OpenClaw's own log")
    #expect(state.shows(" OpenClaw's own log "))
    state.press(.character("v"), .character("v"), .character("w"))
    #expect(state.shows("OpenClaw's own log, warn and graver, wrapped"))
    state.press(.character("f"))
    #expect(LogsPane.status(state).contains("paused, f follows"))
    state.logView.search = "a text that is longer than that"
    #expect(LogsPane.status(state).contains("/a text that is ~"))
  }

  @Test func `lines are coloured by their level, a start mark and a match by their own`() throws {
    var state = try state([
      "info fine", "WARN odd", "Error: wrong", "debug quiet",
      LogMark.start(generation: 2, name: "default", at: 0),
    ])
    for (text, role) in [
      ("info fine", Role.text), ("WARN odd", .warning), ("Error: wrong", .bad), ("debug quiet", .dim),
      ("--- gatehouse", .accent),
    ] {
      #expect(try #require(state.looks(of: text)).allSatisfy { $0.role == role }, "\(text)")
    }
    state.press(.character("/"))
    state.type("odd")
    state.press(.enter)
    #expect(state.looks(of: "WARN odd")?.last == Style(.accent, .reverse))
    #expect(state.looks(of: "WARN ")?.first?.role == .warning)
    #expect(state.line(with: "WARN odd")?.hasPrefix("▌") == true)
  }

  @Test(arguments: [
    ("aXbxc", "x", ["a", "X", "b", "x", "c"], [false, true, false, true, false]),
    ("xx", "x", ["x", "x"], [true, true]), ("aaa", "aa", ["aa", "a"], [true, false]),
    ("abc", "", ["abc"], [false]), ("ab", "abc", ["ab"], [false]), ("", "a", [""], [false]),
    ("ÄRGER", "är", ["ÄR", "GER"], [true, false]), ("e\u{301}e", "é", ["e\u{301}", "e"], [true, false]),
    ("日本語", "本", ["日", "本", "語"], [false, true, false]),
  ])
  func `a match is marked whatever its case`(
    line: String, wanted: String, parts: [String], marks: [Bool]
  ) {
    let found = LogSearch.parts(line, wanted)
    #expect(found.map(\.text) == parts && found.map(\.isMatch) == marks)
    #expect(LogSearch.matches(line, wanted) == (marks.contains(true) || wanted.isEmpty))
  }

  @Test func `the search is typed and taken back letter by letter`() throws {
    var state = try state(numbered(10))
    state.press(.character("/"))
    state.type("lin")
    #expect(state.lines().last?.hasPrefix(" / lin") == true)
    state.press(.backspace)
    #expect(state.mode == .search("li"))
    state.press(.control("u"))
    #expect(state.mode == .search(""))
    state.press(.backspace)
    #expect(state.mode == .browse)
    state.press(.character("/"), .enter)
    #expect(state.mode == .browse && state.logView.match == nil && state.message == nil)
  }

  @Test func `the other log is asked for, and shown anew`() throws {
    var state = try state(numbered(100))
    let id = try #require(state.current).id
    state.press(.pageUp)
    #expect(state.press(.character("t")) == [.showLog(id, own: true)])
    #expect(state.log.lines.isEmpty && state.paneView.scroll == 0)
    #expect(state.press(.character("L")) == [.page(id, own: true)])
    #expect(state.press(.character("t")) == [.showLog(id, own: false)])
  }

  @Test func `another gateway's log begins at its end, unpaused`() throws {
    var state = try state(numbered(100))
    state.press(.pageUp)
    let next = try #require(state.snapshot).gateways[1].id
    #expect(state.press(.down) == [.showLog(next, own: false)])
    #expect(state.paneView.scroll == 0 && !state.logView.isPaused)
  }

  @Test func `bytes are counted until the oldest lines go, one at a time`() {
    var buffer = LogBuffer()
    let line = String(repeating: "x", count: LogBuffer.byteLimit / 4)
    buffer.append([
      "1" + line.dropFirst(), "2" + line.dropFirst(), "3" + line.dropFirst(), "4" + line.dropFirst(),
    ])
    #expect(buffer.lines.count == 4)
    buffer.append(["5"])
    #expect(buffer.lines.map { $0.text.prefix(1) } == ["2", "3", "4", "5"])
    buffer.append(["6" + line.dropFirst()])
    #expect(buffer.lines.map { $0.text.prefix(1) } == ["3", "4", "5", "6"])
  }
}
