import Fleet
import GatewayModel
import Host

/// Waits until a launched gateway is proven to answer on its port; what does not is ended again.
struct StartProof {
  /// How the wait for an answer ended.
  private enum Outcome {
    case live, ended, silent, calledOff
  }

  let context: ActionContext

  private var tools: ActionTools { context.tools }

  /// - Parameters:
  ///   - record: of the run; it is written as it goes on.
  ///   - child: nil where an earlier Gatehouse launched it.
  ///   - last: the run before.
  func prove(
    _ record: inout RunRecord, _ definition: Definition, child: ChildProcess?, last: RunRecord? = nil
  ) async throws(CancellationError) -> ActionResult {
    let launched = record.process
    let hasEnded = { child.map { $0.ending() != nil } ?? !(launched.map(tools.isAlive) ?? false) }
    await context.reporter.aim(
      .init(process: launched, port: record.port, generation: record.generation))
    await context.step(.waitingForListening)
    let outcome = await waitForAnswer(definition, port: record.port, hasEnded: hasEnded)
    if outcome == .live, !hasEnded(), let result = await proven(&record, definition) { return result }
    let lines = RunTail.lines(record, files: tools.host.files, redactor: context.redactor)
    let ending = child?.ending()
    record.ending = RunEnding(ending, lastLines: lines)
    let isAgain = last?.ending.map { $0.kind == record.ending?.kind } ?? false
    let end: ActionFailure.StartEnd =
      if hasEnded() {
        .ended(how: ending?.description, isAgain: isAgain)
      } else {
        switch outcome {
        case .calledOff: .calledOff
        case .live, .ended: .otherProcess(port: record.port)
        case .silent: .silent(seconds: SnapshotBuilder.startLimit)
        }
      }
    let left = await ProcessTerminator(context: context, definition: definition).end(groupOf: record)
    let failure = ActionFailure.start(name: definition.name, end, lines: lines, left: left)
    record.failure = failure.message
    record.phase = .failed
    record.endings = (record.endings ?? []) + [tools.policyClock.now()]
    context.write(record)
    return .failed(failure)
  }

  private func waitForAnswer(
    _ definition: Definition, port: Int, hasEnded: () -> Bool
  ) async -> Outcome {
    let question = GatewayQuestion(tools: tools, definition: definition)
    var isListening = false
    var isLive = false
    do throws(CancellationError) {
      let isDecided = try await tools.wait(seconds: SnapshotBuilder.startLimit, every: 0.1) {
        if hasEnded() { return true }
        let answer = await question.ask(port: port) {
          if !isListening { await context.step(.waitingForAnswer) }
          isListening = true
        }
        isLive = answer == .live
        return isLive
      }
      return isLive ? .live : isDecided ? .ended : .silent
    } catch {
      return .calledOff
    }
  }

  /// The last look: whose process it is that answers.
  /// - Returns: nil where it is not the one that was started.
  private func proven(_ record: inout RunRecord, _ started: Definition) async -> ActionResult? {
    let inventory = await context.scan()
    // The definition of this look, not that from before the start: the gateway may have another port by now.
    let definition = inventory.definition(context.id) ?? started
    let owner = inventory.owner(of: definition.id)
    let isChild = owner.process.map { owner in
      record.process.map { inventory.index.isRelated(owner.pid, $0.pid) } == true
        || inventory.index[owner.pid]?.group == record.group
    }
    guard isChild == true, owner.holds(.listener) else { return nil }
    record.phase = .running
    context.write(record)
    let process = owner.process ?? record.process
    await context.reporter.aim(
      .init(process: process, port: record.port, generation: record.generation))
    let held = heldPorts(definition, inventory: inventory, owner: owner.process)
    return .done("\(definition.name) is live on \(record.port) (pid \(process?.pid ?? 0))\(held)")
  }

  /// A control or CDP port that another process holds does not stop a gateway, but its browser will not work: a warning.
  private func heldPorts(_ definition: Definition, inventory: HostInventory, owner: ProcessIdentity?)
    -> String
  {
    let ports =
      [("browser control", definition.plan.browserControl.port)]
      + definition.allocations.compactMap { allocation in
        allocation.host == nil && !allocation.attachOnly
          ? allocation.port.map { ("CDP \(allocation.name)", $0) } : nil
      }
    let held = ports.compactMap { use, port -> String? in
      let stranger = inventory.listeners(on: port).first {
        // A Chrome that an earlier run of this gateway has left is no stranger: the gateway uses it again.
        let isItsBrowser =
          $0.userDataDir.map {
            inventory.gateway(ofBrowserData: $0, realPath: tools.builder.realPath) == definition.id
          } ?? false
        return !inventory.isHeld($0, by: owner) && !isItsBrowser
      }
      return stranger.map { "\(use) port \(port) is held by \($0.holder)" }
    }
    return held.isEmpty ? "" : "; warning: " + held.joined(separator: ", ")
  }
}
