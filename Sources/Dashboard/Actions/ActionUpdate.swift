import GatewayModel

/// Start, stop, restart and kill from the screen: what cannot be done says why, what cannot be undone asks.
enum ActionUpdate {
  static func ask(_ command: Command, _ state: inout DashboardState) -> [Intent] {
    if let refusal = state.markRefusal {
      state.say(refusal)
      return []
    }
    let targets = state.targets
    let able = targets.filter { reason(command, $0) == nil }
    guard let first = able.first else {
      if let target = targets.first, let reason = reason(command, target) {
        state.message = .init(text: reason, isBad: true)
      }
      return []
    }
    let ids = able.map(\.id)
    if command == .start {
      state.roster.marked = []
      return [.perform(.start, ids)]
    }
    let verbs: [Command: String] = [.stop: "Stop", .kill: "Kill", .endBrowsers: "End the Chrome of"]
    let verb = verbs[command] ?? "Restart"
    let names = able.count == 1 ? first.name : "\(able.count) gateways"
    state.mode = .confirm(
      .init(
        action: command, ids: ids, question: "\(verb) \(names)?", detail: detail(command, able), verb: verb))
    return []
  }

  /// The policy after the one that the selected gateway has, for all that are meant.
  static func choosePolicy(_ state: inout DashboardState) -> [Intent] {
    if let refusal = state.markRefusal {
      state.say(refusal)
      return []
    }
    let able = state.targets.filter { reason(.policy, $0) == nil }
    guard let first = able.first else {
      if let target = state.targets.first, let reason = reason(.policy, target) {
        state.message = .init(text: reason, isBad: true)
      }
      return []
    }
    return [.choosePolicy(first.supervision.policy.next, able.map(\.id))]
  }

  /// Why a command means nothing for a gateway now; nil where it does.
  static func reason(_ command: Command, _ gateway: Gateway) -> String? {
    if !gateway.isManaged, [.start, .stop, .restart, .kill, .endBrowsers, .policy].contains(command) {
      return "\(gateway.name) is \(gateway.kindText ?? ""): it is not started or stopped here"
    }
    let isAbout = [.start, .stop, .restart, .kill, .endBrowsers].contains(command)
    // A start may be called off, and the wait of a stop cut short.
    let isBreak = { (operation: GatewayOperation) in
      operation.isStopping ? command == .kill : operation.kind != .stop && [.stop, .kill].contains(command)
    }
    if let operation = gateway.operation, isAbout, !isBreak(operation) {
      return "\(gateway.name): \(operation.kind.rawValue) is under way already"
    }
    let isRunning = gateway.process != nil
    switch command {
    case .policy where gateway.service.isInstalled:
      return "\(gateway.name) is restarted by \(gateway.service.unit): its `Restart=` says when"
    case .policy where gateway.source.isSight: return "\(gateway.name) is claimed by nothing"
    case .installService, .uninstallService, .enableService: return ServiceUpdate.reason(command, gateway)
    case .start where isRunning:
      return "\(gateway.name) runs already (pid \(gateway.process?.identity.pid ?? 0))"
    case .stop where !isRunning && gateway.state == .stopped,
      .kill where !isRunning && gateway.state == .stopped:
      return "\(gateway.name) is stopped already"
    case .endBrowsers where isRunning: return "\(gateway.name) runs and uses its browsers: stop it first"
    case .endBrowsers where gateway.leftBrowsers.isEmpty: return "\(gateway.name) has left no browser behind"
    case .kill where !isRunning && gateway.operation == nil: return "\(gateway.name) has no process to kill"
    default: return nil
    }
  }

  private static func detail(_ command: Command, _ gateways: [Gateway]) -> String {
    if gateways.count > 1 { return gateways.map(\.name).joined(separator: ", ") }
    guard let gateway = gateways.first else { return "" }
    if gateway.operation?.kind == .start { return "Its start is under way: it is called off." }
    if command == .endBrowsers {
      return gateway.leftBrowsers.map { "\($0.holder), port \($0.port)" }.joined(separator: "; ")
        + ": what is not saved in it is lost."
    }
    guard let process = gateway.process else {
      return gateway.supervision.retryAt == nil ? "It does not run now." : "It is not started again then."
    }
    let place = "pid \(process.identity.pid)" + (gateway.plan.gateway.known.map { ", port \($0)" } ?? "")
    return command == .kill
      ? "\(place): it gets no chance to finish what it does." : "\(place): its channels go silent."
  }
}
