import GatewayModel
import Isolation
import TestSupport
import Testing

/// Other programs on a gateway's ports, and processes that are not who they should be.
/// Rule: design sections 4 and 5.
@Suite(.computing) struct StrangerFindingTests {
  private static let path = "/h/.openclaw/openclaw.json"
  private static let browsers =
    "browser: { profiles: { work: { cdpPort: 9222 }, "
    + "far: { cdpUrl: 'http://127.0.0.1:9333', attachOnly: true } } }"

  private func host(_ running: [SeenHost.Running], more: String = browsers) -> SeenHost {
    SeenHost(files: [Self.path: SeenHost.config(18789, more)], running: running)
  }

  @Test(
    arguments: [
      (18789, Finding.Severity.error, "The gateway port 18789 of default"),
      (18791, .warning, "The browser control port 18791 of default"), (18793, .info, "The canvas port 18793"),
      (18800, .warning, "CDP port 18800 of browser profile openclaw"),
      (9222, .warning, "CDP port 9222 of browser profile work"),
      (9333, nil, "only attached to"), (18801, nil, "in the range, and given to nobody"),
      (18792, nil, "the relay of older versions"),
    ] as [(Int, Finding.Severity?, String)])
  func `a stranger is as grave as the port that it holds`(
    port: Int, severity: Finding.Severity?, detail: String
  ) {
    let found = host([.init(pid: 60, port: port)]).findings(.portHeldByStranger)
    #expect(found.map(\.severity) == [severity].compactMap(\.self), "\(detail)")
    guard let first = found.first else { return }
    #expect(first.ports == [.one(port)] && first.names == ["default"])
    #expect(first.detail.hasPrefix(detail) && first.detail.contains("nginx 60"), "\(first.detail)")
    #expect(first.fix.hasPrefix("Stop nginx (pid 60), or "), "\(first.fix)")
  }

