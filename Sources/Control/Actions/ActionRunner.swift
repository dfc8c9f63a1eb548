import Fleet
import GatewayModel
import Host
import OpenClaw

/// Carries out actions, one at a time on each gateway: lock, one look, the action, its line in the journal.
@ControlActor
final class ActionRunner {
  /// Seconds between two looks for a stop request of another Gatehouse.
  private static let requestPause = 0.1

  private let tools: ActionTools
  private let state: LatestState
  private let monitor: HostMonitor
  private let reconciler: RunReconciler
  private let journal: JournalWriter
  private var running: [GatewayID: RunningAction] = [:]

  nonisolated init(
    tools: ActionTools, state: LatestState, monitor: HostMonitor, reconciler: RunReconciler,
    journal: JournalWriter
  ) {
    self.tools = tools
    self.state = state
    self.monitor = monitor
    self.reconciler = reconciler
    self.journal = journal
  }

  private var host: Machine { tools.host }

  /// Carries out an action and proves it. It goes on when the caller's task is cancelled: only a stop calls it off.
  /// - Parameters:
  ///   - initiator: who asked for it.
  ///   - isForced: whether a start overrides what isolation forbids.
  ///   - progress: hears every step, for a person.
  func perform(
    _ kind: ActionKind, on id: GatewayID, by initiator: Initiator, isForced: Bool = false,
    progress: (@Sendable (String) -> Void)? = nil
  ) async -> ActionResult {
    let definition = state.definition(id)
    let name = definition?.name ?? "the gateway"
    if let refusal = definition.flatMap(Self.notOurs) { return .refused(.target(refusal)) }
    if let action = running[id] {
      if kind == .kill { running[id]?.isKillAsked = true }
      if kind == .kill, action.kind.operation == .stop { return .done("\(name): not waiting any longer") }
      if action.kind.operation != .stop, kind == .stop || kind == .kill {
        // A start or restart under way is cancelled, and then the gateway is stopped like any other.
        action.task?.cancel()
        _ = await action.task?.value
      }
    }
    if let action = running[id] {
      return .refused(.busy(.underWay(name: name, operation: action.kind.operation)))
    }
    begin(kind, on: id, name: name, stateDir: definition?.stateDir ?? id.stateDir, by: initiator)
    if isForced { addStep("forced: what isolation forbids does not count", to: id) }
    let context = context(id, initiator: initiator, isForced: isForced, progress: progress)
    let task = Task { await carryOut(kind, name: name, context) }
    running[id]?.task = task
    return await task.value
  }

  /// Why a row is not driven from here; nil for a gateway of this machine.
  private static func notOurs(_ definition: Definition) -> TargetRefusal? {
    switch definition.kind {
    case .gateway:
      definition.supervisor.map { supervisor in
        .kept(name: definition.name, by: supervisor.name, command: supervisor.command)
      }
    case .client(let host): .client(name: definition.name, host: host)
    case .container: .container(name: definition.name, unit: definition.unit.map(TargetRefusal.UnitName.init))
    }
  }

  private func carryOut(_ kind: ActionKind, name: String, _ context: ActionContext) async -> ActionResult {
    let watching = kind.operation == .stop ? nil : watchForRequest(context.id)
    var result: ActionResult
    do throws(CancellationError) {
      result = try await act(kind, name: name, context)
    } catch {
      result = .refused(.busy(.calledOff(name: name, action: kind)))
    }
    watching?.cancel()
    return finish(kind, context, result)
  }

  private func act(
    _ kind: ActionKind, name: String, _ context: ActionContext
  ) async throws(CancellationError) -> ActionResult {
    let lock: FileLock?
    switch try await context.lock(name: name, isStop: kind == .stop || kind == .kill) {
    case .success(let taken): lock = taken
    case .failure(let refusal): return .refused(refusal)
    }
    // Held until the action is over, through every suspension.
    defer { withExtendedLifetime(lock) {} }
    let inventory = freshSurvey()
    guard let definition = inventory.definition(context.id) else { return .refused(.gone) }
    let scene = Scene(definition, inventory, record: reconciler.noteEnd(of: context.id, in: inventory))
    switch kind {
    case .start: return try await StartAction(context: context).run(scene)
    case .stop: return await StopAction(context: context).run(scene)
    case .kill: return await StopAction(context: context, killsAtOnce: true).run(scene)
    case .restart: return try await RestartAction(context: context).run(scene)
    case .endBrowsers: return try await EndBrowsersAction(context: context).run(scene)
    case .recover: return try await RecoverAction(context: context).run(scene)
    }
  }

  /// A start is given up where another Gatehouse asks for that.
  private func watchForRequest(_ id: GatewayID) -> Task<Void, Never> {
    let requests = StopRequests(id: id, paths: tools.paths, host: host)
    return Task { [system = host.system] in
      while await system.slept(Self.requestPause) {
        if requests.isAsked { return running[id]?.task?.cancel() ?? () }
      }
    }
  }

  // MARK: Ends

