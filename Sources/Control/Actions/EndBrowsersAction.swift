import Fleet
import GatewayModel
import Glibc
import Host

/// Ends the browsers that a gateway has left behind: TERM, wait, KILL, by process identity, never by pid alone.
struct EndBrowsersAction: Sendable {
  /// Seconds that a browser may take to write its profile.
  static let grace = 10.0

  let context: ActionContext

  func run(_ scene: Scene) async throws(CancellationError) -> ActionResult {
    let name = scene.definition.name
    if let process = scene.owner.process {
      return .refused(.start(.usesBrowsers(name: name, pid: process.pid)))
    }
    let found = LeftBrowsers(
      host: context.host, inventory: scene.inventory, realPath: context.tools.builder.realPath
    ).find(scene.definition)
    guard let first = found.first else { return .already("\(name) has left no browser behind") }
    await context.reporter.begin(.init(process: first))
    let stages = [(SIGTERM, Self.grace, "TERM"), (SIGKILL, ProcessTerminator.killWait, "KILL")]
    for (signal, seconds, word) in stages {
      await context.step(.endingBrowsers(signal: word, limit: seconds))
      for process in found { _ = context.host.processes.signal(process, signal) }
      _ = try await context.tools.wait(seconds: seconds, every: 0.1) {
        if signal == SIGTERM, await context.reporter.isKillAsked() { return true }
        return !found.contains(where: context.tools.isAlive)
      }
      if !found.contains(where: context.tools.isAlive) {
        return .done(
          "\(name): its Chrome (pid \(found.map { String($0.pid) }.joined(separator: ", "))) is ended")
      }
    }
    return .failed(.stop(.browserWouldNotEnd(name: name, pid: first.pid)))
  }
}
