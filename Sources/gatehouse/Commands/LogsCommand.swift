import App
import ArgumentParser
import Control
import GatewayModel
import Host

struct LogsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logs", abstract: "What a gateway printed, as Gatehouse kept it, or OpenClaw's own log file."
  )

  @OptionGroup var options: CommonOptions
  @Argument(help: "Its name as `gatehouse status` shows it.") var name: String
  @Flag(name: .shortAndLong, help: "Go on with what comes.") var follow = false
  @Option(name: .short, help: "How many lines of the end.") var n = 50

  @Flag(help: "OpenClaw's own log file, as readable lines.") var own = false
  @Option(help: "Only lines of at least this level: debug, info, warn, error.") var level = "debug"

  func validate() throws {
    if n < 0 { throw ValidationError("-n takes a number from 0 on") }
    if !LogLevel.allCases.contains(where: { $0.name == level }) {
      throw ValidationError("--level is debug, info, warn or error")
    }
  }

  func run() async throws {
    let session = try Session(options)
    let controller = session.controller
    let snapshot = await controller.look(sweep: true)
    let gateway = try session.gateway(name, in: snapshot)
    let place: LogPlace
    switch await controller.log(of: gateway.id, own ? .own : nil) {
    case .success(let found): place = found
    case .failure(let reason):
      throw Failure.exit(.notNow, "\(gateway.name) has no log here: \(reason.message)")
    }
    if place.source == .own { Output.error("\(place.path): \(place.title)") }
    var follower = LogFollower(
      path: place.path, source: place.source, files: session.host.files,
      redactor: await controller.redactor(), window: window)
    var last: LogLine?
    func isShown(_ text: String) -> Bool {
      let line = LogLine(text, after: last)
      last = line
      return line.level >= least
    }
    var isFirst = true
    repeat {
      switch follower.next() {
      case .failure(let failure): throw Failure.exit(.inputOutput, "\(place.path): \(failure)")
      case .success(let news):
        let lines = news.lines.filter(isShown)
        if isFirst, lines.count < n, let size = session.host.files.status(place.path)?.size, size > window {
          Output.error("\(place.path): only its last \(window >> 20) MB are read")
        }
        for line in isFirst ? lines.suffix(n) : lines[...] { Output.print(line) }
      }
      isFirst = false
      if !follow { break }
    } while await session.host.system.slept(0.25)
    if n > 0, let rest = follower.unfinished, isShown(rest) { Output.print(rest) }
    await controller.end()
  }

  /// Bytes of the log that are read: 256 for each line that is wanted, at least 1 MB and at most 64 MB.
  private var window: Int {
    let most = 64 << 20
    return n > most / 256 ? most : max(LogFollower.window, n * 256)
  }

  private var least: LogLevel { LogLevel.allCases.first { $0.name == level } ?? .debug }
}
