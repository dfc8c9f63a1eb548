import TestSupport
import Testing

@testable import GatewayModel

/// When the policy starts a gateway again, and when not.
@Suite(.computing) struct RestartDecisionTests {
  static let crash = RunEnding(exitCode: 1)
  static let killed = RunEnding(signal: 9)
  static let clean = RunEnding(exitCode: 0)
  static let config = RunEnding(exitCode: 78)
  static let taken = RunEnding(exitCode: 0, lastLines: ["gateway already running (pid 7); lock timeout"])
  static let listening = RunEnding(
    exitCode: 1, lastLines: ["another gateway instance is already listening on ws://127.0.0.1:1"])
  static let leftLock = RunEnding(leftLock: true)
  static let tookLock = RunEnding(leftLock: false)

  private func decide(_ ending: RunEnding, _ policy: RestartPolicy, endings: [Double] = [1000])
    -> RestartDecision
  {
    RestartDecision.of(
      ending, policy: policy, settings: RestartSettings(), endings: endings, now: 1000, jitter: 0.5)
  }

  @Test(arguments: [crash, killed, clean, config, taken, leftLock])
  func `the policy never restarts nothing`(ending: RunEnding) {
    #expect(decide(ending, .never) == .leave)
  }

  @Test func `on-failure restarts crashes and leaves a clean end, always restarts both`() {
    for ending in [Self.crash, Self.killed, Self.leftLock] {
      #expect(decide(ending, .onFailure) == .restart(after: 1))
      #expect(decide(ending, .always) == .restart(after: 1))
    }
    for ending in [Self.clean, Self.tookLock] {
      #expect(decide(ending, .onFailure) == .leave)
      #expect(decide(ending, .always) == .restart(after: 1))
    }
  }

  @Test(arguments: [config, taken, listening])
  func `what would only fail again is not tried again`(ending: RunEnding) {
    for policy in [RestartPolicy.onFailure, .always] {
      guard case .giveUp = decide(ending, policy) else {
        Issue.record("restarted after \(ending.text)")
        continue
      }
    }
  }

  @Test
  func `a port that is in use for a moment is tried again, and so is what was killed, whatever it said`() {
    let busy = RunEnding(exitCode: 1, lastLines: ["Port 18789 is already in use."])
    let killed = RunEnding(signal: 9, lastLines: ["gateway already running (pid 7)"])
    for ending in [busy, killed] { #expect(decide(ending, .onFailure) == .restart(after: 1)) }
  }

  @Test func `each delay is twice the one before, up to the longest, and is spread by a fifth`() {
    let settings = RestartSettings()
    #expect((1...8).map { settings.delay(count: $0, jitter: 0.5) } == [1, 2, 4, 8, 16, 32, 60, 60])
    #expect(
      abs(settings.delay(count: 3, jitter: 0) - 3.2) < 0.001
        && abs(settings.delay(count: 3, jitter: 1) - 4.8) < 0.001)
    #expect(settings.delay(count: 1_000_000, jitter: 0.5) == 60)
  }

  @Test func `too often within the window is the end, and what lies before the window does not count`() {
    let often = [500, 600, 700, 800, 900, 1000].map(Double.init)
    guard case .giveUp(let reason) = decide(Self.crash, .always, endings: often) else {
      Issue.record("not given up")
      return
    }
    #expect(reason.contains("6 times within 600 s"))
    let old = [100, 200, 300, 399, 400, 1000].map(Double.init)
    #expect(decide(Self.crash, .always, endings: old) == .restart(after: 1))
  }
}
