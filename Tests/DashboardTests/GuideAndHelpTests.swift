import Canvas
import GatewayModel
import TestSupport
import Testing

@testable import Dashboard
@testable import Rescue

/// The help, the quick checks, and the keys and panels of the rescue guide.
@Suite(.computing) struct GuideAndHelpTests {
  private func guide(_ state: DashboardState) -> RescueGuide? {
    if case .rescue(let guide) = state.mode { guide } else { nil }
  }

  // MARK: Help

  @Test func `the help has every row of the key table and of the guide, in its group`() throws {
    var state = Samples.state(width: 100, height: 120)
    state.press(.character("?"))
    let lines = state.lines()
    for group in KeyBinding.Group.allCases {
      let head = try #require(lines.firstIndex { $0.contains("│ \(group.rawValue) ") })
      for binding in KeyTable.all where binding.group == group {
        let text = "│ \(binding.label.padded(to: 10))\(binding.description.prefix(50))"
        #expect(try #require(lines.firstIndex { $0.contains(text) }) > head, "\(binding.command)")
      }
    }
    for key in RescueGuideKeys.all {
      #expect(lines.contains { $0.contains(key.description) }, "\(key.label)")
    }
  }

  @Test func `the help scrolls to its end, and any other key closes it without doing anything`() {
    var state = Samples.state(width: 80, height: 24)
    state.press(.character("?"))
    #expect(state.shows(" ↓ more ") && !state.shows("leave the guide"))
    for _ in 0..<12 { state.press(.pageDown) }
    #expect(state.shows(" end ") && state.shows("leave the guide"))
    for _ in 0..<12 { state.press(.pageUp) }
    #expect(state.mode == .help(scroll: 0))
    state.press(.down, .character("j"), .wheelDown, .up)
    #expect(state.mode == .help(scroll: 2))
    #expect(state.press(.control("z")) == [.suspend])
    #expect(state.press(.character("x")).isEmpty && state.mode == .browse)
  }

  // MARK: Quick checks

  @Test func `what the checks print is added while they run, and only theirs`() throws {
    var state = Samples.state(width: 80, height: 24)
    state.press(.character("Q"))
    #expect(state.shows("each check takes some seconds") && state.shows(" running "))
    let ids = try #require(state.snapshot).gateways.map(\.id)
    _ = update(&state, .quick(id: ids[0], lines: ["$ openclaw status", "ok"], isDone: false))
    _ = update(&state, .quick(id: ids[1], lines: ["of another"], isDone: true))
    _ = update(&state, .quick(id: ids[0], lines: ["fine"], isDone: true))
    #expect(state.shows("Quick checks of default") && state.shows(" done ") && !state.shows("of another"))
    #expect(state.looks(of: "$ openclaw")?.first == .strong && state.looks(of: "fine")?.first == .text)
    #expect(state.press(.character("c")) == [.copy("$ openclaw status\nok\nfine")])
    #expect(state.press(.escape) == [.endQuick])
    #expect(state.mode == .browse)
    _ = update(&state, .quick(id: ids[0], lines: ["late"], isDone: true))
    #expect(state.mode == .browse)
  }

  @Test func `the checks' output scrolls between its ends`() throws {
    var state = Samples.state(width: 80, height: 24)
    state.press(.character("Q"))
    let id = try #require(state.current).id
    _ = update(&state, .quick(id: id, lines: (1...100).map { "line \($0)." }, isDone: true))
    #expect(state.shows("line 1.") && state.shows(" ↓ 80 more "))
    state.press(.up)
    #expect(state.shows("line 1."))
    state.press(.down)
    #expect(!state.shows("line 1.") && state.shows("line 21."))
    state.press(.end)
    #expect(state.shows("line 100.") && state.shows(" done "))
    state.press(.home)
    #expect(state.shows("line 1."))
  }

  // MARK: The guide

  @Test func `choices go round both ways, and another one closes what was open below`() throws {
    var state = RescueSamples.state(width: 120, height: 40, step: .repair)
    let count = RescueSamples.report(.repair).choices.count
    state.press(.left)
    #expect(guide(state)?.chosen == count - 1)
    state.press(.tab)
    #expect(guide(state)?.chosen == 0)
    state.press(.character("b"), .right)
    #expect(guide(state)?.panel == .trouble && guide(state)?.chosen == 1)
  }

