import Canvas
import GatewayModel

/// What keys do while a question is open.
enum ConfirmUpdate {
  static func apply(
    _ key: Key, _ confirmation: DashboardState.Confirmation, _ state: inout DashboardState
  ) -> [Intent] {
    var confirmation = confirmation
    switch key {
    case .left, .right, .tab, .backTab, .character("h"), .character("l"):
      confirmation.isConfirmChosen.toggle()
      state.mode = .confirm(confirmation)
    case .enter:
      state.mode = .browse
      if confirmation.isConfirmChosen { return confirmed(confirmation, &state) }
    case .escape, .control("c"), .character("n"), .character("q"): state.mode = .browse
    case .character("y"):
      state.mode = .browse
      return confirmed(confirmation, &state)
    default: break
    }
    return []
  }

  private static func confirmed(
    _ confirmation: DashboardState.Confirmation, _ state: inout DashboardState
  ) -> [Intent] {
    state.roster.marked = []
    if confirmation.action.isAboutService {
      return confirmation.ids.first.map { [.service(confirmation.action, $0)] } ?? []
    }
    return [.perform(confirmation.action, confirmation.ids)]
  }
}
