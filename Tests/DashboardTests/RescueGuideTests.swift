import Canvas
import TestSupport
import Testing

@testable import Dashboard
@testable import GatewayModel
@testable import Rescue

@Suite(.computing) struct RescueGuideTests {
  private func guide(_ state: DashboardState) -> RescueGuide? {
    if case .rescue(let guide) = state.mode { guide } else { nil }
  }

  private func state(_ step: RescueStep, _ keys: [Key] = []) -> DashboardState {
    RescueSamples.state(width: 120, height: 40, step: step, keys: keys)
  }

  @Test func `R opens the guide, and Esc leaves it for later`() {
    var state = Samples.state(width: 120, height: 40)
    #expect(update(&state, .key(.character("R"))) == [.hideLog, .openRescue])
    #expect(guide(state) != nil)
    #expect(update(&state, .key(.escape)).first == .closeRescue)
    #expect(state.mode == .browse)
  }

  @Test func `Enter makes the chosen move on what was shown, the careful one first`() {
    var state = state(.freeze)
    let seen = RescueSamples.report(.freeze).facts.fingerprint
    #expect(update(&state, .key(.enter)) == [.rescue(.leaveMain, seen: seen)])
    // While it is made no other one is.
    #expect(update(&state, .key(.enter)).isEmpty)
    _ = update(&state, .rescueMoved("done", isBad: false))
    _ = update(&state, .key(.right))
    #expect(update(&state, .key(.enter)) == [.rescue(.stopMain, seen: seen)])
  }

  @Test func `what takes something away is asked once more, Cancel first`() {
    var state = state(.repair)
    #expect(update(&state, .key(.enter)).isEmpty)
    #expect(guide(state)?.asking?.move == .repair(.restoreConfig))
    #expect(update(&state, .key(.enter)).isEmpty)
    #expect(guide(state)?.asking == nil)
    _ = update(&state, .key(.enter))
    _ = update(&state, .key(.right))
    let seen = RescueSamples.report(.repair).facts.fingerprint
    #expect(update(&state, .key(.enter)) == [.rescue(.repair(.restoreConfig), seen: seen)])
  }

  @Test func `what is offered anew is chosen anew, and a question that is void goes`() {
    var state = state(.repair, [.right, .right])
    #expect(guide(state)?.chosen == 2)
    _ = update(&state, .rescue(RescueSamples.report(.repair)))
    #expect(guide(state)?.chosen == 2)
    _ = update(&state, .key(.left))
    _ = update(&state, .key(.left))
    _ = update(&state, .key(.enter))
    #expect(guide(state)?.asking != nil)
    var report = RescueSamples.report(.repair)
    report.facts.copy = nil
    report.choices = RescueChoices.of(report.facts)
    _ = update(&state, .rescue(report))
    #expect(guide(state)?.asking == nil && guide(state)?.chosen == 0)
  }

  @Test func `Enter does nothing for a moment after the choices have changed by themselves`() {
    var state = state(.repair, [.right])
    var report = RescueSamples.report(.repair)
    report.facts.main.process = .init(
      identity: .init(pid: 9, startTicks: 1), startedAt: 0, memoryBytes: 1, cpuPercent: nil, count: 1)
    report.choices = RescueChoices.of(report.facts)
    _ = update(&state, .rescue(report))
    // The start that was chosen is a restart now: it stays chosen, and is asked.
    #expect(guide(state)?.choice?.label == "Restart default")
    #expect(update(&state, .key(.enter)).isEmpty)
    #expect(guide(state)?.asking == nil && guide(state)?.answer?.isBad == true)
    _ = update(&state, .time(now: Samples.now + 1, clock: "14:32:08"))
    #expect(update(&state, .key(.enter)).isEmpty)
    #expect(guide(state)?.asking?.label == "Restart default")
  }

  @Test func `the keys of the hand-over ask for what they say`() {
    let rescue = RescueSamples.report(.handOver).facts.rescue
    let table: [(Key, [Intent])] = [
      (.character("t"), [.handOver(.tui)]), (.character("D"), [.handOver(.doctor)]),
      (.character("e"), [.handOver(.edit)]), (.character("!"), [.shell(rescue.id)]),
      (.character("o"), [.open("http://127.0.0.1:19789/")]),
      (.character("c"), [.copy(RescueSamples.report(.handOver).brief)]), (.control("z"), [.suspend]),
    ]
    for (key, intents) in table {
      var state = state(.handOver)
      #expect(update(&state, .key(key)) == intents, "\(key)")
    }
  }

  @Test func `brief and log stand below the steps until they are closed`() {
    var state = state(.handOver, [.character("b")])
    #expect(guide(state)?.panel == .brief)
    #expect(draw(state, glyphs: .unicode).lines().contains { $0.contains("# The main bot needs help") })
    _ = update(&state, .key(.character("l")))
    #expect(draw(state, glyphs: .unicode).lines().contains { $0.contains("Error: Config invalid") })
    #expect(update(&state, .key(.escape)).isEmpty)
    #expect(guide(state)?.panel == .trouble)
  }

  @Test func `without a rescue bot the guide says how to get one`() {
    var state = Samples.state(width: 80, height: 24)
    _ = update(&state, .key(.character("R")))
    _ = update(&state, .noRescue("no gateway is called rescue: `gatehouse rescue setup` plans one"))
    #expect(draw(state, glyphs: .unicode).lines().joined().contains("gatehouse rescue setup"))
    // Only where that is what is missing.
    #expect(update(&state, .key(.enter)).isEmpty)
    state.snapshot?.gateways.removeAll { $0.isRescue }
    state.snapshot?.rescue = RescueStatus(
      main: "default", rescue: nil, isProposed: true, points: [], run: nil)
    #expect(update(&state, .key(.enter)) == [.runSelf(["rescue", "setup", "--run"])])
  }

  @Test func `only the demo's main can be broken by a key`() {
    var state = Samples.state(width: 80, height: 24)
    #expect(update(&state, .key(.character("B"))).isEmpty && state.message?.isBad == true)
    state.screen.isDemo = true
    #expect(update(&state, .key(.character("B"))) == [.breakMain])
  }

  @Test(arguments: [(120, 40), (80, 24), (60, 20), (40, 10), (200, 60)])
  func `at every size each step shows its question and its choices`(_ size: (Int, Int)) {
    for step in RescueStep.allCases where step > .detect {
      let state = RescueSamples.state(width: size.0, height: size.1, step: step)
      let lines = draw(state, glyphs: .unicode).lines()
      #expect(lines.contains { $0.contains("▸ \(step.rawValue) \(step.title)") }, "\(size) \(step)")
      let label = RescueSamples.report(step).choices[0].label
      #expect(lines.joined(separator: "\n").contains(label.prefix(15)), "\(size) \(step): \(label)")
    }
  }
}
