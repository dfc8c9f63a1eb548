import Control
import GatewayModel
import Glibc
import Host

/// Breaks the demo's main bot as an edit at night would: a comma is gone, and the gateway crashes.
public struct DemoBreaking: Sendable {
  let controller: Controller
  let host: Machine
  private let config: String

  /// Made by the command `demo` with the session of its temporary home.
  public init(session: Session) {
    controller = session.controller
    host = session.host
    // The demo's own home, and nothing else.
    config = session.paths.home + "/.openclaw/openclaw.json"
  }

  /// Takes a comma out of main's config, and kills main where the process is proven to be its. What cannot be done is passed over.
  public func run() async {
    guard case .success(let bytes) = host.files.read(config, 1 << 20) else { return }
    let text = String(decoding: bytes, as: UTF8.self)
    let broken = text.replacing("} },\n  browser:", with: "} }\n  browser:")
    // A failed write is passed over: the dashboard then shows that nothing is broken.
    if broken != text { _ = host.files.write(config, broken, 0o600) }
    let main = await controller.latest()?.gateways.first { $0.configPath == config }
    // Started by this demo a moment ago, and proven by its record.
    guard let main, main.owner.isProven, let process = main.process?.identity else { return }
    // With its browsers, whose ports it needs again.
    let group = host.processes.facts(process.pid)?.group
    if group == process.pid { _ = host.processes.signalGroup(process.pid, SIGKILL) }
    _ = host.processes.signal(process, SIGKILL)
  }
}
