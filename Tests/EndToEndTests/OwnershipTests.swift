import Control
import Foundation
import GatewayModel
import Host
import TestSupport
import Testing

/// Who has which port: real processes, real sockets.
extension ControlTests {
  private func findings(_ code: FindingCode, _ controller: Controller) async -> [Finding] {
    await controller.look(sweep: true).findings.filter { $0.code == code }
  }

  @Test func `a third program on a control port is named at the next look, and on the screen`() async throws {
    let home = try StandInHome(["default": "", "rescue": ""])
    defer { home.remove() }
    let control = try #require(home.ports["rescue"]) + 2
    let third = try home.launch(["squat", "--port", "\(control)", "--title", "mailcatcher"])
    #expect(await eventually { !isFree(control) })
    let controller = try home.controller()
    #expect(try await start("default", controller).isSuccess)
    #expect(try await start("rescue", controller).isSuccess)
    let found = try #require(await findings(.portHeldByStranger, controller).first)
    #expect(found.names == ["rescue"] && found.ports == [.one(control)] && found.severity == .warning)
    #expect(found.detail.contains("mailcatcher \(third.processIdentifier)"), "\(found.detail)")

    let session = try TerminalSession(["--home", home.path], environment: ["HOME": home.path])
    #expect(await session.showsLine("rescue", "running", "▲"))
    await session.press("j4")
    #expect(session.has("is held by mailcatcher \(third.processIdentifier)"))
    session.type("q")
    #expect(await session.ends())
    third.terminate()
    #expect(await eventually { await findings(.portHeldByStranger, controller).isEmpty })
  }

  @Test
  func
    `a base port is held by a stranger, and by nobody's fault where its own process or another gateway has it`()
    async throws
  {
    let home = try StandInHome(["default": "", "lab": ""])
    defer { home.remove() }
    let controller = try home.controller()
    #expect(try await start("default", controller).isSuccess)
    #expect(await findings(.portHeldByStranger, controller).isEmpty)
    let port = try #require(home.ports["lab"])
    let third = try home.launch(["squat", "--port", "\(port)"])
    #expect(await eventually { await !findings(.portHeldByStranger, controller).isEmpty })
    let found = try #require(await findings(.portHeldByStranger, controller).first)
    #expect(found.severity == .error && found.names == ["lab"] && found.ports == [.one(port)])
    third.terminate()

    // The same port in the config of another gateway is said once, as what it is.
    let main = try #require(home.ports["default"])
    try home.write(".openclaw-lab/openclaw.json", "{ gateway: { mode: 'local', port: \(main) } }")
    #expect(await eventually { await !findings(.gatewayPortDuplicate, controller).isEmpty })
    #expect(await findings(.portHeldByStranger, controller).isEmpty)
    #expect(await findings(.ownerMismatch, controller).isEmpty)
  }

