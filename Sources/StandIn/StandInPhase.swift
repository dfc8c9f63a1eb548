import Synchronization

/// What a stand-in is in the middle of, as `readyz` tells it: phases, no channels.
final class StandInPhase: Sendable {
  private struct State {
    var isDraining = false
    /// Seconds since boot.
    var listeningSince: Double?
  }

  private let state = Mutex(State())

  func beganToListen() { state.withLock { $0.listeningSince = StandInClock.uptime } }

  func drain(_ isDraining: Bool) { state.withLock { $0.isDraining = isDraining } }

  func names(_ settings: StandInSettings) -> [String] {
    state.withLock { state in
      if state.isDraining { return ["gateway-draining"] }
      guard let since = state.listeningSince, settings.sidecarSeconds > 0,
        StandInClock.uptime - since < settings.sidecarSeconds
      else { return [] }
      return ["startup-sidecars"]
    }
  }
}
