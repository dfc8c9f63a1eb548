import GatewayModel
import OpenClaw
import Testing

/// How far down a gateway works: design section 5.
@Suite struct LayeredHealthTests {
  private func health(_ statuses: [Health.Status]) -> Health {
    var health = Health()
    for (place, (layer, status)) in zip(Health.Layer.allCases, statuses).enumerated() {
      health.layers[layer] = .init(status, since: Double(10 + place), checkedAt: Double(20 + place))
    }
    return health
  }

  @Test(
    arguments: [
      ([], nil, nil), ([.holds], .process, nil),
      ([.holds, .holds, .holds, .holds, .holds, .holds], .hello, nil),
      ([.holds, .fails("x"), .holds], .process, .listening), ([.unknown, .holds], nil, nil),
      ([.holds, .holds, .notOffered("TLS"), .holds], .live, nil), ([.notOffered("x")], nil, nil),
      ([.holds, .unknown, .fails("x")], .process, .ours),
      ([.fails("a"), .fails("b")], nil, .process),
    ] as [([Health.Status], Health.Layer?, Health.Layer?)])
  func `the deepest layer is the last before one that does not hold`(
    _ row: (statuses: [Health.Status], deepest: Health.Layer?, failing: Health.Layer?)
  ) {
    let health = health(row.statuses)
    #expect(health.deepest == row.deepest)
    #expect(health.firstFailure?.layer == row.failing)
  }

  @Test func `the first failure has its reason and its age`() {
    let failure = health([.holds, .fails("nothing listens"), .fails("later")]).firstFailure
    #expect(failure?.reason == "nothing listens" && failure?.since == 11)
    #expect(health([.holds, .holds, .unknown]).checkedAt == 22 && Health().checkedAt == nil)
  }

  @Test func `layers go from the outermost to the innermost`() {
    #expect(
      Health.Layer.allCases.sorted().map(\.rawValue) == [
        "process", "listening", "ours", "live", "ready", "hello",
      ])
  }

  @Test func `samples of the last minute are kept, one without an answer as a gap`() {
    var tracker = HealthTracker(probe: .init())
    for number in 0..<40 {
      let isGood = number % 2 == 0
      tracker.apply(
        ProbeSample(
          live: isGood ? .holds : .fails("x"), ready: .skipped, latencyMs: Double(number)), at: Double(number)
      )
    }
    #expect(tracker.health.samples.count == HealthTracker.sampleCount)
    #expect(tracker.health.samples.first == .some(.some(10)) && tracker.health.samples.last == .some(nil))
    // Only an answer tells how long one takes.
    #expect(tracker.health.latencyMs == 38)
    tracker.apply(ProbeSample(live: .skipped, ready: .skipped, latencyMs: 1), at: 41)
    #expect(tracker.health.samples.last == .some(nil) && tracker.health.latencyMs == 38)
  }

  @Test func `the kept connection moves its own layer alone`() {
    var tracker = HealthTracker(probe: .init())
    tracker.set(.live, .holds, at: 1)
    let channel = Frames.Channel(name: "telegram", lastInboundMs: 5)
    tracker.apply(
      .connected(.init(version: "2026.9.4", uptimeMs: nil, tickIntervalMs: nil, channels: [channel])), at: 2)
    #expect(tracker.health.holds(.hello) && tracker.health.version == "2026.9.4")
    // Neither an empty list nor a word that is no version takes away what is known.
    tracker.apply(.connected(.init(version: "dev", uptimeMs: nil, tickIntervalMs: nil, channels: [])), at: 3)
    tracker.apply(.channels([]), at: 3)
    #expect(tracker.health.version == "2026.9.4" && tracker.health.channels == [channel])
    #expect(tracker.health.layers[.hello] == .init(.holds, since: 2, checkedAt: 3))
    tracker.apply(.closed("gone"), at: 4)
    #expect(tracker.health.status(.hello) == .fails("gone") && tracker.health.holds(.live))
    tracker.apply(.notOffered("TLS"), at: 5)
    #expect(tracker.health.status(.hello) == .notOffered("TLS"))
    tracker.apply(.failed("no token"), at: 6)
    tracker.apply(.tick, at: 7)
    #expect(tracker.health.layers[.hello] == .init(.holds, since: 7, checkedAt: 7))
  }

  @Test func `one good sample between bad ones begins the count anew`() {
    var tracker = HealthTracker(probe: .init())
    func live(_ answer: ProbeSample.Answer, _ time: Double) {
      tracker.apply(ProbeSample(live: answer, ready: .skipped), at: time)
    }
    live(.holds, 0)
    for time in [1.0, 2] { live(.fails("x"), time) }
    live(.holds, 3)
    for time in [4.0, 5] { live(.fails("x"), time) }
    #expect(tracker.health.layers[.live] == .init(.holds, since: 0, checkedAt: 5))
    live(.fails("x"), 6)
    #expect(tracker.health.layers[.live] == .init(.fails("x"), since: 6, checkedAt: 6))
  }
}
