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
    if watch {
      await session.controller.run { snapshot in
        Task { await show(snapshot, session: session) }
      }
    } else {
      let snapshot = await session.controller.lookAndAsk()
      await show(snapshot, session: session)
      await session.controller.end()
    }
  }

  private func show(_ snapshot: Snapshot, session: Session) async {
    let redactor = await session.controller.redactor()
    let text =
      json
      ? SnapshotDocument(paths: session.paths).document(snapshot).text(indent: watch ? nil : 2)
      : RosterText.text(snapshot, paths: session.paths)
    Output.print(redactor.redact(text))
  }
}