  @Test func `the remedy is where the port was set`() {
    let set = host([.init(pid: 60, port: 9222)]).findings(.portHeldByStranger)
    #expect(
      set.first?.fix.hasSuffix("change ~/.openclaw/openclaw.json#browser.profiles.work.cdpPort.") == true)
    let base = host([.init(pid: 60, port: 18789)]).findings(.portHeldByStranger)
    #expect(base.first?.fix.contains("another gateway.port") == true)
    let derived = host([.init(pid: 60, port: 18791)]).findings(.portHeldByStranger)
    #expect(derived.first?.fix.contains("or move default") == true)
  }

  @Test(arguments: [
    ("127.0.0.1", "", true), ("0.0.0.0", "", true), ("::", "", true), ("::1", "", true),
    ("::ffff:127.0.0.1", "", true), ("192.168.1.5", "", false), ("192.168.1.5", "loopback", false),
    ("192.168.1.5", "lan", true),
  ])
  func `an address of the network is in the way of a gateway that listens there`(
    address: String, bind: String, isTold: Bool
  ) {
    let bound = bind.isEmpty ? "" : ", bind: '\(bind)'"
    let host = SeenHost(
      files: [Self.path: "{ gateway: { mode: 'local', port: 18789\(bound) } }"],
      running: [.init(pid: 60, port: 18789, address: address)])
    #expect(host.findings(.portHeldByStranger).isEmpty != isTold)
  }

  @Test func `what may not be seen could be the gateway, unless another user's`() {
    let own = host([.init(pid: 60, port: 18789, isVisible: false)])
    #expect(own.findings(.portHeldByStranger).isEmpty)
    let other = host([.init(pid: 60, port: 18789, userID: 1001, isVisible: false)])
    let found = other.findings(.portHeldByStranger)
    #expect(found.first?.detail.contains("a process of user 1001") == true)
    #expect(found.first?.fix.hasPrefix("Ask user 1001 to stop it") == true)
    // One listener beside it that could be the gateway leaves it open whether anything is wrong.
    let both = host([
      .init(pid: 60, port: 18789, address: "::1"), .init(pid: 61, port: 18789, isVisible: false),
    ])
    #expect(both.findings(.portHeldByStranger).isEmpty)
  }

  @Test(arguments: [
    ("/h/.openclaw/browser/openclaw/user-data", false), ("/h/.config/chromium", true),
    ("/h/.openclaw-lab/browser/x", false),
  ])
  func `a Chrome is no stranger where its data lies below a gateway's state directory`(
    directory: String, isTold: Bool
  ) {
    var host = host([
      .init(
        pid: 60, port: 18800, name: "chrome",
        arguments: [
          "/opt/chrome/chrome", "--remote-debugging-port=18800", "--user-data-dir=\(directory)",
        ])
    ])
    host.files["/h/.openclaw-lab/openclaw.json"] = SeenHost.config(19789)
    let found = host.findings(.portHeldByStranger)
    #expect(found.isEmpty != isTold)
    if isTold { #expect(found.first?.detail.contains("its data in \(directory)") == true) }
  }

  @Test func `another gateway on the port is no stranger, and neither are the own children`() {
    var host = host([
      .init(pid: 40, port: 18791, name: "openclaw"), .init(pid: 41, port: 18789, name: "openclaw"),
      .init(pid: 42, port: 18793, name: "node", parent: 41),
    ])
    host.files["/h/.openclaw-lab/openclaw.json"] = SeenHost.config(19789)
    host.files["/tmp/openclaw-1000/gateway.1.lock"] = SeenHost.lock(40, "/h/.openclaw-lab/openclaw.json")
    host.files["/tmp/openclaw-1000/gateway.2.lock"] = SeenHost.lock(41, Self.path)
    #expect(host.findings(.portHeldByStranger).isEmpty)
    // The same processes without any link to a gateway.
    host.files["/tmp/openclaw-1000/gateway.1.lock"] = nil
    host.running[0].name = "node"
    #expect(host.findings(.portHeldByStranger).map(\.ports) == [[.one(18791)]])
  }

  @Test func `who came just now is judged at the next look`() {
    var inventory = host([.init(pid: 60, port: 18789)]).inventory()
    #expect(SeenHost.observed(inventory).map(\.code) == [.portHeldByStranger])
    inventory.newHolders = [60]
    #expect(SeenHost.observed(inventory).isEmpty)
    inventory.newHolders = [61]
    #expect(SeenHost.observed(inventory).count == 1)
  }

  @Test func `a base port that another process holds than the lock names is a mismatch`() throws {
    var host = host([
      .init(pid: 40, name: "openclaw"), .init(pid: 60, port: 18789, name: "openclaw"),
    ])
    host.files["/tmp/openclaw-1000/gateway.1.lock"] = SeenHost.lock(40, Self.path)
    let found = try #require(host.findings(.ownerMismatch).first)
    #expect(found.severity == .error && found.ports == [.one(18789)] && found.names == ["default"])
    #expect(found.detail.contains("By its lock default is pid 40") && found.detail.contains("60"))
    // A child of the one that is named is that one.
    host.running[1].parent = 40
    #expect(host.findings(.ownerMismatch).isEmpty)
  }

  @Test func `two processes on one config and one state directory are one gateway twice`() throws {
    var host = host([
      .init(pid: 40, port: 18789, name: "openclaw"), .init(pid: 41, port: 18802, name: "openclaw"),
    ])
    host.files["/tmp/openclaw-1000/gateway.1.lock"] = SeenHost.lock(40, Self.path)
    host.files["/tmp/openclaw-1000/gateway.2.lock"] = SeenHost.lock(41, Self.path)
    let found = host.findings(.ownerMismatch)
    #expect(found.count == 1)
    #expect(found.first?.ports == [.one(18789), .one(18802)])
    #expect(found.first?.detail.contains("pid 40 on 18789 and pid 41 on 18802") == true)
    host.files["/tmp/openclaw-1000/gateway.2.lock"] = nil
    host.running[1].name = "node"
    #expect(host.findings(.ownerMismatch).isEmpty)
  }

  @Test func `nothing is asked about the ports of a config that cannot be read`() {
    let host = SeenHost(files: [Self.path: "{ gateway: "], running: [.init(pid: 60, port: 18789)])
    #expect(host.findings(.portHeldByStranger).isEmpty)
  }

  // MARK: Supervisors

  @Test func `supervisors that fight are both named, and the unit's end is the remedy`() throws {
    var host = host([])
    host.files["/h/.openclaw-lab/openclaw.json"] = SeenHost.config(19789)
    let inventory = host.inventory()
    let lab = try #require(inventory.definitions.first { $0.name == "lab" })
    func findings(_ parties: [String]) -> [Finding] {
      SupervisorsFighting(fights: [lab.id: parties], inventory: inventory).check()
    }
    let found = findings(["pm2 (pid 7)", "openclaw-gateway-lab.service (user)"])
    #expect(found.map(\.code) == [.supervisorsFighting])
    #expect(found.map(\.severity) == [.error] && found.map(\.names) == [["lab"]])
    #expect(found.first?.ports == [.one(19789)])
    #expect(
      found.first?.detail.contains("pm2 (pid 7) and openclaw-gateway-lab.service (user) both start lab")
        == true)
    #expect(
      found.first?.fix.contains("`systemctl --user disable --now openclaw-gateway-lab.service`") == true)
    #expect(findings(["pm2", "ocm\u{1B}[2J"]).first?.fix == "Keep one of them and stop the other.")
    #expect(findings(["pm2", "ocm\u{1B}[2J"]).first?.detail.contains("\u{1B}") == false)
    #expect(SupervisorsFighting(fights: [:], inventory: inventory).check().isEmpty)
  }
}
