import App
import ArgumentParser
import Control
import GatewayModel
import Presentation

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "The roster: every gateway with its state, health and ports.")

  @OptionGroup var options: CommonOptions
  @Flag(help: "One JSON document (schema 1, see the README).") var json = false
  @Flag(help: "Go on: print again whenever something changed.") var watch = false

  func run() async throws { try await Self.run(options, json: json, watch: watch) }

  /// Also what the dashboard does where there is no terminal.
  static func run(_ options: CommonOptions, json: Bool, watch: Bool) async throws {
    let session = try Session(options)
    if let foreign = session.controller.foreignHome { Output.remark(foreign.text) }
    guard watch else {
      show(await session.controller.lookAndAsk(), session, json: json, isLine: false)
      return await session.controller.end()
    }
    let (snapshots, news) = AsyncStream<Snapshot>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let watching = Task {
      await session.controller.run { news.yield($0) }
      news.finish()
    }
    for await snapshot in snapshots { show(snapshot, session, json: json, isLine: true) }
    watching.cancel()
  }

  private static func show(_ snapshot: Snapshot, _ session: Session, json: Bool, isLine: Bool) {
    if json {
      Output.print(SnapshotDocument(paths: session.paths).document(snapshot).text(indent: isLine ? nil : 2))
    } else {
      Output.print(RosterText.text(snapshot, paths: session.paths))
    }
  }
}
