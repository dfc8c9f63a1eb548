import Synchronization

/// What a stand-in is in the middle of, as `readyz` tells it: phases, no channels.
final class StandInPhase: Sendable {
  private struct State {
    var isDraining = false
    var listeningSince: ContinuousClock.Instant?
  }

  private let state = Mutex(State())

  func beganToListen() { state.withLock { $0.listeningSince = .now } }

  func drain(_ isDraining: Bool) { state.withLock { $0.isDraining = isDraining } }

  func names(_ settings: StandInSettings) -> [String] {
    state.withLock { state in
      if state.isDraining { return ["gateway-draining"] }
      guard let since = state.listeningSince, settings.sidecarSeconds > 0,
        ContinuousClock.now - since < .seconds(settings.sidecarSeconds)
      else { return [] }
      return ["startup-sidecars"]
    }
  }
}
