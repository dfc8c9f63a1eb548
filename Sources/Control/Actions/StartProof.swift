import Fleet
import Host
import OpenClaw
import Probes

/// Waits until a launched gateway is proven to answer on its port; what does not is ended again.
struct StartProof {
  let context: ActionContext
  let id: GatewayID

  /// - Parameters:
  ///   - record: of the run; it is written as it goes on.
  ///   - child: nil where an earlier Gatehouse launched it.
  ///   - last: the run before.
  func prove(
    _ record: inout RunRecord, _ definition: Definition, child: ChildProcess?, last: RunRecord? = nil
  ) async -> ActionResult {
    let name = definition.name
    let port = record.port
    let launched = record.process
    let hasEnded = {
      child.map { $0.ending() != nil } ?? !(launched.map(context.isAlive) ?? false)
    }
    await context.aim(.init(process: launched, port: port, generation: record.generation))
    var isLive = false
    var isListening = false
    var isCalledOff = false
    await context.step("waiting for listening")
    let isDecided = await context.wait(seconds: SnapshotBuilder.startLimit, every: 0.1) {
      isCalledOff = await context.isCalledOff()
      if isCalledOff || hasEnded() { return true }
      let answer = await ask(definition, port: port) {
        if !isListening { await context.step("listening, waiting for its answer") }
        isListening = true
      }
      isLive = answer == .live
      return isLive
    }
    if isLive, !hasEnded() {
      let survey = await context.survey()
      // As it is now: before the start it may have run on another port.
      let definition = context.definition(id, in: survey) ?? definition
      let owner = context.builder.owner(of: definition, survey: survey)
      let isChild = owner.process.map { owner in
        launched.map { survey.index.isRelated(owner.pid, $0.pid) } == true
          || survey.index[owner.pid]?.group == record.group
      }
      let isOurs = isChild == true && owner.holds(.listener)
      if isOurs {
        record.phase = .running
        _ = context.runs.write(record)
        let held = heldPorts(definition, survey: survey, owner: owner.process)
        await context.aim(
          .init(process: owner.process ?? launched, port: port, generation: record.generation))
        return .done(
          "\(name) is live on \(port) (pid \(owner.process?.pid ?? launched?.pid ?? 0))\(held)")
      }
    }
    let lines = RunTail.lines(record, files: context.host.files, redactor: context.redactor)
    record.ending = RunEnding(child?.ending(), lastLines: lines)
    let isAgain = last?.ending.map { $0.kind == record.ending?.kind } ?? false
    let reason: String
    if hasEnded() {
      let kind = child?.ending().map { "\($0)" } ?? "it is gone"
      reason = "\(name) ended while starting (\(kind)\(isAgain ? ", as the time before" : ""))"
    } else if isCalledOff {
      reason = "the start of \(name) was called off"
    } else if isDecided {
      reason = "port \(port) is answered by another process than the one started"
    } else {
      reason = "\(name) did not answer within \(Int(SnapshotBuilder.startLimit)) s"
    }
    let left = await StopAction(context: context, id: id).end(record: record, definition: definition)
    let words = lines.isEmpty ? reason : "\(reason): \(lines.joined(separator: " / "))"
    let message = [words, left].compactMap(\.self).joined(separator: "; ")
    record.failure = message
    record.phase = .failed
    record.endings = (record.endings ?? []) + [context.policyClock.now()]
    _ = context.runs.write(record)
    return .failed(message)
  }

  /// It runs. That is not enough for a script that waits for it: it must answer too.
  func alreadyRunning(
    _ definition: Definition, _ process: ProcessIdentity, survey: Survey
  ) async -> ActionResult {
    await context.aim(.init(process: process, port: definition.plan.gateway.known))
    guard let port = definition.plan.gateway.known else {
      return .already(
        "\(definition.name) runs already (pid \(process.pid)); its port is not known, so it was not asked")
    }
    let answers = await context.wait(seconds: SnapshotBuilder.startLimit, every: 0.2) {
      guard context.isAlive(process), await !context.isCalledOff() else { return true }
      return await ask(definition, port: port) == .live
    }
    guard answers, context.isAlive(process), await !context.isCalledOff() else {
      return .failed(
        "\(definition.name) runs (pid \(process.pid)), but it does not answer; restart it, or stop it")
    }
    return .already("\(definition.name) runs already (pid \(process.pid))")
  }

  enum Answer {
    case nobodyListens, silent, live
  }

  /// Asks whoever listens on a port. A gateway with TLS cannot be asked: that it listens is all that can be had.
  /// - Parameter found: called before the question, once somebody listens.
  func ask(
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

  /// A control or CDP port that another process holds does not stop a gateway, but its browser will not work: a warning.
  func heldPorts(_ definition: Definition, survey: Survey, owner: ProcessIdentity?) -> String {
    let ports =
      [("browser control", definition.plan.browserControl.port)]
      + definition.allocations.compactMap { allocation in
        allocation.host == nil && !allocation.attachOnly
          ? allocation.port.map { ("CDP \(allocation.name)", $0) } : nil
      }
    let held = ports.compactMap { use, port -> String? in
      let stranger = survey.listeners(on: port).first {
        // A Chrome that an earlier run has left is its own, and is taken again.
        let isItsBrowser =
          $0.userDataDir.map {
            survey.gateway(ofBrowserData: $0, realPath: context.builder.realPath) == definition.id
          } ?? false
        return !survey.isHeld($0, by: owner) && !isItsBrowser
      }
      return stranger.map { "\(use) port \(port) is held by \($0.holder)" }
    }
    return held.isEmpty ? "" : "; warning: " + held.joined(separator: ", ")
  }
}

/// The last lines of a run's log.
enum RunTail {
  /// How much of it is looked at: 64 KB.
  private static let limit = 64 << 10

  /// The line that says why it ended, else its last lines; without escape sequences and secrets, of this run alone.
  static func lines(_ record: RunRecord, files: Host.Files, redactor: Redactor) -> [String] {
    guard case .success(let tail) = files.tail(record.logFile, record.logOffset, limit) else { return [] }
    var bytes = tail.bytes[...]
    // Half a line may be half a secret, which nobody would know again.
    if tail.offset > record.logOffset {
      bytes = bytes.firstIndex(of: UInt8(ascii: "\n")).map { bytes[($0 + 1)...] } ?? []
    }
    return EndReason.lines(LogText.lines(Array(bytes)).filter { !LogMark.isMark($0) }.map(redactor.redact))
  }
}

extension RunEnding {
  init(_ ending: ChildProcess.Ending?, leftLock: Bool? = nil, lastLines: [String]) {
    switch ending {
    case .exit(let code): self.init(exitCode: code, lastLines: lastLines)
    case .signal(let number): self.init(signal: number, lastLines: lastLines)
    case .unknown, nil: self.init(leftLock: leftLock, lastLines: lastLines)
    }
  }
}
