import Canvas
import GatewayModel
import TestSupport
import Testing

@testable import Dashboard

/// A key acts on what a person saw when it was pressed: not on what has come to be selected since, nor on what is not shown.
@Suite(.computing) struct SelectionTests {
  private func id(_ name: String) throws -> GatewayID {
    try #require(Samples.snapshot.gateways.first { $0.name == name }).id
  }

  /// Three that failed, of five, with the middle one selected.
  private func failed() throws -> DashboardState {
    var state = Samples.state(width: 120, height: 40)
    for name in ["rescue", "work"] {
      try state.change(name) {
        $0.state = .failed
        $0.process = nil
      }
    }
    state.press(.character("/"))
    state.type("failed")
    state.press(.enter)
    #expect(state.rows.map(\.name) == ["rescue", "lab", "work"])
    state.press(.down)
    #expect(state.current?.name == "lab")
    return state
  }

  private func wait(_ seconds: Double, _ state: inout DashboardState) {
    _ = update(&state, .time(now: state.screen.now + seconds, clock: ""))
  }

  @Test func `where the filter hides the selected row its neighbour is selected, not the first row`() throws {
    var state = try failed()
    try state.change("lab") { $0.state = .running }
    #expect(state.rows.map(\.name) == ["rescue", "work"] && state.current?.name == "work")
    // The last row's neighbour is the one above.
    try state.change("work") { $0.state = .running }
    #expect(state.current?.name == "rescue")
    try state.change("rescue") { $0.state = .running }
    #expect(state.current == nil)
    // What comes back is not where it was.
    try state.change("work") { $0.state = .failed }
    #expect(state.current?.name == "work")
  }

  @Test(arguments: [
    Key.character("s"), .character("p"), .character("!"), .character("o"), .character("Q"), .character(" "),
  ])
  func `a key that was meant for the row before does nothing to the one that came in its place`(key: Key)
    throws
  {
    var state = try failed()
    try state.change("lab") { $0.state = .running }
    let (pane, marked) = (state.pane, state.roster.marked)
    #expect(state.press(key).isEmpty && state.mode == .browse)
    #expect(state.message?.text == "the selection has just moved by itself, to work: look again")
    #expect(state.pane == pane && state.roster.marked == marked)
    wait(0.49, &state)
    #expect(state.press(key).isEmpty)
    wait(0.02, &state)
    state.message = nil
    _ = state.press(key)
    #expect(state.message?.text.contains("by itself") != true)
  }

  @Test func `nor does a command from the palette, or the one that a new list begins with`() throws {
    var state = try failed()
    state.press(.character(":"))
    state.type("start")
    try state.change("lab") { $0.state = .running }
    #expect(state.press(.enter).isEmpty && state.message?.text.contains("by itself") == true)
    // All were gone, and another one came.
    for name in ["rescue", "work"] { try state.change(name) { $0.state = .running } }
    wait(60, &state)
    try state.change("rescue") { $0.state = .failed }
    #expect(state.press(.character("s")).isEmpty && state.message?.text.contains("by itself") == true)
  }

  @Test func `what asks by name asks at once, and what a person selects is acted on at once`() throws {
    var state = try failed()
    try state.change("lab") { $0.state = .running }
    state.press(.character("x"))
    guard case .confirm(let asked) = state.mode else {
      Issue.record("no question")
      return
    }
    #expect(asked.ids == [try id("work")])
    state.press(.escape, .up)
    wait(1, &state)
    #expect(state.press(.character("s")) == [.perform(.start, [try id("rescue")])])
    // A clock that was set back does not lock the keys.
    try state.change("rescue") { $0.state = .running }
    wait(-3600, &state)
    #expect(state.press(.character("s")) == [.perform(.start, [try id("work")])])
  }

  @Test func `a row that comes to match the filter does not take the selection`() throws {
    var state = try failed()
    try state.change("default") { $0.state = .failed }
    #expect(state.rows.first?.name == "default" && state.current?.name == "lab")
    // Also where what was selected before the filter is hidden by it, and the first row stands for it.
    var other = Samples.state(width: 120, height: 40)
    try other.choose("work")
    other.press(.character("/"))
    other.type("failed")
    other.press(.enter)
    #expect(other.current?.name == "lab")
    try other.change("default") { $0.state = .failed }
    #expect(other.current?.name == "lab")
    #expect(other.press(.character("s")) == [.perform(.start, [try id("lab")])])
  }

