import ArgumentParser
import Control
import Fleet
import OpenClaw

struct DeclareCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "declare", abstract: "The config lines that would claim a gateway that nothing claims.")

  @OptionGroup var options: CommonOptions
  @Argument(help: "The process of the stray gateway.") var pid: Int32

  func run() async throws {
    let session = try Session(options)
    let snapshot = await session.controller.look(sweep: true)
    await session.controller.end()
    let found = snapshot.gateways.first {
      $0.process?.identity.pid == pid || $0.name == "stray-\(pid)"
    }
    guard let gateway = found else {
      throw Failure.exit(.noSuchGateway, "\(pid) is no gateway of \(session.paths.home)")
    }
    guard gateway.source.isSight else {
      throw Failure.exit(.notNow, "\(pid) is claimed already: it is \(gateway.name)")
    }
    if gateway.kind == .container {
      throw Failure.exit(.notNow, "\(pid) runs in a container: it is shown, and cannot be declared")
    }
    let port = gateway.plan.gateway.known ?? gateway.listeners.first { $0.pid == pid }?.port
    let home = gateway.home == session.paths.home ? nil : gateway.home
    func quoted(_ path: String) -> String { JSONText.string(session.paths.abbreviate(path)).text() }
    let more = [
      port.map { "      port: \($0)," },
      // Its own home is what its files mean by `~`, and where its workspace lies.
      home.map { "      environment: { OPENCLAW_HOME: \(quoted($0)) }," },
    ].compactMap(\.self).joined(separator: "\n      ")
    Output.print(
      """
      // \(session.paths.abbreviate(session.paths.configFile))
      {
        gateways: {
          \(name(gateway)): {
            configPath: \(quoted(gateway.configPath)),
            stateDir: \(quoted(gateway.stateDir)),
      \(more)
          },
        },
      }
      """)
  }

  /// A name that is a valid key: from the config's file, else from the directory.
  private func name(_ gateway: Gateway) -> String {
    var stem = UserPath.name(gateway.configPath)
    if stem.hasSuffix(".json") { stem = String(stem.dropLast(5)) }
    if stem == "openclaw" { stem = UserPath.name(gateway.stateDir) }
    let letters = stem.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    return letters.first?.isLetter == true ? letters : "gateway\(pid)"
  }
}
