import App
import ArgumentParser
import Control
import GatewayModel
import Presentation

struct PortsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ports", abstract: "Port plans with their sources, CDP allocations, and who listens.")

  @OptionGroup var options: CommonOptions
  @Argument(help: "Names as `gatehouse status` shows them; all where none is given.") var names: [String] = []
  @Flag(help: "The JSON document of `status`.") var json = false

  func run() async throws {
    let session = try Session(options)
    let snapshot = await session.controller.lookAndAsk()
    await session.controller.end()
    let chosen = names.isEmpty ? snapshot.gateways : try names.map { try session.gateway($0, in: snapshot) }
    let text =
      json
      ? SnapshotDocument(paths: session.paths).document(snapshot, of: Set(chosen.map(\.id))).text(indent: 2)
      : (chosen.map(PortsText.text)
        + [PortMapText.text(chosen, columns: OutputTerminal.columns, glyphs: OutputTerminal.glyphs)]).filter {
          !$0.isEmpty
        }.joined(separator: "\n\n")
    Output.print(text.isEmpty ? "No gateway found in \(session.paths.home)." : text)
  }
}
