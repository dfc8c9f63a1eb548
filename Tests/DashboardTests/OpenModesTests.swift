import Canvas
import GatewayModel
import TestSupport
import Testing

@testable import Dashboard

/// Questions, the palette and the filter.
@Suite(.computing) struct OpenModesTests {
  private func state(_ width: Int = 120, _ height: Int = 40) -> DashboardState {
    Samples.state(width: width, height: height)
  }

  // MARK: Questions

  @Test(arguments: [Key.left, .right, .tab, .backTab, .character("h"), .character("l")])
  func `keys beside each other go from Cancel to the action and back`(key: Key) throws {
    var state = state()
    let id = try #require(state.current).id
    state.press(.character("x"), key, key)
    #expect(state.press(.enter).isEmpty)
    state.press(.character("x"), key)
    #expect(state.press(.enter) == [.perform(.stop, [id])])
  }

  @Test(arguments: [Key.escape, .control("c"), .character("n"), .character("q")])
  func `a question is left without an answer, even with the action chosen`(key: Key) {
    var state = state()
    state.press(.character("X"), .right)
    #expect(state.press(key).isEmpty)
    #expect(state.mode == .browse)
  }

  @Test func `other keys leave a question as it is`() {
    var state = state()
    state.press(.character("x"))
    let before = state.mode
    #expect(state.press(.character("s"), .character("X"), .down, .character("5"), .character("?")).isEmpty)
    #expect(state.mode == before && state.pane == .overview)
  }

  @Test func `the chosen answer stands out, Cancel first`() throws {
    var state = state()
    state.press(.character("x"))
    #expect(try #require(state.looks(of: " Cancel ")).allSatisfy { $0.attributes.contains(.reverse) })
    #expect(try #require(state.looks(of: "    Stop ")?.last).attributes.isEmpty)
    state.press(.right)
    #expect(try #require(state.looks(of: " Cancel ")).allSatisfy { $0.attributes.isEmpty })
    #expect(state.line(with: "choose")?.contains("Esc cancel") == true)
  }

  @Test func `a question fits the smallest screen`() {
    var state = state(40, 10)
    state.press(.character("x"))
    #expect(state.shows("Stop default?") && state.shows(" Cancel "))
    #expect(state.shows("pid 4121, port 18789"))
  }

  // MARK: The palette

  private func palette(_ text: String) -> [String] {
    PaletteUpdate.matches(text, KeyTable.all).map(\.command.title)
  }

  @Test func `the palette offers every command but those that move, and itself`() {
    let all = Set(palette(""))
    for command in Command.allCases {
      let isMoving = [.up, .down, .first, .last, .pageUp, .pageDown].contains(command)
      #expect(all.contains(command.title) == (!isMoving && command != .palette), "\(command)")
    }
  }

  @Test(arguments: [
    ("q", "quit"), ("st", "stop"), ("sto", "stop"), ("sta", "start"), ("res", "rescue"), ("rest", "restart"),
    ("pol", "restart policy"), ("end", "end left browsers"), ("ins", "install service"),
    ("uni", "uninstall service"), ("ena", "enable service"), ("dri", "drill"), ("K", "kill"),
    ("chrome", "end left browsers"),
    ("next above", "next match"), ("systemctl", "enable service"), ("  quit ", "quit"),
  ])
  func `what is typed finds the command that is meant first`(text: String, title: String) {
    #expect(palette(text).first == title)
  }

  @Test func `all words must be found, and none is found by words of another`() {
    #expect(palette("service uninstall") == ["uninstall service"])
    #expect(palette("quit zebra").isEmpty)
    #expect(!palette("kill").contains("quit"))
  }

  @Test func `a command's name before a mere mention of it`() throws {
    let found = palette("browser")
    let named = try #require(found.firstIndex(of: "end left browsers"))
    let mentioned = try #require(found.firstIndex(of: "quick checks"))
    #expect(named < mentioned)
  }

  @Test func `the choice stays within the list, and typing begins at its top`() {
    var state = state()
    state.press(.character(":"), .up)
    #expect(state.mode == .palette(text: "", selected: 0))
    for _ in 0..<100 { state.press(.down) }
    #expect(state.mode == .palette(text: "", selected: palette("").count - 1))
    #expect(state.shows("leave; the gateways go on"))
    state.press(.character("q"))
    #expect(state.mode == .palette(text: "q", selected: 0))
    state.press(.tab)
    #expect(state.mode == .palette(text: "q", selected: 1))
    state.press(.backTab)
    #expect(state.mode == .palette(text: "q", selected: 0))
    state.press(.control("u"))
    #expect(state.mode == .palette(text: "", selected: 0))
  }

