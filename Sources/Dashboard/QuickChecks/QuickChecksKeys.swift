import Canvas

/// The key that opens the quick checks.
enum QuickChecksKeys {
  static let binding = KeyBinding(
    .quick, [.character("Q")], "Q", nil, "quick checks: openclaw status, gateway status, browser status",
    .gateways
  ) { state in
    guard let current = state.current else { return [] }
    state.mode = .quick(.init(id: current.id, name: current.name), scroll: 0)
    return [.quick(current.id)]
  }
}