  @Test func `a gateway that is gone leaves the first row, and keys wait then too`() throws {
    var state = Samples.state(width: 120, height: 40)
    try state.choose("lab")
    var next = Samples.snapshot
    next.gateways.removeAll { $0.name == "lab" }
    _ = update(&state, .snapshot(next))
    #expect(state.current?.name == "default")
    #expect(state.press(.character("p")).isEmpty && state.message?.text.contains("by itself") == true)
  }

  // MARK: Marks

  @Test(arguments: [Key.character("s"), .character("x"), .character("r"), .character("X"), .character("p")])
  func `where all that is marked is hidden nothing is done, and the marks stay`(key: Key) throws {
    var state = Samples.state(width: 120, height: 40)
    state.press(.character(" "), .character(" "), .character("/"))
    state.type("lab")
    state.press(.enter)
    #expect(state.current?.name == "lab" && state.roster.marked.count == 2)
    #expect(state.press(key).isEmpty && state.mode == .browse)
    #expect(state.message?.text == "what is marked is hidden by the filter: Esc shows all rows")
    #expect(state.roster.marked.count == 2)
    // Where one of them is shown, that one is meant.
    state.press(.escape, .character("/"))
    state.type("rescue")
    state.press(.enter, .character("x"))
    guard case .confirm(let asked) = state.mode else {
      Issue.record("no question")
      return
    }
    #expect(asked.ids == [try id("rescue")])
  }

  // MARK: Small screens

  @Test(arguments: [(39, 24), (120, 9), (1, 1), (0, 0)])
  func `keys do nothing unseen on a screen on which nothing is drawn`(width: Int, height: Int) throws {
    var state = Samples.state(width: 120, height: 40)
    try state.choose("lab")
    _ = update(&state, .resized(width: width, height: height))
    let before = state
    let keys = KeyTable.all.flatMap(\.keys).filter {
      ![.character("q"), .control("z"), .control("l")].contains($0)
    }
    for key in keys + [.escape, .enter, .character("y"), .click(x: 0, y: 4), .backspace] {
      #expect(update(&state, .key(key)).isEmpty, "\(key)")
      #expect(state == before, "\(key)")
    }
    #expect(update(&state, .key(.control("z"))) == [.suspend])
    #expect(update(&state, .key(.control("l"))) == [.redraw])
    #expect(update(&state, .key(.character("q"))) == [.quit])
    _ = update(&state, .resized(width: 40, height: 10))
    #expect(update(&state, .key(.character("s"))) == [.perform(.start, [try id("lab")])])
  }

  @Test func `nor do they answer a question that is not drawn`() throws {
    var state = Samples.state(width: 120, height: 40)
    state.press(.character("x"))
    _ = update(&state, .resized(width: 30, height: 8))
    #expect(update(&state, .key(.character("y"))).isEmpty)
    _ = update(&state, .resized(width: 120, height: 40))
    #expect(update(&state, .key(.character("y"))) == [.perform(.stop, [try id("default")])])
  }

  @Test(arguments: [(0, 0), (1, 1), (2, 2), (3, 3), (5, 4)])
  func `a box has its place on any screen, and what is in it room for nothing less`(width: Int, height: Int) {
    var state = DashboardState()
    (state.screen.width, state.screen.height) = (width, height)
    var painter = LinePainter(width: width, height: height, glyphs: .unicode)
    let place = Box.draw("t", width: 76, height: 30, state, &painter)
    #expect(place.width >= 0 && place.height >= 0)
    HelpView.draw(state, scroll: 0, bindings: KeyTable.all, guide: RescueGuideKeys.all, &painter)
    QuickChecksView.draw(
      .init(id: .init(stateDir: "", configPath: ""), name: "n", lines: ["a"]), scroll: 0, state, &painter)
    PaletteView.draw(state, text: "", selected: 3, bindings: KeyTable.all, &painter)
    #expect(painter.grid.width == width && painter.grid.height == height)
  }

  @Test func `a pane that becomes shorter is scrolled back at once`() throws {
    var state = Samples.state(width: 80, height: 24)
    state.press(.character("6"))
    let id = try #require(state.current).id
    func report(_ count: Int) -> EnvironmentReport {
      EnvironmentReport(
        id: id, command: ["a"], workingDirectory: "/",
        variables: (0..<count).map { .init(name: "V\($0)", value: "v", isOpenClaw: false) }, dropped: [],
        refusal: nil)
    }
    _ = update(&state, .environment(report(200)))
    state.press(.enter, .character("G"))
    #expect(state.paneView.scroll > 100)
    _ = update(&state, .environment(report(3)))
    #expect(state.paneView.scroll == 0)
    state.pane = .overview
    state.paneView.scroll = 500
    _ = update(&state, .snapshot(Samples.snapshot))
    #expect(state.paneView.scroll < 30)
  }
}
