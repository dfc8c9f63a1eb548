import Fleet
import Host
import OpenClaw

/// What a person can ask for.
extension Controller {
  public enum Action: String, Sendable {
    case start, stop, restart, kill
    /// Ends the browsers that a gateway which does not run has left behind.
    case endBrowsers = "end-browsers"
    /// Finishes or undoes what another Gatehouse did not live to finish.
    case recover
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

  /// - Parameter warn: hears what a person must know and no action's result tells.
  public func hearWarnings(_ warn: @escaping @Sendable (String) -> Void) { self.warn = warn }

  /// Carries out an action and proves it.
  /// - Parameters:
  ///   - initiator: who asked for it.
  ///   - isForced: whether a start overrides what isolation forbids.
  ///   - progress: hears every step, for a person.
  public func perform(
    _ action: Action, on id: GatewayID, by initiator: Initiator = .command, isForced: Bool = false,
    progress: (@Sendable (String) -> Void)? = nil
  ) async -> ActionResult {
    let definition = survey?.definition(id)
    let name = definition?.name ?? "the gateway"
    if let refusal = definition.flatMap(Self.notOurs) { return .refused(refusal) }
    if action == .kill, live.operations[id]?.kind == .stop {
      killRequests.insert(id)
      return .done("\(name): not waiting any longer")
    }
    if let running = live.operations[id], running.kind != .stop, action == .stop || action == .kill {
      // A start that hangs is not waited for: it is given up, and then the gateway is stopped as any other.
      calledOff.insert(id)
      if action == .kill { killRequests.insert(id) }
      await waitForOperation(id)
      calledOff.remove(id)
    }
    if let running = live.operations[id] {
      return .refused("\(name): \(running.kind.rawValue) is under way already")
    }
    begin(id, action: action, name: name, stateDir: definition?.stateDir ?? id.stateDir, by: initiator)
    if isForced { addStep("forced: what isolation forbids does not count", to: id) }
    let context = context(id, initiator: initiator, isForced: isForced, progress: progress)
    let result: ActionResult =
      switch action {
      case .start: await StartAction(context: context, id: id).run()
      case .stop: await StopAction(context: context, id: id).run()
      case .kill: await StopAction(context: context, id: id, killsAtOnce: true).run()
      case .restart: await RestartAction(context: context, id: id).run()
      case .endBrowsers: await EndBrowsersAction(context: context, id: id).run()
      case .recover: await RecoverAction(context: context, id: id).run()
      }
    finish(id, result, isStart: action == .start)
    return result
  }

  /// Why a row is not driven from here; nil for a gateway of this machine.
  private static func notOurs(_ definition: Definition) -> String? {
    switch definition.kind {
    case .gateway:
      definition.supervisor.map { supervisor in
        "\(definition.name) is kept by \(supervisor.name), which would start it again or beside it"
          + (supervisor.command.map { ": `\($0)`" } ?? "")
      }
    case .client(let host):
      "\(definition.name) is a client profile (gateway.mode: remote\(host.map { ", to \($0)" } ?? "")): OpenClaw starts no gateway from it"
    case .container:
      "\(definition.name) runs in a container: start and stop it with what made it (docker, podman\(definition.unit.map { ", or `systemctl\($0.isUserUnit ? " --user" : "") start|stop \($0.name)`" } ?? ""))"
    }
  }

  /// The same for many gateways: the order of the roster, at most so many starts at once as the config allows.
  public func performAll(
    _ action: Action, on ids: [GatewayID], by initiator: Initiator, isForced: Bool = false,
    progress: (@Sendable (GatewayID, String) -> Void)? = nil,
    finished: (@Sendable (GatewayID, ActionResult) async -> Void)? = nil
  ) async -> [GatewayID: ActionResult] {
    await withTaskGroup(of: (GatewayID, ActionResult).self) { group in
      var results: [GatewayID: ActionResult] = [:]
      for (index, id) in ids.enumerated() {
        // Starts in their order: the next one begins when one before it is done.
        if action == .start, index >= config.startsAtOnce, let (id, result) = await group.next() {
          results[id] = result
        }
        if Task.isCancelled { break }
        group.addTask {
          let result = await self.perform(action, on: id, by: initiator, isForced: isForced) {
            progress?(id, $0)
          }
          await finished?(id, result)
          return (id, result)
        }
      }
      for await (id, result) in group { results[id] = result }
      return results
    }
  }

  /// Stops gateways, whatever is under way with them: that ends first.
  public func stopAll(_ ids: [GatewayID], by initiator: Initiator) async {
    await withTaskGroup(of: Void.self) { group in
      for id in ids {
        group.addTask {
          // Somebody else's action on it may take as long as a start.
          for _ in 0..<600 {
            let result = await self.perform(.stop, on: id, by: initiator)
            guard case .refused = result, await self.isActedOn(id) else { return }
            try? await Task.sleep(for: .milliseconds(100))
          }
        }
      }
    }
  }

  /// Waits for stops and restarts that are under way: left in their middle, a gateway would be gone.
  public func finishStops() async {
    while live.operations.values.contains(where: { $0.kind != .start || $0.isStopping }) {
      try? await Task.sleep(for: .milliseconds(20))
    }
  }

  /// The gateways whose start waits for its turn.
  public func waitingStarts() -> [String] {
    live.operations.filter { $0.value.step == StartAction.waitingStep }.keys.map { id in
      survey?.definition(id)?.name ?? id.stateDir
    }.sorted()
  }

  /// Waits until all that wait for their turn are launched: from then on their records tell of them.
  public func finishWaitingStarts() async {
    while !waitingStarts().isEmpty { try? await Task.sleep(for: .milliseconds(20)) }
  }

