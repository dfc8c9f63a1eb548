import TestSupport
import Testing

@testable import Discovery
@testable import GatewayModel

/// What a service manager says of a unit is its gateway's state.
@Suite(.computing) struct ServiceSightTests {
  @Test(
    arguments: [
      ("failed", "failed", false, ObservedState.crashed), ("activating", "auto-restart", false, .waiting),
      ("activating", "auto-restart-queued", false, .waiting),
      ("activating", "start-pre", false, .beingStarted),
      ("deactivating", "stop-sigterm", true, .beingStopped),
      ("deactivating", "stop-sigterm", false, .beingStopped),
      ("inactive", "dead", false, .nothing), ("active", "running", true, .answering),
      ("active", "exited", false, .nothing),
    ] as [(String, String, Bool, ObservedState)]) func `the manager's words are the state`(
      _ active: String, _ sub: String, _ hasOwner: Bool, _ sight: ObservedState
    )
  {
    var health = Health()
    if hasOwner {
      for layer in [Health.Layer.process, .listening, .ours, .live] {
        health.layers[layer] = .init(.holds, since: 0, checkedAt: 0)
      }
    }
    let status = ServiceStatus(unit: "u.service", activeState: UnitState(active), subState: sub)
    #expect(
      ObservedState.of(
        run: nil, hasOwner: hasOwner, health: health, hasFailed: false, startedSecondsAgo: 100,
        startLimit: 60,
        service: status) == sight)
  }

  @Test func `a unit that waits for its next start says when, and how often it has tried`() throws {
    let text = """
      Id=openclaw-gateway.service
      LoadState=loaded
      ActiveState=activating
      SubState=auto-restart
      NRestarts=4
      StateChangeTimestamp=Thu 2026-11-26 11:14:01 UTC
      RestartUSec=1min 5s
      TimeoutStopUSec=5min 30s
      ExecMainCode=1
      ExecMainStatus=78
      InvocationID=abc
      """
    let status = try #require(ServiceShow.parse(text, isUserUnit: true).first)
    #expect(
      status.isBackingOff && status.restarts == 4 && status.exitCode == 78 && status.invocation == "abc")
    #expect(status.changedAt == 1_795_691_641 && status.retryAt == 1_795_691_706 && status.stopSeconds == 330)
    let other = text.replacing("RestartUSec=1min 5s", with: "RestartUSec=infinity")
    #expect(ServiceShow.parse(other, isUserUnit: true).first?.restartSeconds == nil)
    #expect(ServiceShow.span("100ms") == 0.1 && ServiceShow.span("2h 3s") == 7203)
  }

  @Test func `phases that readyz names are no channels`() {
    var tracker = HealthTracker(probe: .init())
    tracker.apply(
      ProbeSample(live: .holds, ready: .fails("x"), failing: ["startup-sidecars"]), at: 1)
    #expect(tracker.health.failing.isEmpty && tracker.health.phase == .startingUp)
    tracker.apply(
      ProbeSample(live: .holds, ready: .fails("x"), failing: ["gateway-draining", "telegram"]), at: 2)
    #expect(tracker.health.failing == ["telegram"] && tracker.health.phase == nil)
    tracker.apply(ProbeSample(live: .holds, ready: .fails("x"), failing: ["gateway-draining"]), at: 3)
    #expect(tracker.health.phase == .draining)
    for layer in [Health.Layer.process, .listening, .ours] { tracker.set(layer, .holds, at: 3) }
    #expect(
      ObservedState.of(
        run: nil, hasOwner: true, health: tracker.health, hasFailed: false, startedSecondsAgo: 9,
        startLimit: 60)
        == .beingStopped)
  }

  @Test func `a moment without a listener is no failure`() {
    var health = Health()
    health.layers[.process] = .init(.holds, since: 0, checkedAt: 9)
    health.layers[.listening] = .init(.fails("nothing listens"), since: 8, checkedAt: 9)
    func sight(_ seconds: Double) -> ObservedState {
      ObservedState.of(
        run: .running, hasOwner: true, health: health, hasFailed: false, startedSecondsAgo: 4000,
        startLimit: 60,
        notListeningSeconds: seconds)
    }
    #expect(sight(1) == .booting && sight(60) == .silent)
  }
}
