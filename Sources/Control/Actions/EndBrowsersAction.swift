import Fleet
import Glibc
import Host

/// Ends the browsers that a gateway has left behind: TERM, wait, KILL, each to the very process that was proven.
struct EndBrowsersAction {
  /// Seconds that a browser may take to write its profile.
  static let grace = 10.0

  let context: ActionContext
  let id: GatewayID

  func run() async -> ActionResult {
    await context.locked(id) { await end($0, survey: $1) }
  }

  private func end(_ definition: Definition, survey: Survey) async -> ActionResult {
    let name = definition.name
    if let process = context.builder.owner(of: definition, survey: survey).process {
      return .refused("\(name) runs (pid \(process.pid)) and uses its browsers: stop it first")
    }
    let found = LeftBrowsers(context: context, survey: survey).find(definition)
    guard let first = found.first else { return .already("\(name) has left no browser behind") }
    await context.begin(.init(process: first))
    for (signal, seconds, word) in [(SIGTERM, Self.grace, "TERM"), (SIGKILL, StopAction.killWait, "KILL")] {
      await context.step("\(word) to its Chrome", limit: seconds, isStopping: true)
      for process in found { _ = context.host.processes.signal(process, signal) }
      _ = await context.wait(seconds: seconds, every: 0.1) {
        if signal == SIGTERM, await context.isKillAsked() { return true }
        return !found.contains(where: context.isAlive)
      }
      if !found.contains(where: context.isAlive) {
        return .done(
          "\(name): its Chrome (pid \(found.map { String($0.pid) }.joined(separator: ", "))) is ended")
      }
    }
    return .failed("\(name): its Chrome (pid \(first.pid)) would not end")
  }
}
