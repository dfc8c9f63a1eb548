import App
import ArgumentParser
import Control
import GatewayModel
import Presentation
import Rescue

struct RescueStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "How ready the rescue is, and what is missing.",
    discussion:
      "Exit 0 ready, 1 something is missing, 2 a switch would be refused, or there is no rescue bot.")

  @OptionGroup var options: CommonOptions
  @Flag(help: "JSON.") var json = false
  // The parent has a flag of this name too, and takes it wherever it stands.
  @ParentCommand var rescue: RescueCommand

  func run() async throws { try await Self.run(try Session(options), json: json || rescue.json) }

  static func run(_ session: Session, json: Bool) async throws {
    let snapshot = await session.controller.lookAndAsk()
    let status = snapshot.rescue
    await session.controller.end()
    if json {
      Output.print(RescueDocument.status(status, takenAt: snapshot.takenAt).text(indent: 2))
    } else {
      for line in RescueText.status(status, now: snapshot.takenAt) { Output.print(line) }
    }
    switch status?.verdict ?? .none {
    case .ready: return
    case .gaps: throw ExitCode(1)
    case .blocked, .none: throw ExitCode(2)
    }
  }
}
