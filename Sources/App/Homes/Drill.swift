import Control
import Foundation
import GatewayModel
import Host
import Records
import Rescue

/// `rescue --drill`: tries the whole way to the rescue bot and back on stand-ins, before it is needed.
public struct Drill: Sendable {
  /// A step that did not come about, for a person.
  private struct Failed: Error { var message: String }

  /// The person's own home: it is read, and gets only the record of a drill that has passed.
  public let real: Session

  /// Made by `gatehouse rescue --drill`.
  public init(
    real: Session
  ) {
    self.real = real
  }

  /// - Throws: `Exit` with a message where the drill cannot be held, or does not pass.
  public func run() async throws {
    let snapshot = await real.controller.lookAtServices()
    let pair = RescuePair(snapshot.gateways)
    guard let main = pair.main, let rescue = pair.rescue else {
      throw Failure.exit(.notNow, "there is no pair to try: `gatehouse rescue status` says what is missing")
    }
    if let blocker = RescueBlockers.of(main: main, rescue: rescue, findings: snapshot.findings).first {
      throw Failure.exit(.notNow, "a switch would be refused: \(blocker.detail) \(blocker.fix)")
    }
    let home = try DrillHome(main: main, rescue: rescue, of: real)
    let signals = try SignalWait.stream()
    Output.remark("A drill of \(main.name) and \(rescue.name) on stand-ins; nothing of yours is touched.")
    let began = real.host.system.uptime()
    let trying = Task { try await attempt(home, main: main.name, rescue: rescue.name) }
    let ending = Task {
      for await _ in signals { trying.cancel() }
    }
    let result = await trying.result
    ending.cancel()
    home.place.endRest(host: real.host)
    home.place.remove()
    switch result {
    case .failure(let error):
      let reason = (error as? Failed)?.message ?? "it was called off"
      throw Failure.exit(.notNow, "the drill did not pass: \(reason)")
    case .success(let seconds):
      let drill = RescueStore.Drill(
        at: real.host.system.now(), main: main.name, rescue: rescue.name, secondsToReady: seconds)
      let store = RescueStore(directory: real.paths.rescue, files: real.host.files)
      if let failure = store.write(drill) {
        throw Failure.exit(.inputOutput, "the drill passed, and that cannot be written down: \(failure)")
      }
      Output.remark(
        "Passed in \(Int(real.host.system.uptime() - began)) s; \(rescue.name) was ready \(Self.text(seconds)) after the start of the rescue."
      )
    }
  }

  private static func text(_ seconds: Double) -> String { "\((seconds * 10).rounded() / 10) s" }

  /// - Returns: seconds until the rescue bot was ready.
  private func attempt(_ home: DrillHome, main: String, rescue: String) async throws -> Double {
    let controller = home.session.controller
    let watching = Task { await controller.run(as: .dashboard) { _ in } }
    defer { watching.cancel() }
    let id = try await gateway(main, controller).id
    try await expect("\(main) starts", await controller.perform(.start, on: id, by: .command))
    try await wait("the config of \(main) is kept as good") {
      await controller.configCopies(of: id).contains { $0.kind == .lastGood }
    }
    try await breakMain(main, controller, home)
    try await wait("\(main) is seen to be broken") {
      guard case .success(let facts) = await controller.rescueFacts() else { return false }
      return facts.condition.isTrouble
    }
    let began = real.host.system.uptime()
    var seconds = 0.0
    var evidence = ""
    for move in [
      .collect, .leaveMain, .raise, .handOver, .repair(.restoreConfig), .repair(.start), .verify, .goBack,
    ]
      as [RescueMove]
    {
      if case .success(let facts) = await controller.rescueFacts() {
        evidence = facts.run?.evidence ?? evidence
      }
      let result = await controller.rescue(move, seen: nil, by: .command)
      try await expect("\(move.step.rawValue) \(move.word)", result)
      if move == .raise { seconds = real.host.system.uptime() - began }
    }
    try await wait("\(main) works, and \(rescue) is stopped as it was found") {
      let snapshot = await controller.look(sweep: true)
      return snapshot.gateways.first { $0.name == main }?.process != nil
        && snapshot.gateways.first { $0.name == rescue }?.process == nil
    }
    try searchForSecrets(evidence, home)
    return seconds
  }

  private func gateway(_ name: String, _ controller: Controller) async throws -> Gateway {
    guard let found = await controller.look(sweep: true).gateways.first(where: { $0.name == name }) else {
      throw Failed(message: "the stand-in of \(name) is not found")
    }
    return found
  }

  private func expect(_ what: String, _ result: ActionResult) async throws {
    if Task.isCancelled { throw CancellationError() }
    let text = await real.controller.redactor().show(result.message)
    guard result.isSuccess else { throw Failed(message: "\(what): \(text)") }
    Output.remark("✓ \(what): \(text)")
  }

  private func wait(_ what: String, _ condition: () async -> Bool) async throws {
    if try await real.host.system.wait(seconds: 30, until: condition) {
      return Output.remark("✓ \(what)")
    }
    throw Failed(message: "within 30 s it was not so that \(what)")
  }

  /// An edit that goes wrong, and a crash.
  private func breakMain(_ name: String, _ controller: Controller, _ home: DrillHome) async throws {
    let main = try await gateway(name, controller)
    let files = home.session.host.files
    guard case .success(let bytes) = files.read(main.configPath, 4 << 20),
      let process = main.process?.identity
    else { throw Failed(message: "the stand-in of \(name) cannot be broken") }
    let text = String(decoding: bytes, as: UTF8.self).replacing("\"gateway\": {", with: "\"gateway\" {")
    if let failure = files.write(main.configPath, text, 0o600) {
      throw Failed(message: "the stand-in's config cannot be written: \(failure)")
    }
    // The drill's own stand-in, proven by its record.
    guard main.owner.isProven else { throw Failed(message: "the stand-in of \(name) is not proven") }
    _ = home.session.host.processes.signal(process, SIGKILL)
  }

  private func searchForSecrets(_ evidence: String, _ home: DrillHome) throws {
    guard !evidence.isEmpty, case .success(let names) = home.session.host.files.list(evidence), !names.isEmpty
    else { throw Failed(message: "there is no evidence") }
    for name in names {
      guard case .success(let bytes) = home.session.host.files.read("\(evidence)/\(name)", 16 << 20) else {
        continue
      }
      let text = String(decoding: bytes, as: UTF8.self)
      if home.fakes.contains(where: { text.contains($0) }) {
        throw Failed(message: "a secret is in \(name) of the evidence")
      }
    }
    Output.remark("✓ \(names.count) files of evidence, no secret in them")
  }
}
