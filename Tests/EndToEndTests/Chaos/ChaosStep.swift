import Control

/// One thing that happens in a round.
enum ChaosStep: CustomStringConvertible {
  /// By a person at a dashboard.
  case act(Controller.Action, String)
  /// By a command of its own, killed after so many milliseconds; never where nil.
  case command(Controller.Action, String, killedAfter: Int?)
  case signalGateway(String, Int32)
  /// Frozen, then stopped, restarted or killed.
  case freeze(String, then: Controller.Action)
  case stealPort(String)
  case giveBackPorts
  case beginUp, killUp, endUp
  case beginDashboard, killDashboard
  case replaceWatch

  /// Whether it may happen beside others of its round: it changes nothing of the world's own.
  var isIndependent: Bool {
    switch self {
    case .act, .command, .signalGateway, .freeze: true
    default: false
    }
  }

  var description: String {
    switch self {
    case .act(let action, let name): "\(action.rawValue) \(name)"
    case .command(let action, let name, let killed):
      "`\(action.rawValue) \(name)`\(killed.map { " killed after \($0) ms" } ?? "")"
    case .signalGateway(let name, let signal): "signal \(signal) to \(name)"
    case .freeze(let name, let action): "SIGSTOP to \(name), then \(action.rawValue)"
    case .stealPort(let name): "port of \(name) stolen"
    case .giveBackPorts: "ports given back"
    case .beginUp: "up begins"
    case .killUp: "up is killed"
    case .endUp: "up is told to end"
    case .beginDashboard: "a dashboard begins"
    case .killDashboard: "the dashboard is killed"
    case .replaceWatch: "the watching Gatehouse is replaced"
    }
  }

  static func random(_ names: [String], using generator: inout SeededGenerator) -> ChaosStep {
    let name = names.randomElement(using: &generator) ?? names[0]
    let actions: [Controller.Action] = [.start, .start, .stop, .restart]
    let action = actions.randomElement(using: &generator) ?? .start
    switch Int.random(in: 0..<100, using: &generator) {
    case 0..<24: return .act(action, name)
    case 24..<30: return .act(.kill, name)
    case 30..<52:
      let isKilled = Bool.random(using: &generator)
      return .command(
        action, name, killedAfter: isKilled ? Int.random(in: 0..<250, using: &generator) : nil)
    case 52..<66: return .signalGateway(name, 9)
    case 66..<70: return .signalGateway(name, 15)
    case 70..<76:
      let next: [Controller.Action] = [.stop, .restart, .kill]
      return .freeze(name, then: next.randomElement(using: &generator) ?? .stop)
    case 76..<81: return .stealPort(name)
    case 81..<85: return .giveBackPorts
    case 85..<89: return .beginUp
    case 89..<92: return .killUp
    case 92..<94: return .endUp
    case 94..<96: return .beginDashboard
    case 96..<98: return .killDashboard
    default: return .replaceWatch
    }
  }
}
