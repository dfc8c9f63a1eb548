import Fleet
import FoundationEssentials
import Host
import OpenClaw
import Probes

/// Starts one gateway as a child: checks, launch, proof. Rules: design section 6.
struct StartAction {
  let context: ActionContext
  let id: GatewayID

  func run() async -> ActionResult {
    await context.locked(id) { await start($0, survey: $1) }
  }

  /// Why this gateway cannot be started now; nil where it can.
  /// - Parameters:
  ///   - verb: what the person asked for, as the service manager calls it.
  ///   - isRunning: whether its own process holds the port now and will be stopped first.
  func refusal(
    _ definition: Definition, survey: Survey, verb: String = "start", isRunning: Bool = false
  ) async -> String? {
    let name = definition.name
    if definition.isStray {
      return "\(name) is claimed by nothing: `gatehouse declare` prints the lines that would claim it"
    }
    if let unit = definition.unit, let state = await context.services.activeState(unit),
      ["active", "activating", "reloading", "deactivating"].contains(state)
    {
      return
        "\(name) is run by \(unit.name) (\(state)): use `\(ServiceQuery.command(verb, unit: unit))`"
    }
    switch definition.config {
    case .missing:
      return
        "\(name) has no config at \(context.paths.abbreviate(definition.configPath)): `\(CommandLineProfile.command(definition.profile)) setup` makes one"
    case .invalid(let problem): return invalid(name, problem)
    case .valid: if let problem = definition.configProblems.first { return invalid(name, problem) }
    }
    do throws(LaunchPlan.Refusal) {
      _ = try plan(definition)
    } catch {
      return error.message
    }
    let own = context.builder.owner(of: definition, survey: survey).process
    let held = survey.listeners(on: definition.startPort).first { listener in
      // Its own process gives the port back before the start.
      !(isRunning && survey.isHeld(listener, by: own))
    }
    if let held {
      return
        "port \(held.port) of \(name) is held by \(held.holder); stop that process, or give \(name) another gateway.port"
    }
    return nil
  }

  private func invalid(_ name: String, _ problem: ConfigProblem) -> String {
    "the config of \(name) is wrong: \(problem.description(file: context.paths.abbreviate(problem.file)))"
  }

  private func plan(_ definition: Definition) throws(LaunchPlan.Refusal) -> LaunchPlan {
    try LaunchPlan.make(
      definition, config: context.config, paths: context.paths, system: context.host.system
    ) { command, path in
      CommandFinder.find(command, path: path, home: context.paths.home)
    }
  }

  private func start(_ definition: Definition, survey: Survey) async -> ActionResult {
    let owner = context.builder.owner(of: definition, survey: survey)
    if let adopted = RunOrphan.adopt(survey.run(of: definition), runs: context.runs, host: context.host) {
      return .already(
        "\(definition.name) was started before and is adopted (pid \(adopted.process?.pid ?? 0))")
    }
    if let process = owner.process { return await alreadyRunning(definition, process, survey: survey) }
    if let refusal = await refusal(definition, survey: survey) { return .refused(refusal) }
    await context.step("starting", false)
    // What a run that died has left of its group would live on unknown once its record is replaced.
    if let last = survey.run(of: definition),
      let left = await endRun(last, definition)
    {
      return .failed(left)
    }
    return await launch(definition, survey: survey)
  }

  /// It runs; done only if it also answers, for which a young one is given the time of a start.
  private func alreadyRunning(
    _ definition: Definition, _ process: ProcessIdentity, survey: Survey
  ) async -> ActionResult {
    let age = survey.takenAt - context.host.system.startTime(of: process, at: survey.takenAt)
    let left = max(0, SnapshotBuilder.startLimit - age)
    let answers = await context.wait(seconds: left, every: 0.2) {
      guard context.host.processes.facts(process.pid)?.identity == process else { return true }
      return await ask(definition, port: definition.plan.gateway.port) == .live
    }
    guard answers, context.host.processes.facts(process.pid)?.identity == process else {
      return .failed(
        "\(definition.name) runs (pid \(process.pid)), but it does not answer; restart it, or stop it")
    }
    return .already("\(definition.name) runs already (pid \(process.pid))")
  }

  private enum Answer {
    case nobodyListens, silent, live
  }

  /// Asks whoever listens on a port. A gateway with TLS cannot be asked: that it listens is all that can be had.
  /// - Parameter found: called before the question, once somebody listens.
  private func ask(
    _ definition: Definition, port: Int, found: () async -> Void = {}
  ) async -> Answer {
    guard let socket = context.host.processes.listeners().first(where: { $0.port == port }) else {
      return .nobodyListens
    }
    await found()
    let listener = PortListener(
      port: port, address: socket.address, pid: nil, command: nil, userID: socket.userID)
    var target = ProbeTarget(definition: definition, host: listener.probeHost)
    target.port = port
    switch await context.prober.sample(target).live {
    case .holds, .notOffered: return .live
    case .fails, .skipped: return .silent
    }
  }

