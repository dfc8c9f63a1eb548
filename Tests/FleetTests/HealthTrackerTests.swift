import TestSupport
import Testing

@testable import GatewayModel

@Suite(.computing) struct HealthTrackerTests {
  private func tracker(toUp: Int = 1) -> HealthTracker {
    var probe = GatehouseConfig.Probe()
    probe.successesToUp = toUp
    return HealthTracker(probe: probe)
  }

  private let good = ProbeSample(live: .holds, ready: .holds, latencyMs: 2)
  private let silent = ProbeSample(live: .fails("no answer within 3 s"), ready: .skipped)

  @Test func `one bad sample is not down, three are, and one good one is up again`() {
    var tracker = tracker()
    tracker.apply(good, at: 1)
    tracker.apply(silent, at: 2)
    tracker.apply(silent, at: 3)
    #expect(tracker.health.holds(.live))
    tracker.apply(silent, at: 4)
    #expect(tracker.health.status(.live) == .fails("no answer within 3 s"))
    #expect(tracker.health.layers[.live]?.since == 4)
    tracker.apply(good, at: 5)
    #expect(tracker.health.holds(.live))
  }

  @Test func `the way up has its threshold too`() {
    var tracker = tracker(toUp: 2)
    for time in 1...3 { tracker.apply(silent, at: Double(time)) }
    tracker.apply(good, at: 4)
    #expect(!tracker.health.holds(.live))
    tracker.apply(good, at: 5)
    #expect(tracker.health.holds(.live))
  }

  @Test func `failing channels are shown at once and go at once`() {
    var tracker = tracker()
    for layer in [Health.Layer.process, .listening, .ours] { tracker.set(layer, .holds, at: 1) }
    tracker.apply(.init(live: .holds, ready: .fails("telegram"), failing: ["telegram"]), at: 1)
    #expect(tracker.health.failing == ["telegram"])
    #expect(tracker.health.firstFailure?.layer == .ready)
    tracker.apply(good, at: 2)
    #expect(tracker.health.failing.isEmpty)
    #expect(tracker.health.deepest == .ready)
  }

  @Test func `a layer that is not offered does not end the chain`() {
    var tracker = tracker()
    for layer in [Health.Layer.process, .listening, .ours] { tracker.set(layer, .holds, at: 1) }
    tracker.apply(.init(live: .holds, ready: .notOffered("HTML")), at: 1)
    tracker.apply(.connected(.init(version: "2026.9.4", uptimeMs: 1, tickIntervalMs: 1, channels: [])), at: 1)
    #expect(tracker.health.deepest == .hello)
    #expect(tracker.health.version == "2026.9.4")
  }

  @Test func `what was learned of a process that is gone is forgotten`() {
    var tracker = tracker()
    tracker.apply(good, at: 1)
    tracker.forgetAnswers(at: 2)
    #expect(tracker.health.status(.live) == .unknown)
    #expect(tracker.health.latencyMs == nil)
  }

  @Test func `a version that says nothing is not shown`() {
    var tracker = tracker()
    tracker.apply(.connected(.init(version: "dev", uptimeMs: nil, tickIntervalMs: nil, channels: [])), at: 1)
    #expect(tracker.health.version == nil)
  }
}

@Suite(.computing) struct GatewayStateTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var run: RunRecord.Phase?
    var hasOwner = true
    var layers: [Health.Layer: Health.Status] = [:]
    var hasFailedRun = false
    var age: Double? = 5
    var expected: GatewayState?
  }

  static let table: [Case] = [
    .init(testDescription: "nothing known", expected: nil),
    .init(testDescription: "no process", hasOwner: false, expected: .stopped),
    .init(
      testDescription: "no process after a failed run", hasOwner: false, hasFailedRun: true, expected: .failed
    ),
    .init(testDescription: "live", layers: [.live: .holds], expected: .running),
    .init(
      testDescription: "live, channels failing", layers: [.live: .holds, .ready: .fails("x")],
      expected: .degraded),
    .init(
      testDescription: "live, readiness not offered", layers: [.live: .holds, .ready: .notOffered("")],
      expected: .running),
    .init(
      testDescription: "hello never changes the state", layers: [.live: .holds, .hello: .fails("token")],
      expected: .running),
    .init(
      testDescription: "silent for long", layers: [.listening: .holds, .live: .fails("no answer")],
      expected: .failed),
    .init(
      testDescription: "young and not listening yet", layers: [.listening: .fails("")], expected: .starting),
    .init(
      testDescription: "old and not listening", layers: [.listening: .fails("")], age: 300, expected: .failed),
    .init(
      testDescription: "its port is another's", layers: [.ours: .fails(""), .live: .holds], expected: .failed),
    .init(
      testDescription: "TLS, listening", layers: [.listening: .holds, .live: .notOffered("TLS")],
      expected: .running),
    .init(
      testDescription: "another Gatehouse starts it", run: .launching, hasOwner: false, expected: .starting),
    .init(
      testDescription: "launched, its port not proven", run: .starting, layers: [.live: .holds],
      expected: .starting),
    .init(
      testDescription: "another Gatehouse stops it", run: .stopping, layers: [.live: .holds],
      expected: .stopping),
    .init(
      testDescription: "stopped to its end, not noted yet", run: .stopping, hasOwner: false,
      expected: .stopped),
    .init(
      testDescription: "a restart is planned", run: .backingOff, hasOwner: false, hasFailedRun: true,
      expected: .backingOff),
    .init(
      testDescription: "a restart was planned, but somebody started it", run: .backingOff,
      layers: [.live: .holds], expected: .running),
  ]

  @Test(arguments: table) func `the state follows from what is known`(_ row: Case) {
    var health = Health()
    for (layer, status) in row.layers { health.layers[layer] = .init(status, since: 0, checkedAt: 0) }
    var lifecycle = Lifecycle()
    let sight = ObservedState.of(
      run: row.run, hasOwner: row.hasOwner, health: health, hasFailed: row.hasFailedRun,
      startedSecondsAgo: row.age, startLimit: 60)
    lifecycle.apply(.saw(sight), generation: 0)
    #expect(lifecycle.state == row.expected)
  }
}
