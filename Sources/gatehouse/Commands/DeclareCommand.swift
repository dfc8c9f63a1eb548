import App
import ArgumentParser
import Control
import GatewayModel
import Host
import OpenClaw
import Presentation

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
    guard gateway.configPath.begins(with: "/"), gateway.stateDir.begins(with: "/") else {
      throw Failure.exit(
        .notNow,
        "nothing tells which config and state directory \(pid) uses, so there is nothing to declare: start it with OPENCLAW_CONFIG_PATH and OPENCLAW_STATE_DIR, or with --profile"
      )
    }
    let port = gateway.plan.gateway.known ?? gateway.listeners.first { $0.pid == pid }?.port
    func quoted(_ path: String) -> String { JSONText.string(session.paths.abbreviate(path)).text() }
    let own = session.host.processes.environment(pid) ?? [:]
    // What moves its home, its profile's places and its workspace, as it was started.
    var variables: [(name: String, value: String)] = []
    if gateway.home != session.paths.home { variables.append(("OPENCLAW_HOME", gateway.home)) }
    for name in ["OPENCLAW_PROFILE", "OPENCLAW_WORKSPACE_DIR"] {
      if let value = own[name]?.nonBlank { variables.append((name, value)) }
    }
    let more = [
      port.map { "      port: \($0)," },
      variables.isEmpty
        ? nil
        : "      environment: { \(variables.map { "\($0.name): \(quoted($0.value))" }.joined(separator: ", ")) },",
    ].compactMap(\.self).joined(separator: "\n")
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
    remark(on: own, session)
  }

  /// Secrets that stand in its environment alone are named, never printed.
  private func remark(on own: [String: String], _ session: Session) {
    let names = own.keys.filter {
      $0.begins(with: "OPENCLAW_") && SecretValues.isSecretName($0) && own[$0]?.nonBlank != nil
    }.sorted()
    guard !names.isEmpty else { return }
    Output.remark(
      "It was started with \(names.joined(separator: ", ")), which is not printed: put it into \(session.paths.abbreviate(session.paths.configFile)) under `environment`, or into its own .env."
    )
  }

  /// A name that is a valid key: from the config's file, else from the directory.
  private func name(_ gateway: Gateway) -> String {
    let file = UserPath.name(gateway.configPath)
    var stem = file.rest(before: ".json").map(String.init) ?? file
    if stem == "openclaw" { stem = UserPath.name(gateway.stateDir) }
    let letters = stem.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    return letters.first?.isLetter == true ? letters : "gateway\(pid)"
  }
}
