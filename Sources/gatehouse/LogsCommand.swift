import ArgumentParser
import Control
import Fleet

struct LogsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "The log of a gateway that Gatehouse started.")

  @OptionGroup var options: CommonOptions
  @Argument(help: "Its name as `gatehouse status` shows it.") var name: String
  @Flag(name: .shortAndLong, help: "Go on with what comes.") var follow = false
  @Option(name: .short, help: "How many lines of the end.") var n = 50

  func validate() throws {
    if n < 0 { throw ValidationError("-n takes a number from 0 on") }
  }

  func run() async throws {
    let session = try Session(options)
    let snapshot = await session.controller.look(sweep: true)
    let gateway = try session.gateway(name, in: snapshot)
    let redactor = await session.controller.redactor()
    guard let file = gateway.logFile else {
      throw Failure.exit(.notNow, "\(gateway.name) has no log here: Gatehouse has not started it")
    }
    var follower = LogFollower(path: file, files: session.host.files, redactor: redactor)
    var isFirst = true
    repeat {
      switch follower.next() {
      case .failure(let failure): throw Failure.exit(.inputOutput, "\(file): \(failure)")
      case .success(let news):
        for line in isFirst ? news.lines.suffix(n) : news.lines[...] { Output.print(line) }
      }
      isFirst = false
      if follow { try? await Task.sleep(for: .milliseconds(250)) }
    } while follow && !Task.isCancelled
    if let rest = follower.unfinished { Output.print(rest) }
    await session.controller.end()
  }
}
