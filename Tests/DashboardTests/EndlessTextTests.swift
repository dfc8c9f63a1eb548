import Canvas
import GatewayModel
import TestSupport
import Testing

@testable import Dashboard

/// Outputs, lines and reasons without end: what is shown of them is bounded, and what is left out is told.
@Suite(.computing) struct EndlessTextTests {
  @Test func `of the quick checks 5,000 lines are kept, and the rest is counted`() throws {
    var state = Samples.state(width: 80, height: 24)
    state.press(.character("Q"))
    let id = try #require(state.current).id
    for number in 0..<30_000 {
      _ = update(&state, .quick(id: id, lines: ["line \(number)"], isDone: number == 29_999))
    }
    state.press(.character("G"))
    #expect(state.shows("line 4999") && state.shows("25000 more lines are left out") && state.shows(" done "))
    guard case .copy(let text)? = state.press(.character("c")).first else {
      Issue.record("nothing copied")
      return
    }
    #expect(text.hasSuffix("line 4999\n25000 more lines are left out"))
  }

  @Test(arguments: [(5000, nil), (5001, "1 more line is left out"), (7000, "2000 more lines are left out")])
  func `lines that come at once are counted too`(count: Int, said: String?) throws {
    var state = Samples.state(width: 80, height: 24)
    state.press(.character("Q"))
    let id = try #require(state.current).id
    _ = update(&state, .quick(id: id, lines: (1...count).map { "line \($0)" }, isDone: true))
    state.press(.character("G"))
    #expect(state.shows(said ?? "line 5000") && state.shows("left out") == (said != nil))
  }

  @Test(arguments: ["x", "中", "e\u{301}"]) func `a reason is cut at 4 KB, and says how much is left out`(
    letter: String
  )
    throws
  {
    let text = String(repeating: letter, count: 2_000_000)
    var state = Samples.state(width: 100, height: 100)
    try state.choose("lab")
    try state.change("lab") {
      $0.listeners = []
      $0.failure = text
      $0.portDoubt = text
    }
    let shown = state.pane().filter { $0.contains(letter) }.map(TextWidth.of).reduce(0, +)
    #expect(shown < 2 * 4200)
    #expect(state.pane().joined(separator: " ").contains("more bytes)"))
    state.press(.character("4"))
    #expect(state.lines().count == 100)
  }

  @Test(arguments: ["é", "中", "👨‍👩‍👧", "a"]) func `a cut text ends between two characters`(letter: String) throws
  {
    for ahead in 0..<4 {
      let text = String(repeating: "b", count: ahead) + String(repeating: letter, count: 4200)
      let cut = ShownText.cut(text)
      let head = try #require(cut.firstRange(of: " (and "))
      #expect(text.hasPrefix(cut[..<head.lowerBound]) || letter == "👨‍👩‍👧")
      #expect(!cut.contains("\u{FFFD}"))
      let left = text.utf8.count - cut[..<head.lowerBound].utf8.count
      #expect(cut.hasSuffix("(and \(left) more bytes)"))
    }
    #expect(ShownText.cut(String(repeating: "a", count: 4096)) == String(repeating: "a", count: 4096))
  }

  // MARK: The log

  private func log(_ lines: [String]) throws -> DashboardState {
    var state = Samples.state(width: 80, height: 24)
    state.press(.character("5"))
    let id = try #require(state.current).id
    _ = update(&state, .log(id: id, lines: lines, isNew: true))
    return state
  }

  @Test func `of long lines only what is seen is searched, and all of it is copied`() throws {
    let line = String(repeating: "word ", count: 12_000)
    var state = try log(Array(repeating: line, count: 60))
    state.press(.character("/"))
    state.type("ord w")
    state.press(.enter)
    #expect(state.shows("word word"))
    guard case .copy(let text)? = state.press(.character("c")).first else {
      Issue.record("nothing copied")
      return
    }
    #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count >= line.utf8.count })
  }

  @Test(arguments: [70, 72, 74, 75, 76, 77, 78, 79, 80, 90])
  func `a match at the edge is drawn as it was`(place: Int) throws {
    let line = String(repeating: "x", count: place) + "needle" + String(repeating: "y", count: 40)
    var state = try log([line])
    state.press(.character("/"))
    state.type("needle")
    state.press(.enter)
    // The same drawn from the whole line.
    let whole = LogsPane.rows(state, width: 80, height: 10, glyphs: .unicode)
    var painter = LinePainter(width: 80, height: 1, glyphs: .unicode)
    whole[0].draw(y: 0, on: &painter)
    let grid = draw(state, glyphs: .unicode)
    let y = try #require(grid.lines().firstIndex { $0.contains("xxxx") })
    #expect(Array(grid.row(y)) == Array(painter.grid.row(0)))
  }
}