  @Test func `taking back what was typed goes on to leave the palette`() {
    var state = state()
    state.press(.character(":"), .character("q"), .backspace)
    #expect(state.mode == .palette(text: "", selected: 0))
    state.press(.backspace)
    #expect(state.mode == .browse)
    state.press(.character(":"), .character("q"))
    #expect(state.press(.escape).isEmpty && state.mode == .browse)
  }

  @Test func `a name that no command has is said, and so on the screen`() {
    var state = state()
    state.press(.character(":"))
    state.type("zebra")
    #expect(state.shows("no such command"))
    #expect(state.press(.enter).isEmpty)
    #expect(state.message?.text == "no command has zebra in its name" && state.mode == .browse)
  }

  @Test func `the palette says why a command means nothing now, in the place of what it does`() {
    var state = state()
    state.press(.character(":"))
    state.type("start the")
    #expect(state.shows("default runs already (pid 4121)"))
    #expect(!state.shows("start the selected or marked gateways"))
    #expect(state.press(.enter).isEmpty)
    #expect(state.message?.text == "default runs already (pid 4121)")
  }

  @Test func `the chosen command is in view however far down it is`() {
    for height in [10, 24] {
      var state = state(80, height)
      state.press(.character(":"))
      for title in palette("") {
        let row = state.lines().first { $0.contains("▌") && $0.contains(title) }
        #expect(row != nil, "\(title) at \(height)")
        state.press(.down)
      }
    }
  }

  // MARK: The filter

  @Test(arguments: [
    ("WORK", ["work"]), ("gatehouse", ["rescue", "lab", "work"]), ("stopped", ["日本"]), ("日", ["日本"]),
    ("18809", ["lab"]),
    ("789", ["default", "rescue", "work"]), ("run", ["default", "rescue"]), ("zzz", []),
  ])
  func `the filter looks at name, state, who runs it and port, whatever the case`(
    text: String, names: [String]
  ) throws {
    var state = state()
    try state.change("lab") { $0.runBy = .gatehouse }
    state.roster.filter = text
    #expect(state.rows.map(\.name) == names)
  }

  @Test func `a port that nothing tells is not found by its number`() throws {
    var state = state()
    try state.change("lab") { $0.plan.gateway.from = .unknown }
    state.roster.filter = "18809"
    #expect(state.rows.isEmpty)
  }

  @Test func `typing narrows at once, and asks for what the pane of another gateway needs`() throws {
    var state = state()
    state.press(.character("5"), .enter, .enter, .character("1"), .character("6"))
    state.press(.character("/"))
    #expect(state.mode == .search("") || state.mode == .filter)
    let work = try #require(state.snapshot?.gateways.first { $0.name == "work" }).id
    #expect(state.type("wo") == [.hideLog, .loadEnvironment(work)])
    #expect(state.rows.map(\.name) == ["work"])
    let main = try #require(state.snapshot?.gateways.first).id
    #expect(state.press(.control("u")) == [.hideLog, .loadEnvironment(main)])
    #expect(state.mode == .filter && state.rows.count == 5)
  }

  @Test func `taking back the last letter, and once more, leaves the filter`() {
    var state = state()
    state.press(.character("/"), .character("w"), .backspace)
    #expect(state.mode == .filter && state.roster.filter.isEmpty)
    state.press(.backspace)
    #expect(state.mode == .browse)
  }

  @Test func `arrows move in what is left while the filter is typed`() {
    var state = state()
    state.press(.character("/"))
    state.type("789")
    state.press(.down)
    #expect(state.current?.name == "rescue" && state.mode == .filter)
    state.press(.enter)
    #expect(state.mode == .browse && state.roster.filter == "789")
    #expect(state.current?.name == "rescue")
  }

  @Test func `Ctrl-C and Esc show all again`() {
    for key in [Key.escape, .control("c")] {
      var state = state()
      state.press(.character("/"), .character("w"), key)
      #expect(state.mode == .browse && state.roster.filter.isEmpty, "\(key)")
    }
  }

  @Test func `a filter that nothing matches says so, with the way out`() {
    var state = state()
    state.press(.character("/"))
    state.type("zzz")
    #expect(state.shows("no gateway matches zzz; Esc shows all"))
    #expect(state.lines().last?.contains("/ zzz") == true)
  }
}
