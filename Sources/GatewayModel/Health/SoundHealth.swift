/// Whether a gateway has worked without a fault for some time: what makes its config worth keeping, and a repair proven.
public enum SoundHealth {
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