  private func waitForOperation(_ id: GatewayID) async {
    while live.operations[id] != nil { try? await Task.sleep(for: .milliseconds(20)) }
  }

  /// Whether somebody holds the gateway's lock.
  private func isActedOn(_ id: GatewayID) -> Bool {
    (try? locks.take(id, name: "it").get()) == nil
  }

  private func begin(
    _ id: GatewayID, action: Action, name: String, stateDir: String, by initiator: Initiator
  ) {
    let kind: Operation.Kind =
      switch action {
      case .start, .recover: .start
      case .stop, .kill, .endBrowsers: .stop
      case .restart: .restart
      }
    let isStopping = kind != .start
    live.operations[id] = Operation(
      kind: kind, step: "checking", since: host.system.now(), isStopping: isStopping)
    live.failures[id] = nil
    traces[id] = ActionTrace(
      action: action.rawValue, name: name, stateDir: stateDir, by: initiator, gatehouse: host.system.processID
    )
    apply(isStopping ? .stopBegan : .startBegan, to: id)
    show()
  }

  private func finish(_ id: GatewayID, _ result: ActionResult, isStart: Bool) {
    let operation = live.operations.removeValue(forKey: id)
    killRequests.remove(id)
    switch result {
    case .done: apply(operation?.isStopping == true ? .stopProven : .startProven, to: id)
    case .failed where operation?.isStopping == false: apply(.startFailed, to: id)
    case .already, .refused, .failed: apply(.actionLeft, to: id)
    }
    if case .refused(let message) = result, isStart { live.failures[id] = message }
    // What nobody watches is not tried again at every look, also where not even its failure could be written down.
    if !result.isSuccess, let by = traces[id]?.by, by == .policy || by == .recovery {
      notBefore[id] = host.system.uptime() + Self.retryPause
    }
    if let trace = traces.removeValue(forKey: id), trace.isWorthALine(result) {
      write(trace.entry(result.phase, message: result.message, at: host.system.now()))
    }
    note(result.message)
    refresh()
  }

  /// A state machine hears of what an action does with the generation that it is about.
  private func apply(_ event: Lifecycle.Event, to id: GatewayID) {
    let known = live.lifecycles[id]?.generation ?? 0
    live.lifecycles[id, default: Lifecycle()].apply(
      event, generation: max(known, traces[id]?.target.generation ?? 0))
  }

  /// Tells the screen; whether there was anything new to tell.
  private func step(_ id: GatewayID, _ step: ActionStep) -> Bool {
    guard var operation = live.operations[id],
      operation.step != step.text || operation.isStopping != step.isStopping
    else { return false }
    if operation.isStopping, !step.isStopping {
      apply(.stopProven, to: id)
      apply(.startBegan, to: id)
    }
    operation.step = step.text
    operation.limit = step.limit
    operation.stepSince = host.system.now()
    operation.isStopping = step.isStopping
    live.operations[id] = operation
    addStep(step.text, to: id)
    show()
    return true
  }

  private func addStep(_ text: String, to id: GatewayID) {
    traces[id]?.steps.append(.init(at: host.system.now(), text: live.redactor.show(text)))
  }

  /// The journal says what is going to be touched before it is.
  private func beginTouching(_ id: GatewayID, _ target: JournalEntry.Target) {
    traces[id]?.target = target
    if let entry = traces[id]?.entry(.began, message: "", at: host.system.now()) { write(entry) }
  }

  private func aim(_ id: GatewayID, _ target: JournalEntry.Target) { traces[id]?.target = target }

  private func isKillAsked(_ id: GatewayID) -> Bool { killRequests.contains(id) }

  private func isCalledOff(_ id: GatewayID) -> Bool {
    calledOff.contains(id) || StopWish.isThere(id, paths: paths, host: host)
  }

  private func freshSurvey() -> Survey {
    look(sweep: true)
    return survey ?? surveyor.survey(sweep: true)
  }

  private func context(
    _ id: GatewayID, initiator: Initiator, isForced: Bool, progress: (@Sendable (String) -> Void)?
  ) -> ActionContext {
    ActionContext(
      host: host, paths: paths, config: config, prober: prober, services: services,
      survey: { await self.freshSurvey() }, builder: builder, initiator: initiator, isForced: isForced,
      tell: { step in
        if await self.step(id, step) {
          progress?(step.limit.map { "\(step.text), at most \(Int($0)) s" } ?? step.text)
        }
      },
      begin: { await self.beginTouching(id, $0) }, aim: { await self.aim(id, $0) },
      noteEnd: { await self.noteEndIfAny($0) },
      keep: { await self.keep($0, $1) }, policyClock: policyClock, slots: slots, redactor: redactor(),
      grace: stopGrace, isKillAsked: { await self.isKillAsked(id) },
      isCalledOff: { await self.isCalledOff(id) })
  }

  /// What a start really does: of a unit's gateway that is what its manager runs, with the unit's own environment.
  public func startPlan(of id: GatewayID) -> Result<LaunchPlan, LaunchPlan.Refusal> {
    guard let definition = survey?.definition(id), definition.isManaged, let unit = definition.unit else {
      return launchPlan(of: id)
    }
    var plan = LaunchPlan(
      arguments: unit.arguments, environment: ["HOME": unit.home].merging(unit.environment) { _, own in own },
      workingDirectory: unit.workingDirectory, port: definition.startPort ?? 0, dropped: [])
    plan.unit = unit.name
    return .success(plan)
  }

  /// The command and environment that a start would use now.
  public func launchPlan(of id: GatewayID) -> Result<LaunchPlan, LaunchPlan.Refusal> {
    guard let definition = survey?.definition(id) else {
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
