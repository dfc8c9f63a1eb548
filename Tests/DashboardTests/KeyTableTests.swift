import Canvas
import GatewayModel
import TestSupport
import Testing

@testable import Dashboard

/// Every key while browsing: what it asks for, and what it changes.
@Suite(.computing) struct KeyTableTests {
  private func state() -> DashboardState { Samples.state(width: 120, height: 40) }

  struct Row: Sendable, CustomTestStringConvertible {
    var key: Key
    var pane = DashboardState.Pane.overview
    var asks: @Sendable (GatewayID) -> [Intent] = { _ in [] }
    var change: @Sendable (DashboardState) -> Bool = { _ in true }
    var testDescription: String { "\(key)" }
  }

  static let rows: [Row] = [
    Row(key: .character("1"), pane: .logs, asks: { _ in [.hideLog] }, change: { $0.pane == .overview }),
    Row(key: .character("2"), asks: { _ in [.hideLog] }, change: { $0.pane == .ports }),
    Row(key: .character("3"), asks: { _ in [.hideLog] }, change: { $0.pane == .cdp }),
    Row(key: .character("4"), asks: { _ in [.hideLog] }, change: { $0.pane == .isolation }),
    Row(key: .character("5"), asks: { [.showLog($0, own: false)] }, change: { $0.pane == .logs }),
    Row(
      key: .character("6"), asks: { [.hideLog, .loadEnvironment($0)] }, change: { $0.pane == .environment }),
    Row(key: .character("7"), asks: { _ in [.hideLog, .loadJournal] }, change: { $0.pane == .journal }),
    Row(key: .tab, asks: { _ in [.hideLog] }, change: { $0.pane == .ports }),
    Row(key: .backTab, asks: { _ in [.hideLog, .loadJournal] }, change: { $0.pane == .journal }),
    Row(key: .enter, change: { $0.paneView.isZoomed }),
    Row(key: .character("x"), change: { $0.asks(.stop) }),
    Row(key: .character("r"), change: { $0.asks(.restart) }),
    Row(key: .character("X"), change: { $0.asks(.kill) }),
    Row(key: .character("Q"), asks: { [.quick($0)] }, change: { $0.quick?.name == "default" }),
    Row(key: .character("o"), asks: { _ in [.open("http://127.0.0.1:18789/")] }),
    Row(key: .character("!"), asks: { [.shell($0)] }),
    Row(key: .character("/"), change: { $0.mode == .filter }),
    Row(key: .character("/"), pane: .logs, change: { $0.mode == .search("") }),
    Row(key: .character(":"), change: { $0.mode == .palette(text: "", selected: 0) }),
    Row(key: .character("?"), change: { $0.mode == .help(scroll: 0) }),
    Row(key: .function(1), change: { $0.mode == .help(scroll: 0) }),
    Row(key: .control("l"), asks: { _ in [.redraw] }),
    Row(key: .control("z"), asks: { _ in [.suspend] }),
    Row(key: .character("q"), asks: { _ in [.quit] }),
    Row(
      key: .character("R"), asks: { _ in [.hideLog, .openRescue] }, change: { $0.mode == .rescue(.init()) }),
    Row(key: .character("v"), pane: .logs, change: { $0.logView.least == .info }),
    Row(key: .character("w"), pane: .logs, change: { $0.logView.isWrapped }),
    Row(key: .character("f"), pane: .logs, change: { $0.logView.isPaused }),
    Row(key: .character("t"), pane: .logs, asks: { [.showLog($0, own: true)] }, change: { $0.logView.isOwn }),
    Row(key: .character("L"), pane: .logs, asks: { [.page($0, own: false)] }),
    Row(key: .character("j"), asks: { _ in [.hideLog] }, change: { $0.current?.name == "rescue" }),
    Row(key: .down, asks: { _ in [.hideLog] }, change: { $0.current?.name == "rescue" }),
    Row(key: .character("G"), asks: { _ in [.hideLog] }, change: { $0.current?.name == "日本" }),
    Row(key: .end, asks: { _ in [.hideLog] }, change: { $0.current?.name == "日本" }),
    Row(key: .character(" "), asks: { _ in [.hideLog] }, change: { $0.roster.marked.count == 1 }),
  ]

  @Test(arguments: rows) func `a key does what its row in the help says`(_ row: Row) throws {
    var state = state()
    if row.pane != .overview { _ = update(&state, .key(.character(Character("\(row.pane.rawValue + 1)")))) }
    let id = try #require(state.current?.id)
    #expect(update(&state, .key(row.key)) == row.asks(id))
    #expect(row.change(state))
    #expect(state.message == nil)
  }

  @Test func `keys that go up come back from where those that go down have led`() {
    for (down, up) in [(Key.down, Key.up), (.character("j"), .character("k")), (.end, .home)] {
      var state = state()
      state.press(down, up)
      #expect(state.current?.name == "default", "\(up)")
    }
    var state = state()
    for _ in 0..<7 { state.press(.tab) }
    #expect(state.pane == .overview)
    for _ in 0..<7 { state.press(.backTab) }
    #expect(state.pane == .overview)
  }

