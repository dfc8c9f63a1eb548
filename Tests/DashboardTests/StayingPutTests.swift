import Canvas
import GatewayModel
import Presentation
import TestSupport
import Testing

@testable import Dashboard

/// What is read stays in view, and nothing that comes in ends the screen.
@Suite(.computing) struct StayingPutTests {
  private func logState(_ lines: [String], width: Int = 80, height: Int = 24) throws -> DashboardState {
    var state = Samples.state(width: width, height: height)
    state.press(.character("5"))
    let id = try #require(state.current).id
    _ = update(&state, .log(id: id, lines: lines, isNew: true))
    return state
  }

  @Test func `a log that is begun anew while it is scrolled is shown`() throws {
    var state = try logState((1...200).map { "line \($0)" })
    let id = try #require(state.current).id
    state.press(.pageUp, .pageUp, .pageUp)
    _ = update(&state, .log(id: id, lines: ["first of the new one"], isNew: true))
    #expect(state.shows("first of the new one"))
  }

  @Test func `very long lines that push out what is read do not end the screen`() throws {
    var state = try logState((1...5000).map { "line \($0)" })
    let id = try #require(state.current).id
    state.press(.enter, .character("g"))
    _ = update(
      &state,
      .log(id: id, lines: Array(repeating: String(repeating: "x", count: 64 << 10), count: 64), isNew: false))
    #expect(state.shows("xxxx"))
  }

  @Test func `what is read in a full log stands still while lines come`() throws {
    var state = try logState((1...5000).map { "line \($0)" })
    let id = try #require(state.current).id
    state.press(.pageUp, .pageUp)
    let before = state.lines().filter { $0.contains("line ") }
    _ = update(&state, .log(id: id, lines: (5001...5003).map { "line \($0)" }, isNew: false))
    #expect(state.lines().filter { $0.contains("line ") } == before)
  }

  @Test func `the news that there is no log is taken of the gateway alone that is chosen`() throws {
    var state = try logState(["kept"])
    let other = try #require(state.snapshot?.gateways.first { $0.id != state.current?.id }).id
    _ = update(&state, .noLog(id: other, reason: "of another one"))
    #expect(state.shows("kept") && !state.shows("of another one"))
  }

  @Test func `f follows the log as the line above the pane says`() throws {
    var state = try logState((1...200).map { "line \($0)" })
    state.press(.pageUp)
    #expect(state.shows("below, f follows"))
    state.press(.character("f"))
    #expect(state.paneView.scroll == 0 && state.shows("line 200"))
  }

  @Test func `Esc that ends a filter asks for what the gateway that is chosen then needs`() throws {
    var state = Samples.state(width: 120, height: 40)
    let main = try #require(state.current).id
    state.press(.character("6"), .character("/"))
    state.type("work")
    state.press(.enter)
    #expect(state.press(.escape) == [.hideLog, .loadEnvironment(main)])
  }

  @Test func `help that was opened from the guide leaves the log followed again`() throws {
    var state = Samples.state(width: 120, height: 40)
    let main = try #require(state.current).id
    state.press(.character("5"), .character("R"))
    let intents = state.press(.character("?"), .escape)
    #expect(intents.contains(.showLog(main, own: false)))
  }

  @Test func `help does not scroll beyond its end`() {
    var state = Samples.state(width: 80, height: 24)
    state.press(.character("?"))
    for _ in 0..<200 { state.press(.down) }
    let end = state.lines()
    state.press(.up)
    #expect(state.lines() != end)
    state.press(.down)
    #expect(state.lines() == end)
  }

  @Test func `quick checks do not scroll beyond their end`() throws {
    var state = Samples.state(width: 80, height: 24)
    state.press(.character("Q"))
    let id = try #require(state.current).id
    _ = update(&state, .quick(id: id, lines: (1...100).map { "line \($0)" }, isDone: true))
    state.press(.character("G"))
    let end = state.lines()
    #expect(end.contains { $0.contains("line 100") })
    state.press(.up)
    #expect(state.lines() != end)
  }

  @Test func `a click below the rows that are shown chooses none`() {
    var state = Samples.state(width: 80, height: 24)
    var many = Samples.snapshot
    many.gateways += (0..<20).map { Samples.gateway("g\($0)", port: 30000 + 200 * $0, state: .stopped) }
    _ = update(&state, .snapshot(many))
    #expect(state.press(.click(x: 5, y: Layout(state).paneTop + 2)).isEmpty)
    #expect(state.current?.name == "default")
  }

  @Test(arguments: [Definition.Kind.client(host: "far"), .container])
  func `a service is not installed for what is no gateway of this machine`(kind: Definition.Kind) throws {
    var state = Samples.state(width: 80, height: 24)
    try state.choose("work")
    try state.change("work") { $0.kind = kind }
    #expect(KeyTable.binding(of: .installService)?.disabled(state) != nil)
  }

  @Test func `a port that is not known is not told as the one listened on`() throws {
    var state = Samples.state(width: 120, height: 40)
    #expect(state.pane("owner")?.contains("listens on 18789") == true)
    try state.change("default") { $0.plan.gateway.from = .unknown }
    #expect(state.pane("owner")?.contains("18789") == false)
  }

  @Test func `an age of 100 days and more is whole in the journal`() throws {
    var state = Samples.state(width: 120, height: 40)
    _ = update(
      &state,
      .journal([
        .init(
          at: Samples.now - 120 * 86400, id: "1", gateway: "default", stateDir: "/s",
          action: JournalAction(.stop), phase: .done, by: .key, gatehouse: 1, message: "m")
      ]))
    state.press(.character("7"))
    #expect(state.shows("120 d ago"))
  }

  @Test func `memory just below a GB is a GB`() {
    #expect(Format.bytes((1 << 30) - 1) == "1.0 GB" && Format.bytes(1_000 << 20) == "1000 MB")
  }
}
