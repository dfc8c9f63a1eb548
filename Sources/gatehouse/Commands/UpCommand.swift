import App
import ArgumentParser
import Control
import GatewayModel
import Glibc
import Host

struct UpCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "up", abstract: "Starts gateways and restarts them by their policy, without a screen.",
    discussion: """
      For tmux, containers, and units of its own. Without names: every gateway whose restart policy is not `never`, except what \
      a person has stopped. What happens is printed line by line. TERM ends the watch and leaves the gateways.
      """)

  @OptionGroup var options: CommonOptions
  @Argument(help: "Names as `gatehouse status` shows them.") var names: [String] = []
  @Flag(help: "Stop the gateways when the watch ends.") var stopOnExit = false

  func run() async throws {
    let session = try Session(options)
    let controller = session.controller
    if let foreign = controller.foreignHome { throw Failure.exit(.notNow, foreign.text) }
    let signals = try SignalWait.stream()
    let chosen = try chosen(await controller.lookAtServices(), session)
    let ids = Set(chosen.map(\.id))
    let log = UpLog(ids: ids, ownPID: session.host.system.processID, now: session.host.system.now)
    await controller.hearWarnings { log.line($0) }
    await controller.superviseOnly(ids) { log.show($0) }
    log.line("watching \(chosen.map(\.name).joined(separator: ", ")) (pid \(session.host.system.processID))")
    for gateway in chosen where gateway.service.isInstalled {
      log.line("\(gateway.name) is restarted by \(gateway.service.unit), not by this watch")
    }
    let watching = Task { await controller.run(as: .up) { log.show($0) } }
    let starting = Task {
      await start(chosen, controller)
      if !Task.isCancelled { log.line("everything is started that is to be started") }
    }
    var ends = signals.makeAsyncIterator()
    let signal = await ends.next() ?? 0
    starting.cancel()
    log.line("signal \(signal): the watch ends")
    // A second signal ends it at once: what is unfinished then, the next Gatehouse finishes.
    let finishing = Task {
      await finish(chosen, controller, watching: watching, log)
      if stopOnExit { await starting.value }
    }
    let impatient = Task {
      if await ends.next() != nil { Glibc.exit(128 + signal) }
    }
    await finishing.value
    impatient.cancel()
    log.finish()
  }

  private func chosen(_ snapshot: Snapshot, _ session: Session) throws -> [Gateway] {
    if !names.isEmpty { return try names.map { try session.gateway($0, in: snapshot) } }
    let supervised = snapshot.gateways.filter { $0.supervision.policy != .never }
    guard !supervised.isEmpty else {
      throw Failure.exit(
        .notNow,
        "no gateway has a restart policy: name some, or say `restart: \"on-failure\"` in \(session.paths.configFile)"
      )
    }
    return supervised
  }

  private func start(_ gateways: [Gateway], _ controller: Controller) async {
    // Gateways that a person has stopped are started only where they are named on the command line.
    let wanted = gateways.filter { !names.isEmpty || !$0.supervision.isStopWanted }
    _ = await controller.performAll(
      .start, on: wanted.map(\.id), by: names.isEmpty ? .up : .command)
  }

  private func finish(
    _ gateways: [Gateway], _ controller: Controller, watching: Task<Void, Never>, _ log: UpLog
  ) async {
    await controller.standDown()
    if stopOnExit { await controller.stopAll(gateways.map(\.id), by: .up) }
    await controller.finishStops()
    watching.cancel()
    let last = await controller.look(sweep: true)
    let running = last.gateways.filter { gateway in
      gateway.process != nil && gateways.contains { $0.id == gateway.id }
    }
    log.line(
      running.isEmpty
        ? "no gateway is left running" : "left running: \(running.map(\.name).joined(separator: ", "))")
  }
}