  /// Launches and waits for the proof. The caller holds the gateway's lock and has checked.
  func launch(_ definition: Definition, survey: Survey) async -> ActionResult {
    let host = context.host
    let key = RunStore.key(
      name: definition.name, stateDir: definition.stateDir, configPath: definition.configPath)
    let logFile = "\(context.paths.logs)/\(key).log"
    if let failure = host.files.makeDirectory(context.paths.logs, 0o700) {
      return .failed("\(context.paths.logs) cannot be made: \(failure)")
    }
    var record: RunRecord
    let child: ChildProcess
    do {
      let plan = try plan(definition)
      record = RunRecord(
        id: UUID().uuidString, name: definition.name, stateDir: definition.stateDir,
        configPath: definition.configPath, generation: (survey.run(of: definition)?.generation ?? 0) &+ 1,
        phase: .launching, bootID: host.system.bootID, port: plan.port,
        command: plan.arguments.map(context.redactor.redact),
        logFile: logFile, logOffset: host.files.status(logFile)?.size ?? 0, startedAt: host.system.now())
      if let failure = context.runs.write(record) {
        return .failed("the run record of \(definition.name) cannot be written: \(failure)")
      }
      child = try ChildProcess.launch(plan, runID: record.id, logFile: logFile)
    } catch let refusal as LaunchPlan.Refusal {
      return .refused(refusal.message)
    } catch {
      return .failed((error as? ChildProcess.LaunchFailure)?.message ?? "the launch failed")
    }
    // Before anything is awaited: a child that ends at once may be reaped and gone by then.
    record.process = host.processes.facts(child.pid)?.identity
    await context.keep(child)
    record.phase = .running
    if let failure = context.runs.write(record) {
      _ = await endRun(record, definition)
      return .failed("the run record of \(definition.name) cannot be written: \(failure)")
    }
    return await prove(&record, definition, child: child)
  }

  private func prove(
    _ record: inout RunRecord, _ definition: Definition, child: ChildProcess
  ) async -> ActionResult {
    let name = definition.name
    let port = record.port
    var isLive = false
    var isListening = false
    let isDecided = await context.wait(seconds: SnapshotBuilder.startLimit, every: 0.1) {
      if child.ending() != nil { return true }
      let answer = await ask(definition, port: port) {
        isListening = true
        await context.step("listening, waiting for its answer", false)
      }
      isLive = answer == .live
      if !isListening { await context.step("waiting for port \(port)", false) }
      return isLive
    }
    if isLive, child.ending() == nil {
      let survey = await context.survey()
      // As it is now: before the start it may have run on another port.
      let definition = context.definition(id, in: survey) ?? definition
      let owner = context.builder.owner(of: definition, survey: survey)
      let isChild = owner.process.map { owner in
        survey.index.isRelated(owner.pid, child.pid) || survey.index[owner.pid]?.group == child.pid
      }
      let isOurs = isChild == true && owner.links.contains { $0.kind == .listener && $0.status == .holds }
      if isOurs {
        let held = heldPorts(definition, survey: survey, owner: owner.process)
        return .done("\(name) is live on \(port) (pid \(owner.process?.pid ?? child.pid))\(held)")
      }
    }
    let reason: String
    if let ending = child.ending() {
      reason = "\(name) ended while starting (\(ending))"
    } else if isDecided {
      reason = "port \(port) is answered by another process than the one started"
    } else {
      reason = "\(name) did not answer within \(Int(SnapshotBuilder.startLimit)) s"
    }
    let lines = lastLines(record)
    let left = await endRun(record, definition)
    let words = lines.isEmpty ? reason : "\(reason): \(lines.joined(separator: " / "))"
    let message = [words, left].compactMap(\.self).joined(separator: "; ")
    record.failure = message
    record.phase = .failed
    _ = context.runs.write(record)
    return .failed(message)
  }

  /// Ends what is left of a run.
  /// - Returns: what could not be ended, for a person.
  private func endRun(_ record: RunRecord, _ definition: Definition) async -> String? {
    await StopAction(context: context, id: id).end(record: record, definition: definition)
  }

  /// A control or CDP port that another process holds does not stop a gateway, but its browser will not work: a warning.
  private func heldPorts(_ definition: Definition, survey: Survey, owner: ProcessIdentity?) -> String {
    let ports =
      [("browser control", definition.plan.browserControl.port)]
      + definition.allocations.compactMap { allocation in
        allocation.host == nil && !allocation.attachOnly
          ? allocation.port.map { ("CDP \(allocation.name)", $0) } : nil
      }
    let held = ports.compactMap { use, port -> String? in
      let stranger = survey.listeners(on: port).first { !survey.isHeld($0, by: owner) }
      return stranger.map { "\(use) port \(port) is held by \($0.holder)" }
    }
    return held.isEmpty ? "" : "; warning: " + held.joined(separator: ", ")
  }

  /// The last lines of this run's log, without escape sequences and secrets.
  private func lastLines(_ record: RunRecord) -> [String] {
    guard case .success(let tail) = context.host.files.tail(record.logFile, record.logOffset, 4096) else {
      return []
    }
    return LogText.lines(tail.bytes).suffix(2).map { String(context.redactor.redact($0).prefix(160)) }
  }
}
