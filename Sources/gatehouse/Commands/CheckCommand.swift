import App
import ArgumentParser
import Control
import GatewayModel
import Presentation

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Whether the gateways are kept apart: what collides, and what to do.",
    discussion:
      "Exit codes: 0 isolated, 1 at risk (warnings), 2 broken (errors). No gateway is asked anything.")

  @OptionGroup var options: CommonOptions
  @Argument(help: "Names as `gatehouse status` shows them; all where none is given.") var names: [String] = []
  @Flag(help: "The JSON document of `status`, every finding in it.") var json = false

  func run() async throws {
    let session = try Session(options)
    let snapshot = await session.controller.lookAtServices()
    await session.controller.end()
    var chosen = snapshot.gateways
    if !names.isEmpty {
      let meant = Set(try names.map { try session.gateway($0, in: snapshot).id })
      chosen.removeAll { !meant.contains($0.id) }
    }
    let wanted = names.isEmpty ? nil : Set(chosen.map(\.id))
    let findings = snapshot.findings(of: wanted)
    if json {
      let document = SnapshotDocument(paths: session.paths).document(snapshot, of: wanted)
      Output.print(document.text(indent: 2))
    } else {
      Output.print(
        CheckText(paths: session.paths, glyphs: OutputTerminal.glyphs).text(
          snapshot, gateways: chosen, findings: findings))
    }
    switch Verdict(findings) {
    case .isolated: return
    case .atRisk: throw ExitCode(1)
    case .broken: throw ExitCode(2)
    }
  }
}