  @Test func `a choice that is refused says why and asks nothing`() {
    var state = RescueSamples.state(width: 120, height: 40, step: .raise)
    var report = RescueSamples.report(.raise)
    report.choices = [.init(.raise, "Start rescue", refusal: "they share a directory")]
    _ = update(&state, .rescue(report))
    _ = update(&state, .time(now: Samples.now + 5, clock: ""))
    #expect(state.press(.enter).isEmpty)
    #expect(guide(state)?.answer == .init(text: "they share a directory", isBad: true))
    #expect(guide(state)?.progress == nil && state.shows("they share a directory"))
  }

  @Test func `a question of the guide is left by n, and answered by y`() {
    var state = RescueSamples.state(width: 120, height: 40, step: .repair)
    state.press(.enter)
    #expect(
      state.shows("Restore the last good config?") && state.lines().last?.contains("Esc cancel") == true)
    #expect(state.press(.character("n")).isEmpty && guide(state)?.asking == nil)
    state.press(.enter)
    let seen = RescueSamples.report(.repair).facts.fingerprint
    #expect(state.press(.character("y")) == [.rescue(.repair(.restoreConfig), seen: seen)])
    #expect(guide(state)?.progress != nil)
  }

  @Test func `progress follows the move, and its end is told in the guide, or above the keys`() {
    var state = RescueSamples.state(width: 120, height: 40, step: .freeze)
    _ = update(&state, .rescueProgress("before any move"))
    #expect(guide(state)?.progress == nil)
    state.press(.enter)
    _ = update(&state, .rescueProgress("noting it"))
    #expect(state.shows("◌ noting it"))
    _ = update(&state, .rescueMoved("it is noted", isBad: false))
    #expect(guide(state)?.progress == nil && state.shows("it is noted") && state.message == nil)
    state.press(.escape)
    _ = update(&state, .rescueMoved("it failed", isBad: true))
    #expect(state.message == .init(text: "it failed", isBad: true))
  }

  @Test func `leaving the guide asks again for what the pane shows`() throws {
    var state = Samples.state(width: 120, height: 40)
    let id = try #require(state.current).id
    state.press(.character("5"))
    #expect(state.press(.character("R")) == [.hideLog, .openRescue])
    #expect(state.press(.character("q")) == [.closeRescue, .showLog(id, own: false)])
  }

  @Test func `before the report the keys that need it do nothing`() {
    var state = Samples.state(width: 120, height: 40)
    state.press(.character("R"))
    #expect(state.shows("looking at the pair"))
    for key in "tDe!oc" { #expect(state.press(.character(key)).isEmpty, "\(key)") }
    #expect(state.press(.enter, .left, .right, .down).isEmpty)
    #expect(state.press(.control("l")) == [.redraw])
  }

  @Test func `the panel's text scrolls between its ends and counts what is hidden`() {
    var state = RescueSamples.state(width: 80, height: 24, step: .handOver)
    var report = RescueSamples.report(.handOver)
    report.log = (1...60).map { "entry \($0)." }
    _ = update(&state, .rescue(report))
    state.press(.character("l"), .up)
    #expect(guide(state)?.scroll == 0 && state.shows("entry 60.") && state.shows("the newest line first"))
    state.press(.down)
    #expect(!state.shows("entry 60.") && state.shows("entry 59."))
    state.press(.end)
    #expect(state.shows("entry 1.") && !state.shows("more "))
    let most = guide(state)?.scroll
    state.press(.pageDown)
    #expect(guide(state)?.scroll == most)
    state.press(.up)
    #expect(!state.shows("entry 1.") && state.shows("↓ 1 more"))
  }

  @Test func `what is wrong in the config is marked at its place`() throws {
    let state = RescueSamples.state(width: 120, height: 40, step: .evidence)
    let lines = state.lines()
    let wrong = try #require(lines.firstIndex { $0.contains("browser: { profiles: { work") })
    #expect(lines[wrong].contains("14") && state.shows("openclaw.json:14:3"))
    let caret = try #require(lines[wrong + 1].firstIndex(of: "^"))
    let column = lines[wrong + 1].distance(from: lines[wrong + 1].startIndex, to: caret)
    #expect(Array(lines[wrong])[column] == "b")
  }

  @Test func `what a repair would change is shown before it is made`() {
    let state = RescueSamples.state(width: 120, height: 40, step: .repair)
    #expect(state.shows("  port: 18789,"))
    #expect(state.looks(of: "+") != nil && state.shows("copy 20270115T060000Z"))
  }

  @Test func `an answer to something else is told in the guide as well`() {
    var state = RescueSamples.state(width: 80, height: 24, step: .handOver)
    _ = update(&state, .message("copied", isBad: false))
    #expect(guide(state)?.answer?.text == "copied" && state.shows(" copied"))
  }
}