  @Test func `a key that nothing is bound to changes nothing, and leaves an answer where it is`() {
    var state = state()
    state.press(.control("c"))
    let before = state
    #expect(state.press(.character("€"), .left, .delete, .function(9)).isEmpty)
    #expect(state == before)
    state.press(.enter)
    #expect(state.message == nil)
  }

  @Test func `without any gateway no key asks for anything about one`() {
    var state = DashboardState()
    _ = update(&state, .resized(width: 120, height: 40))
    _ = update(&state, .snapshot(.init(takenAt: 1, hostName: "atlas", gateways: [])))
    for key in "sxrXpQo! nNfvwtL[c" {
      #expect(state.press(.character(key)).isEmpty, "\(key)")
      #expect(state.mode == .browse, "\(key)")
    }
    #expect(state.shows("no gateway found in"))
    for key in "1234567" { #expect(state.press(.character(key)) == [.hideLog], "\(key)") }
    #expect(state.press(.character("q")) == [.quit])
  }

  @Test func `every key of the Logs pane is refused elsewhere with the name of its command`() {
    let names = [
      "n": "next match", "N": "previous match", "v": "log level", "w": "wrap log", "f": "pause log",
      "[": "last start", "t": "other log", "L": "pager",
    ]
    for (key, name) in names {
      var state = state()
      let before = state.logView
      #expect(state.type(key).isEmpty, "\(key)")
      #expect(state.message?.text == "\(name) is for the Logs pane: 5 shows it", "\(key)")
      #expect(state.message?.isBad == true && state.logView == before, "\(key)")
    }
  }

  @Test func `Esc undoes one thing at a time: the filter, the whole screen, then the marks`() {
    var state = state()
    state.press(.character(" "), .enter)
    state.roster.filter = "e"
    state.press(.escape)
    #expect(state.roster.filter.isEmpty && state.paneView.isZoomed && state.roster.marked.count == 1)
    state.press(.escape)
    #expect(!state.paneView.isZoomed && state.roster.marked.count == 1)
    state.press(.escape)
    #expect(state.roster.marked.isEmpty)
  }

  @Test func `the wheel moves the selection, and in a whole-screen pane the text`() {
    var state = Samples.state(width: 80, height: 14)
    #expect(state.press(.wheelDown) == [.hideLog])
    #expect(state.current?.name == "rescue")
    state.press(.wheelUp)
    #expect(state.current?.name == "default")
    state.press(.enter, .wheelDown)
    #expect(state.current?.name == "default" && state.paneView.scroll > 0)
    state.press(.wheelUp)
    #expect(state.paneView.scroll == 0)
  }

  @Test func `a click chooses the row it is on, and nothing outside the roster's rows`() throws {
    var state = state()
    let y = try #require(state.lines().firstIndex { $0.contains("  work  ") })
    #expect(state.press(.click(x: 30, y: y)) == [.hideLog])
    #expect(state.current?.name == "work")
    for y in [0, 2, y + 2, 39] {
      #expect(state.press(.click(x: 3, y: y)).isEmpty, "\(y)")
      #expect(state.current?.name == "work", "\(y)")
    }
    state.press(.enter)
    #expect(state.press(.click(x: 3, y: 4)).isEmpty)
  }

  @Test func `a mark taken again is taken away, and the row below is next`() {
    var state = state()
    state.press(.character(" "))
    #expect(state.current?.name == "rescue")
    state.press(.up, .character(" "))
    #expect(state.roster.marked.isEmpty)
    state.press(.character("G"), .character(" "))
    #expect(state.current?.name == "日本" && state.roster.marked.count == 1)
  }

  @Test func `marks of gateways that are gone go with them`() throws {
    var state = state()
    state.press(.character(" "), .character(" "))
    var next = Samples.snapshot
    next.gateways.removeFirst()
    _ = update(&state, .snapshot(next))
    #expect(state.roster.marked == [next.gateways[0].id])
  }

  @Test func `copying takes all of the pane, and nothing where it says nothing`() {
    var state = state()
    state.press(.character("2"))
    guard case .copy(let text)? = state.press(.character("y")).first else {
      Issue.record("nothing copied")
      return
    }
    #expect(text.contains("browser control") && text.contains("18791") && text.contains("Port map"))
    var empty = DashboardState()
    #expect(empty.press(.character("c")).isEmpty)
  }

  @Test func `a gateway without a Control UI says that it has none`() throws {
    var state = state()
    try state.change("default") { $0.controlURL = nil }
    #expect(state.press(.character("o")).isEmpty)
    #expect(state.message?.text == "default has no Control UI: it is off in its config")
  }
}

extension DashboardState {
  /// Whether a question about a command is open.
  fileprivate func asks(_ command: Dashboard.Command) -> Bool {
    if case .confirm(let question) = mode { question.action == command } else { false }
  }

  fileprivate var quick: QuickReport? { if case .quick(let report, 0) = mode { report } else { nil } }
}