  /// Waits for stops and restarts that are under way: left in their middle, a gateway would be gone.
  func finishStops() async {
    while let (_, action) = running.first(where: { $0.value.kind.operation != .start || isStopping($0.key) })
    {
      _ = await action.task?.value
    }
  }

  private func isStopping(_ id: GatewayID) -> Bool { state.facts.operations[id]?.isStopping == true }

  /// The names of the gateways whose start waits for its turn.
  var waitingStarts: [String] {
    running.filter { $0.value.step == .waitingForTurn }.map(\.value.trace.name).sorted()
  }

  /// Waits until all that wait for their turn are launched: from then on their records tell of them.
  func finishWaitingStarts() async {
    while !waitingStarts.isEmpty, await host.system.slept(0.02) {}
  }

  // MARK: What is told of it

  private func begin(
    _ kind: ActionKind, on id: GatewayID, name: String, stateDir: String, by initiator: Initiator
  ) {
    let isStopping = kind.operation != .start
    state.update {
      $0.operations[id] = GatewayOperation(
        kind: kind.operation, step: ActionStep.checking.text, since: host.system.now(), isStopping: isStopping
      )
      $0.failures[id] = nil
    }
    running[id] = RunningAction(
      kind: kind,
      trace: ActionTrace(
        action: JournalAction(kind), name: name, stateDir: stateDir, by: initiator,
        gatehouse: host.system.processID))
    apply(isStopping ? .stopBegan : .startBegan, to: id)
    monitor.publisher.show()
  }

  private func finish(_ kind: ActionKind, _ context: ActionContext, _ outcome: ActionResult) -> ActionResult {
    let id = context.id
    let isStopping = isStopping(id)
    state.update { $0.operations[id] = nil }
    switch outcome {
    case .done: apply(isStopping ? .stopProven : .startProven, to: id)
    case .failed where !isStopping: apply(.startFailed, to: id)
    case .already, .refused, .failed: apply(.actionLeft, to: id)
    }
    if kind == .start, case .refused(let refusal) = outcome {
      state.update { $0.failures[id] = refusal.message }
    }
    if let trace = running.removeValue(forKey: id)?.trace, trace.isWorthALine(outcome),
      let unwritten = journal.write(
        trace.entry(
          outcome.phase, message: context.remarks.added(to: outcome).message, at: host.system.now()))
    {
      context.remarks.add(unwritten)
    }
    let result = context.remarks.added(to: outcome)
    state.note(result.message)
    monitor.look(sweep: true)
    if monitor.publisher.isWatched { monitor.health.startAsking() }
    return result
  }

  /// Tells the gateway's state machine what the action does, with the generation (the number of the launch) that it is about.
  private func apply(_ event: Lifecycle.Event, to id: GatewayID) {
    state.apply(event, to: id, generation: running[id]?.trace.target.generation ?? 0)
  }

  /// Tells the screen.
  /// - Returns: whether there was anything new to tell.
  private func tell(_ step: ActionStep, of id: GatewayID) -> Bool {
    running[id]?.step = step
    guard var operation = state.facts.operations[id],
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
    state.update { [operation] in $0.operations[id] = operation }
    addStep(step.text, to: id)
    monitor.publisher.show()
    return true
  }

  private func addStep(_ text: String, to id: GatewayID) {
    running[id]?.trace.steps.append(.init(at: host.system.now(), text: state.redactor.show(text)))
  }

  /// The journal says what is going to be touched before it is.
  private func beginTouching(_ target: JournalEntry.Target, of id: GatewayID, _ remarks: Remarks) {
    running[id]?.trace.target = target
    if let trace = running[id]?.trace,
      let unwritten = journal.write(trace.entry(.began, message: "", at: host.system.now()))
    {
      remarks.add(unwritten)
    }
  }

  private func aim(_ target: JournalEntry.Target, of id: GatewayID) { running[id]?.trace.target = target }

  private func isKillAsked(_ id: GatewayID) -> Bool { running[id]?.isKillAsked == true }

  private func freshSurvey() -> HostInventory {
    let inventory = monitor.scan(sweep: true)
    monitor.publisher.show()
    return inventory
  }

  private func context(
    _ id: GatewayID, initiator: Initiator, isForced: Bool, progress: (@Sendable (String) -> Void)?
  ) -> ActionContext {
    let remarks = Remarks()
    return ActionContext(
      id: id, tools: tools, initiator: initiator, isForced: isForced, redactor: state.redactor,
      reporter: ActionReporter(
        tell: { step in
          guard await self.tell(step, of: id) else { return }
          progress?(step.limit.map { "\(step.text), at most \(Int(clamping: $0)) s" } ?? step.text)
        },
        begin: { await self.beginTouching($0, of: id, remarks) }, aim: { await self.aim($0, of: id) },
        keep: { await self.reconciler.keep($0, $1) }, isKillAsked: { await self.isKillAsked(id) }),
      scan: { await self.freshSurvey() }, remarks: remarks)
  }
}
