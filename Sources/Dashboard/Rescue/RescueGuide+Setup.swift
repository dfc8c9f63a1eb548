extension RescueGuide {
  /// Whether a rescue bot is all that is missing.
  func canBeSetUp(_ state: DashboardState) -> Bool {
    state.snapshot?.rescue.map { rescue in
      rescue.main != nil && rescue.rescue == nil && rescue.run == nil
        && state.snapshot?.gateways.contains { $0.isRescue } == false
    } ?? false
  }
}
