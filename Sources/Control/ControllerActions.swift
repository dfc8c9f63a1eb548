import Fleet
import Host
import OpenClaw

/// What a person can ask for.
extension Controller {
  public enum Action: String, Sendable {
    case start, stop, restart, kill
  }

  /// A name that means no gateway, or more than one.
  public enum NameProblem: Error, Sendable, Equatable {
    case unknown(String)
    case ambiguous(String, [String])

    public var message: String {
      switch self {
      case .unknown(let name): "no gateway is called \(name); `gatehouse status` lists them"
      case .ambiguous(let name, let candidates):
        "\(name) could be \(candidates.joined(separator: " or ")); use the whole name"
      }
    }
  }

  /// The gateway that a name means: its whole name, or the part before `(` where only one has it.
  public static func resolve(_ name: String, in snapshot: Snapshot) -> Result<Gateway, NameProblem> {
    let similar = snapshot.gateways.filter { $0.name == name || $0.name.hasPrefix(name + " (") }
    switch similar.count {
    case 0: return .failure(.unknown(name))
    case 1: return .success(similar[0])
    default: return .failure(.ambiguous(name, similar.map(\.name)))
    }
  }

  /// Carries out an action and proves it.
  /// - Parameter progress: hears every step, for a person.
  public func perform(
    _ action: Action, on id: GatewayID, progress: (@Sendable (String) -> Void)? = nil
  ) async -> ActionResult {
    let name = survey?.definitions.first { $0.id == id }?.name ?? "the gateway"
    if action == .kill, let running = live.operations[id], running.isStopping {
      killRequests.insert(id)
      return .done("\(name): not waiting any longer")
    }
    if let running = live.operations[id] {
      return .refused("\(name): \(running.kind.rawValue) is under way already")
    }
    let kind: Operation.Kind =
      switch action {
      case .start: .start
      case .stop, .kill: .stop
      case .restart: .restart
      }
    begin(id, kind: kind)
    live.failures[id] = nil
    let context = context(id, progress: progress)
    let result: ActionResult =
      switch action {
      case .start: await StartAction(context: context, id: id).run()
      case .stop: await StopAction(context: context, id: id).run()
      case .kill: await StopAction(context: context, id: id, killsAtOnce: true).run()
      case .restart: await RestartAction(context: context, id: id).run()
      }
    live.operations[id] = nil
    killRequests.remove(id)
    if case .refused(let message) = result, action == .start { live.failures[id] = message }
    note(result.message)
    refresh()
    return result
  }

  private func begin(_ id: GatewayID, kind: Operation.Kind) {
    live.operations[id] = Operation(
      kind: kind, step: "checking", since: host.system.now(), isStopping: kind != .start)
    show()
  }

  /// Tells the screen; whether there was anything new to tell.
  private func step(_ id: GatewayID, _ text: String, isStopping: Bool) -> Bool {
    guard var operation = live.operations[id], operation.step != text || operation.isStopping != isStopping
    else { return false }
    operation.step = text
    operation.isStopping = isStopping
    live.operations[id] = operation
    show()
    return true
  }

  private func isKillAsked(_ id: GatewayID) -> Bool { killRequests.contains(id) }

  private func freshSurvey() -> Survey {
    look(sweep: true)
    return survey ?? surveyor.survey(sweep: true)
  }

  private func context(_ id: GatewayID, progress: (@Sendable (String) -> Void)?) -> ActionContext {
    ActionContext(
      host: host, paths: paths, config: config, prober: prober, services: services,
      survey: { await self.freshSurvey() }, builder: builder,
      step: { text, isStopping in
        if await self.step(id, text, isStopping: isStopping) { progress?(text) }
      },
      keep: { await self.keep($0) }, redactor: redactor(), grace: stopGrace,
      isKillAsked: { await self.isKillAsked(id) })
  }

  /// The command and environment that a start would use now.
  public func launchPlan(of id: GatewayID) -> Result<LaunchPlan, LaunchPlan.Refusal> {
    guard let definition = survey?.definitions.first(where: { $0.id == id }) else {
      return .failure(.init("this gateway is gone"))
    }
    do throws(LaunchPlan.Refusal) {
      return .success(
        try LaunchPlan.make(definition, config: config, paths: paths, system: host.system) { command, path in
          CommandFinder.find(command, path: path, home: paths.home)
        })
    } catch {
      return .failure(error)
    }
  }
}
