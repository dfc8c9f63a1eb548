import App
import ArgumentParser
import GatewayModel
import Host
import Presentation
import Records

struct JournalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "What Gatehouse did and saw: who asked, what was meant, how it went.")

  @OptionGroup var options: CommonOptions
  @Option(name: .short, help: "How many entries of the end.") var n = 30
  @Flag(help: "JSON Lines, every field.") var json = false

  func validate() throws {
    if n < 0 { throw ValidationError("-n takes a number from 0 on") }
  }

  func run() async throws {
    let session = try Session(options)
    let journal = Journal(file: session.paths.journal, files: session.host.files)
    let entries = journal.last(n)
    if entries.isEmpty, let problem = journal.problem { throw Failure.exit(.inputOutput, problem) }
    if entries.isEmpty, !json {
      return Output.remark("The journal is empty: Gatehouse has done nothing yet.")
    }
    // It was written without the secrets of that time; by now more may be known.
    await session.controller.look()
    let redactor = await session.controller.redactor()
    for entry in entries.map({ $0.shown(by: redactor) }) {
      Output.print(json ? try Journal.text(entry) : JournalText.line(entry))
    }
  }
}
