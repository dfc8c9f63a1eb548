/// Whether a gateway has worked without a fault for some time: what makes its config worth keeping, and a repair proven.
public enum SoundHealth {
  /// For how many seconds nothing of it has failed, as far as it was asked: where no question has come back, what was known before proves
  /// nothing. Nil while something fails, or is not known yet.
  /// - Parameter began: seconds since 1970; what was before does not count.
  public static func seconds(_ health: Health, since began: Double = 0) -> Double? {
    guard let since = since(health), let asked = health.layers[.live]?.checkedAt else { return nil }
    return max(0, asked - max(since, began))
  }

  /// Since when nothing of it has failed; nil while something fails, or is not known yet.
  /// Layers that a version does not offer do not count.
  public static func since(_ health: Health) -> Double? {
    var since = 0.0
    for layer in Health.Layer.allCases {
      guard let state = health.layers[layer] else {
        if layer == .hello { continue }
        return nil
      }
      switch state.status {
      case .holds: since = max(since, state.since)
      case .notOffered: continue
      // The WebSocket connection comes last, and not every gateway allows it.
      case .unknown where layer == .hello: continue
      case .unknown, .fails: return nil
      }
    }
    return since
  }
}