  @Test func `a Chrome of another gateway on one's CDP port is said to be that`() async throws {
    let home = try StandInHome(["default": "", "rescue": ""])
    defer { home.remove() }
    let cdp = try #require(home.ports["rescue"]) + 11
    let controller = try home.controller()
    try home.launch([
      "chrome", "--remote-debugging-port=\(cdp)",
      "--user-data-dir=\(home.path)/.openclaw/browser/extra/user-data",
    ])
    #expect(
      try await eventually {
        try await gateway("rescue", controller).browsers.first?.holder == .gateway("default")
      })
    #expect(await findings(.portHeldByStranger, controller).isEmpty)
    // Its own one is none of anybody else's business, also while the gateway does not run.
    let own = try #require(home.ports["default"]) + 11
    try home.launch([
      "chrome", "--remote-debugging-port=\(own)",
      "--user-data-dir=\(home.path)/.openclaw/browser/openclaw/user-data",
    ])
    #expect(
      try await eventually { try await gateway("default", controller).browsers.first?.holder == .own })
  }

  @Test func `a person's own Chrome on a CDP port is a stranger, unless the gateway only attaches there`()
    async throws
  {
    let home = try StandInHome(["default": "", "rescue": ""])
    defer { home.remove() }
    let cdp = try #require(home.ports["default"]) + 13
    func pin(_ attachOnly: Bool) throws {
      try home.write(
        ".openclaw/openclaw.json",
        "{ gateway: { mode: 'local', port: \(home.ports["default"] ?? 0) }, browser: { cdpUrl: 'http://localhost:\(cdp)', attachOnly: \(attachOnly) } }"
      )
    }
    try pin(false)
    try home.launch(["chrome", "--remote-debugging-port=\(cdp)", "--user-data-dir=\(home.path)/Chrome"])
    let controller = try home.controller()
    #expect(
      await eventually { await findings(.portHeldByStranger, controller).first?.ports == [.one(cdp)] })
    #expect(await findings(.portHeldByStranger, controller).first?.severity == .warning)
    try pin(true)
    #expect(await eventually { await findings(.portHeldByStranger, controller).isEmpty })
  }

  @Test func `a lock that names a process which is no gateway makes nobody signal it`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let sleeper = Process()
    sleeper.executableURL = URL(filePath: "/bin/sleep")
    sleeper.arguments = ["60"]
    try sleeper.run()
    defer { sleeper.terminate() }
    try home.write("tmp/openclaw-\(getuid())/gateway.0.lock", home.lock(naming: sleeper))
    let controller = try home.controller()
    for action in [ActionKind.stop, .kill] {
      let id = try await gateway("default", controller).id
      let result = await controller.perform(action, on: id, by: .command)
      #expect(result.message.contains("stopped already"), "\(result.message)")
    }
    #expect(sleeper.isRunning)
  }

  @Test func `a lock and a listener that name unrelated processes are a mismatch`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let port = try #require(home.ports["default"])
    let sleeper = try home.startImpostor()
    try home.write("tmp/openclaw-\(getuid())/gateway.0.lock", home.lock(naming: sleeper))
    let other = try home.launch(["squat", "--port", "\(port)", "--title", "openclaw-gateway"])
    let controller = try home.controller()
    #expect(await eventually { await !findings(.ownerMismatch, controller).isEmpty })
    let found = try #require(await findings(.ownerMismatch, controller).first)
    #expect(found.ports == [.one(port)])
    #expect(
      found.detail.contains("pid \(sleeper.processIdentifier)")
        && found.detail.contains("\(other.processIdentifier)"), "\(found.detail)")
    sleeper.terminate()
  }

  @Test
  func `a gateway that nothing names is a row of its own, or the one whose port it has, and never signalled`()
    async throws
  {
    let home = try StandInHome(["default": "", "lab": ""])
    defer { home.remove() }
    let main = try #require(home.ports["default"])
    let controller = try home.controller()
    // By hand, as a version does that keeps no lock; on main's port it can only be main.
    let known = try home.launch(
      ["gateway", "run", "--allow-unconfigured"], environment: ["OPENCLAW_ALLOW_MULTI_GATEWAY": "1"])
    #expect(
      try await eventually {
        try await gateway("default", controller).process?.identity.pid == known.processIdentifier
      })
    #expect(try await gateway("default", controller).owner.isProven == false)
    guard case .refused = try await stop("default", controller) else {
      Issue.record("not refused")
      return
    }
    #expect(known.isRunning && !isFree(main))
    // Elsewhere it is a stray.
    let port = try FreePorts.take()
    let stray = try home.launch(
      ["gateway", "run", "--port", "\(port)", "--allow-unconfigured"],
      environment: ["OPENCLAW_ALLOW_MULTI_GATEWAY": "1"])
    let name = "stray-\(stray.processIdentifier)"
    #expect(
      await eventually {
        await controller.look(sweep: true).gateways.contains {
          $0.name == name && $0.plan.gateway.port == port && !$0.stateDir.hasPrefix("/")
        }
      })
    stray.terminate()
    #expect(
      await eventually { await !controller.look(sweep: true).gateways.contains { $0.name == name } })
  }
}
