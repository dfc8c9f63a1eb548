import Fleet
import GatewayModel
import Host
import OpenClaw
import Records
import Rescue

/// Carries out one move of a rescue.
@ControlActor
struct RescueStepRunner {
  /// Seconds that the rescue bot is waited for after it is live, until it calls itself ready.
  static let readyLimit = 10.0

  let tools: RescueTools
  let facts: RescueFacts
  let initiator: Initiator
  let progress: @Sendable (String) -> Void

  private var main: Gateway { facts.main }
  private var rescue: Gateway { facts.rescue }

  private var host: Machine { tools.host }

  private var repairing: RepairRunner {
    RepairRunner(tools: tools, facts: facts, initiator: initiator, progress: progress)
  }

  func carryOut(_ move: RescueMove, _ run: inout RescueRun) async -> ActionResult {
    switch move {
    case .collect: return await collect(&run)
    case .leaveMain:
      return .done(facts.canStopMain ? "\(main.name) is left as it is" : "\(main.name) does not run")
    case .stopMain: return await perform(.stop, main)
    case .raise: return await raise()
    case .handOver: return await handOver(run)
    case .repair(let repair): return await repairing.carryOut(repair, &run)
    case .undoRepair: return await repairing.undo(&run)
    case .goOn: return .done("on to the proof")
    case .verify:
      let result = await verify()
      run.isVerified = result.isSuccess
      return result
    case .goBack: return await goBack(run)
    case .goBackWithoutMain:
      var alone = run
      alone.isMainStopped = false
      let result = await goBack(alone)
      return run.isMainStopped ? result.adding("\(main.name) stays stopped") : result
    }
  }

  private func perform(_ action: ActionKind, _ gateway: Gateway) async -> ActionResult {
    await tools.runner.perform(action, on: gateway.id, by: initiator, progress: progress)
  }

  // MARK: Evidence

  private func collect(_ run: inout RescueRun) async -> ActionResult {
    let detected = facts.condition.summary(now: facts.takenAt)
    run.detected = facts.condition
    run.entries.append(
      .init(at: facts.takenAt, step: .detect, move: "detect", outcome: .done, text: detected))
    run.evidence = "\(tools.records.store.evidence)/\(run.id)"
    return await collectEvidence(run)
  }

  private func handOver(_ run: RescueRun) async -> ActionResult {
    // The brief as it is now: main may have been stopped, and the rescue bot is up.
    let result = await collectEvidence(run, briefOnly: true)
    guard result.isSuccess, let evidence = run.evidence else { return result }
    return .done("the brief is \(tools.paths.abbreviate(evidence))/brief.md")
  }

  /// - Parameter briefOnly: whether all else stays as it was when main was found.
  private func collectEvidence(_ run: RescueRun, briefOnly: Bool = false) async -> ActionResult {
    tools.state.update { $0.rescue.run = run }
    let (paths, redactor) = (tools.paths, tools.state.redactor)
    guard let evidence = run.evidence, case .success(let report) = await tools.facts.report(),
      let snapshot = tools.monitor.publisher.latest
    else { return .failed(.rescue(.noEvidence)) }
    let journal = Journal(file: paths.journal, files: host.files).last(500).filter {
      $0.stateDir.isSameBytes(as: report.facts.main.stateDir)
        || $0.stateDir.isSameBytes(as: report.facts.rescue.stateDir)
    }
    let collector = EvidenceCollector(paths: paths, files: host.files, redactor: redactor)
    let failure =
      briefOnly
      ? collector.writeBrief(report, to: evidence)
      : collector.write(report, snapshot: snapshot, journal: journal, to: evidence)
    if let failure {
      return .failed(.rescue(.evidence(path: paths.abbreviate(evidence), failure)))
    }
    let copy =
      report.facts.copy.map { "config \($0.difference.summary) from the last good copy" }
      ?? (report.facts.hasCopy ? "config as in the last good copy" : "no good copy of the config")
    let lines = report.log.count == 1 ? "1 log line" : "\(report.log.count) log lines"
    return .done("\(lines), \(copy), port owners: \(paths.abbreviate(evidence))")
  }

  // MARK: The rescue bot

  private func raise() async -> ActionResult {
    let result = await perform(.start, rescue)
    guard result.isSuccess else { return result }
    progress("waiting until \(rescue.name) is ready")
    let deadline = host.system.uptime() + Self.readyLimit
    while true {
      switch tools.health(of: rescue.id).status(.ready) {
      case .holds, .notOffered: return result.adding("\(rescue.name) is ready")
      case .fails(let reason) where host.system.uptime() > deadline:
        return result.adding("it is not ready: \(reason)")
      case .unknown where host.system.uptime() > deadline || Task.isCancelled: return result
      case .fails, .unknown: guard await tools.waitForHealth() else { return result }
      }
    }
  }

  // MARK: The proof

  private func verify() async -> ActionResult {
    let settle = facts.settleSeconds
    var last = ""
    let (began, beganAt) = (host.system.uptime(), host.system.now())
    // Failures are tolerated for as long as a start may take.
    let patience = SnapshotBuilder.startLimit
    while !Task.isCancelled {
      let health = tools.health(of: main.id)
      let passed = host.system.uptime() - began
      // Only the time since the proof began counts: a main that hangs now may have been sound until a moment ago.
      if let seconds = SoundHealth.seconds(health, since: beganAt) {
        // Whatever is done to the clock.
        let sound = min(seconds, passed)
        if sound >= settle { return await proven(settle) }
        let text = "\(Int(sound))/\(Int(settle)) s without a fault"
        if text != last { progress(text) }
        last = text
      } else if let failure = health.firstFailure, passed > min(patience, max(settle, 15)) {
        // Not long after a start nothing is said of it yet, and a connection that failed is tried again only some seconds later.
        return .failed(
          .rescue(.layer(main: main.name, layer: failure.layer.rawValue, reason: failure.reason)))
      }
      if passed > settle + patience { break }
      guard await tools.waitForHealth() else { break }
    }
    if Task.isCancelled { return .refused(.move(.proofLeft)) }
    return .failed(.rescue(.notSound(main: main.name, seconds: settle)))
  }

  /// It works, and would start again.
  private func proven(_ settle: Double) async -> ActionResult {
    if let problem = tools.gateway(main.id)?.configProblem {
      return .failed(.rescue(.nextStartFails(main: main.name, problem: problem.description)))
    }
    return .done("no layer of \(main.name) has failed for \(Int(settle)) s")
  }

  // MARK: The way back

  private var isMainGone: Bool { tools.gateway(main.id)?.process == nil }

  private func goBack(_ run: RescueRun) async -> ActionResult {
    var said: [String] = []
    if run.isMainStopped, isMainGone {
      let result = await perform(.start, main)
      guard result.isSuccess else {
        // The rescue bot is not stopped then: otherwise neither of the two would run.
        return .failed(
          .rescue(.mainNotStarted(main: main.name, rescue: rescue.name, said: result.message)))
      }
      said.append(result.message)
    }
    let now = tools.gateway(rescue.id)
    if run.isRescueStarted, now?.process != nil {
      let result = await perform(.stop, rescue)
      said.append(result.message)
      if !result.isSuccess { return .failed(.rescue(.wayBack(said: said))) }
    } else {
      said.append("\(rescue.name) is left as it is")
    }
    said.append(run.isVerified ? "the seat is with \(main.name) again" : "\(main.name) was not verified")
    return .done(said.joined(separator: "; "))
  }
}
