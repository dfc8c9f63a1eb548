import Canvas
import GatewayModel
import TestSupport
import Testing

@testable import Dashboard

/// What keys and events do: design section 9.
@Suite(.computing) struct UpdateTests {
  private func press(_ keys: Key..., in state: inout DashboardState) -> [Intent] {
    keys.reduce(into: []) { $0 += update(&state, .key($1)) }
  }

  private func id(_ name: String) throws -> GatewayID {
    try #require(Samples.snapshot.gateways.first { $0.name == name }).id
  }

  struct Question: Sendable, CustomTestStringConvertible {
    var key: Character
    var command: Command
    var verb: String
    var testDescription: String { verb }
  }

  @Test(arguments: [
    Question(key: "x", command: .stop, verb: "Stop"), Question(key: "r", command: .restart, verb: "Restart"),
    Question(key: "X", command: .kill, verb: "Kill"),
  ])
  func `what cannot be undone asks by name, with Cancel first`(_ question: Question) throws {
    var state = Samples.state(width: 120, height: 40)
    #expect(press(.character(question.key), in: &state).isEmpty)
    guard case .confirm(let asked) = state.mode else {
      Issue.record("no question")
      return
    }
    #expect(asked.question == "\(question.verb) default?")
    #expect(!asked.isConfirmChosen)
    #expect(press(.enter, in: &state).isEmpty)
    #expect(state.mode == .browse)
    #expect(
      press(.character(question.key), .tab, .enter, in: &state) == [
        .perform(question.command, [try id("default")])
      ])
  }

  @Test(arguments: [
    ("default", Key.character("s"), "default runs already (pid 4121)"),
    ("日本", .character("x"), "日本 is stopped already"), ("日本", .character("X"), "日本 is stopped already"),
  ])
  func `what means nothing now says why`(name: String, key: Key, message: String) throws {
    var state = Samples.state(width: 120, height: 40)
    state.roster.selected = try id(name)
    #expect(press(key, in: &state).isEmpty)
    #expect(state.message?.text == message)
    #expect(state.mode == .browse)
  }

  @Test func `start does not ask`() throws {
    var state = Samples.state(width: 120, height: 40)
    state.roster.selected = try id("lab")
    #expect(press(.character("s"), in: &state) == [.perform(.start, [try id("lab")])])
  }

  @Test func `marked rows are acted on together, those that can be`() throws {
    var state = Samples.state(width: 120, height: 40)
    _ = press(.character(" "), .character(" "), .character(" "), in: &state)
    #expect(state.roster.marked.count == 3)
    _ = press(.character("x"), in: &state)
    guard case .confirm(let asked) = state.mode else {
      Issue.record("no question")
      return
    }
    #expect(asked.question == "Stop 3 gateways?")
    #expect(asked.detail == "default, rescue, lab")
  }

  @Test func `an action under way is not begun twice`() throws {
    var state = Samples.state(width: 120, height: 40)
    state.snapshot?.gateways[2].operation = GatewayOperation(
      kind: .start, step: "", since: 0, isStopping: false)
    state.roster.selected = try id("lab")
    #expect(press(.character("s"), in: &state).isEmpty)
    #expect(state.message?.text == "lab: start is under way already")
  }

  @Test func `the selection stays on its gateway when the rows change`() throws {
    var state = Samples.state(width: 120, height: 40)
    _ = press(.down, .down, .down, in: &state)
    #expect(state.current?.name == "work")
    var snapshot = Samples.snapshot
    snapshot.gateways.remove(at: 1)
    _ = update(&state, .snapshot(snapshot))
    #expect(state.current?.name == "work")
    snapshot.gateways.removeAll { $0.name == "work" }
    _ = update(&state, .snapshot(snapshot))
    #expect(state.current?.name == "default")
  }

  @Test func `moving stops at the ends`() {
    var state = Samples.state(width: 120, height: 40)
    _ = press(.up, in: &state)
    #expect(state.current?.name == "default")
    _ = press(.character("G"), .down, in: &state)
    #expect(state.current?.name == "日本")
    _ = press(.character("g"), in: &state)
    #expect(state.current?.name == "default")
  }

  @Test func `the filter narrows by name, state and port, and Esc shows all again`() {
    var state = Samples.state(width: 120, height: 40)
    _ = press(.character("/"), .character("d"), .character("e"), .character("g"), .enter, in: &state)
    #expect(state.rows.map(\.name) == ["work"])
    _ = press(.escape, in: &state)
    #expect(state.rows.count == 5)
    _ = press(.character("/"), .character("1"), .character("9"), .character("7"), .enter, in: &state)
    #expect(state.rows.map(\.name) == ["rescue"])
  }

  @Test func `a pane that needs something asks for it, and the log is left when it is not shown`() throws {
    var state = Samples.state(width: 120, height: 40)
    let main = try id("default")
    #expect(press(.character("5"), in: &state) == [.showLog(main, own: false)])
    #expect(press(.down, in: &state) == [.showLog(try id("rescue"), own: false)])
    #expect(press(.character("6"), in: &state) == [.hideLog, .loadEnvironment(try id("rescue"))])
    #expect(press(.tab, in: &state) == [.hideLog, .loadJournal])
    #expect(press(.tab, in: &state) == [.hideLog])
    #expect(state.pane == .overview)
  }

  @Test func `the log follows its end until somebody scrolls, and then stands still`() throws {
    var state = Samples.state(width: 120, height: 40)
    let main = try id("default")
    _ = press(.character("5"), in: &state)
    _ = update(&state, .log(id: main, lines: (1...100).map { "line \($0)" }, isNew: true))
    state.screen.paneHeight = paneHeight(state)
    #expect(draw(state, glyphs: .unicode).lines().contains { $0.hasSuffix("line 100") })
    _ = press(.pageUp, in: &state)
    let before = draw(state, glyphs: .unicode).lines()
    _ = update(&state, .log(id: main, lines: ["line 101"], isNew: false))
    let after = draw(state, glyphs: .unicode).lines()
    #expect(before.filter { $0.contains("  line ") } == after.filter { $0.contains("  line ") })
    _ = press(.enter, .character("G"), in: &state)
    #expect(draw(state, glyphs: .unicode).lines().contains { $0.hasSuffix("line 101") })
  }

  @Test func `a log in memory has at most 5,000 lines and 4 MB`() {
    var buffer = LogBuffer()
    buffer.append((1...6000).map { "line \($0)" })
    #expect(buffer.lines.count == 5000)
    #expect(buffer.lines.first?.text == "line 1001")
    buffer.append(Array(repeating: String(repeating: "x", count: 1 << 20), count: 6))
    #expect(buffer.lines.reduce(0) { $0 + $1.text.utf8.count } <= LogBuffer.byteLimit)
  }

  @Test func `Ctrl-C stops nothing and says how to leave`() {
    var state = Samples.state(width: 120, height: 40)
    #expect(press(.control("c"), in: &state).isEmpty)
    #expect(state.message?.text == "press q to quit; the gateways go on")
    #expect(press(.character("q"), in: &state) == [.quit])
  }

  @Test func `the list of commands runs what is chosen`() throws {
    var state = Samples.state(width: 120, height: 40)
    #expect(press(.character(":"), .character("q"), .character("u"), .enter, in: &state) == [.quit])
    _ = press(
      .character(":"), .character("s"), .character("t"), .character("o"), .character("p"), .enter, in: &state)
    guard case .confirm(let asked) = state.mode else {
      Issue.record("no question")
      return
    }
    #expect(asked.verb == "Stop")
  }

  @Test func `every command has a key, and no key has two commands`() {
    let bound = Set(KeyTable.all.map(\.command))
    #expect(bound == Set(Command.allCases))
    let keys = KeyTable.all.flatMap(\.keys)
    #expect(keys.count == Set(keys).count)
  }

  @Test func `copying takes the pane as text`() {
    var state = Samples.state(width: 120, height: 40)
    guard case .copy(let text)? = press(.character("c"), in: &state).first else {
      Issue.record("nothing copied")
      return
    }
    #expect(text.contains("pid 4121") && text.contains("~/.openclaw/openclaw.json"))
  }
}
