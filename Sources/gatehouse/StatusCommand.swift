import ArgumentParser
import Control
import Fleet

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "The roster: every gateway with its state, health and ports.")

  @OptionGroup var options: CommonOptions
  @Flag(help: "One JSON document (schema 1, see the README).") var json = false
  @Flag(help: "Go on: print again whenever something changed.") var watch = false

  func run() async throws {
    let session = try Session(options)
    guard watch else {
      show(await session.controller.lookAndAsk(), session: session)
      return await session.controller.end()
    }
    let (snapshots, news) = AsyncStream<Snapshot>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let watching = Task {
      await session.controller.run { news.yield($0) }
      news.finish()
    }
    for await snapshot in snapshots { show(snapshot, session: session) }
    watching.cancel()
  }

  private func show(_ snapshot: Snapshot, session: Session) {
    if json {
      Output.print(SnapshotDocument(paths: session.paths).document(snapshot).text(indent: watch ? nil : 2))
    } else {
      Output.print(RosterText.text(snapshot, paths: session.paths))
    }
  }
}
