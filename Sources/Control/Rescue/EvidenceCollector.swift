import Fleet
import GatewayModel
import Host
import OpenClaw
import Presentation
import Rescue

/// Writes down what is known of a broken main, for the rescue bot and for whoever asks later. Nothing secret is in it.
struct EvidenceCollector {
  let paths: GatehousePaths
  let files: Machine.Files
  let redactor: Redactor

  /// - Returns: why a file of it cannot be written; nil where all were.
  func write(
    _ report: RescueReport, snapshot: Snapshot, journal: [JournalEntry], to directory: String
  ) -> FileFailure? {
    if let failure = files.makeDirectory(directory, 0o700) { return failure }
    let facts = report.facts
    let pieces: [(String, String)] = [
      ("brief.md", report.brief),
      ("state.json", SnapshotDocument(paths: paths).document(snapshot).text(indent: 2)),
      ("ownership.txt", ownership(snapshot)),
      ("findings.txt", findings(snapshot)),
      ("ports.txt", [facts.main, facts.rescue].map(ports).joined(separator: "\n")),
      ("log.txt", report.log.joined(separator: "\n")),
      ("config-difference.txt", difference(facts)),
      ("versions.txt", versions(facts)),
      ("timeline.txt", journal.map(line).joined(separator: "\n")),
    ]
    for (name, text) in pieces {
      if let failure = files.write("\(directory)/\(name)", shown(text) + "\n", 0o600) {
        return failure
      }
    }
    return nil
  }

  /// What the rescue bot is told, as things are now.
  func writeBrief(_ report: RescueReport, to directory: String) -> FileFailure? {
    files.makeDirectory(directory, 0o700)
      ?? files.write("\(directory)/brief.md", shown(report.brief) + "\n", 0o600)
  }

  /// Whoever prints such a file to a terminal, or pastes it, is to see all that is in it.
  private func shown(_ text: String) -> String {
    redactor.redact(
      text.parts(at: "\n", omittingEmptySubsequences: false).map { LogText.clean(String($0)) }
        .joined(separator: "\n"))
  }

  private func ownership(_ snapshot: Snapshot) -> String {
    snapshot.gateways.map { gateway in
      guard let process = gateway.owner.process else { return "\(gateway.name): no process" }
      let links = gateway.owner.links.map { "  \($0.kind.name): \($0.status.rawValue), \($0.detail)" }
      return
        ([
          "\(gateway.name): pid \(process.pid), started at tick \(process.startTicks), \(gateway.owner.isProven ? "proven" : "not proven")"
        ] + links).joined(separator: "\n")
    }.joined(separator: "\n")
  }

  private func findings(_ snapshot: Snapshot) -> String {
    snapshot.findings.map { "\($0.severity.rawValue) \($0.code.rawValue): \($0.detail) \($0.fix)" }
      .joined(separator: "\n")
  }

  private func ports(_ gateway: Gateway) -> String {
    let plan = gateway.plan
    let planned =
      gateway.isPortKnown
      ? [
        "gateway \(plan.gateway.port) (\(plan.gateway.from.rawValue))",
        "browser control \(plan.browserControl.port)", "canvas \(plan.canvas.port)",
        "CDP \(plan.cdpRange.lowerBound)-\(plan.cdpRange.upperBound)",
      ] + plan.others.map { "\($0.use) \($0.port)" }
      : ["port not known\(gateway.portDoubt.map { " (\($0))" } ?? "")"]
    let held = gateway.listeners.map { listener in
      "  \(listener.port) on \(listener.address): \(listener.holder), \(whose(gateway.holders[listener.port]))"
    }
    return (["\(gateway.name): \(planned.joined(separator: ", "))"] + held).joined(separator: "\n")
  }

  private func whose(_ holder: PortHolder?) -> String {
    switch holder {
    case .own: "its own"
    case .gateway(let name): "of \(name)"
    case .stranger: "a stranger"
    case .unknown, nil: "not to be seen"
    }
  }

  private func difference(_ facts: RescueFacts) -> String {
    guard let copy = facts.copy else {
      return facts.hasCopy
        ? "the config is as it was when it last worked" : "there is no copy of a config that worked"
    }
    return (["copy \(copy.id), \(copy.difference.summary)"] + copy.difference.text(path: paths.abbreviate))
      .joined(separator: "\n")
  }

  private func versions(_ facts: RescueFacts) -> String {
    [facts.main, facts.rescue].map { "\($0.name): OpenClaw \($0.version ?? "unknown")" }.joined(
      separator: "\n")
  }

  private func line(_ entry: JournalEntry) -> String {
    "\(ISOTime.text(entry.at)) \(entry.action.rawValue) (\(entry.by.rawValue)) \(entry.phase.rawValue): \(entry.message)"
  }

  /// The time line of a rescue that is over, beside its evidence.
  func writeTimeLine(_ run: RescueRun) -> FileFailure? {
    guard let directory = run.evidence else { return nil }
    if let failure = files.makeDirectory(directory, 0o700) { return failure }
    let lines = run.entries.map { entry in
      "\(ISOTime.text(entry.at)) \(entry.step.rawValue) \(entry.step.title), \(entry.move): \(entry.outcome.rawValue): \(entry.text)"
    }
    return files.write(
      "\(directory)/rescue.txt", shown(lines.joined(separator: "\n")) + "\n", 0o600)
  }
}
