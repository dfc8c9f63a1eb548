import GatewayModel
import OpenClaw
import Testing

@testable import Presentation

/// What `ports` prints of one gateway.
struct PortsTextTests {
  /// The cells of the row whose use is given: they stand two blanks or more apart.
  private func row(_ use: String, _ gateway: Gateway) -> [String]? {
    PortsText.text(gateway).split(separator: "\n").map { line in
      line.replacing(#/ {2,}/#, with: "\t").split(separator: "\t").map(String.init)
    }.first { $0.first == use }
  }

  @Test func `each port has its use, number, source and listener`() {
    let gateway = ShownGateway.make("a", port: 20000, state: .running, pid: 4121)
    #expect(PortsText.text(gateway).hasPrefix("a\n  USE"))
    #expect(row("gateway", gateway) == ["gateway", "20000", "config", "node 4121"])
    #expect(row("browser control", gateway) == ["browser control", "20002", "derived", "-"])
    #expect(row("canvas", gateway) == ["canvas", "20004", "derived", "-"])
    #expect(row("CDP range", gateway) == ["CDP range", "20011-20110", "derived"])
    #expect(row("relay", gateway) == nil)
  }

  @Test func `an old version has its relay, on base and 3`() {
    let gateway = ShownGateway.make("a", port: 20000, version: "2026.3.1")
    #expect(row("relay", gateway) == ["relay", "20003", "derived", "-"])
  }

  @Test(arguments: [
    (PortHolder.own, "node 7"), (.gateway("b"), "node 7 (of b)"), (.stranger, "node 7 (not this gateway's)"),
    (.unknown, "node 7 (whose, may not be seen)"),
  ])
  func `a listener says whose it is, where it is not the gateway's own`(holder: PortHolder, text: String) {
    var gateway = ShownGateway.make("a", port: 20000)
    gateway.listeners = [ShownGateway.listener(20002, pid: 7)]
    gateway.holders = [20002: holder]
    #expect(row("browser control", gateway)?.last == text)
  }

  @Test(arguments: [
    (true, false, "config"), (false, true, "derived"), (false, false, "default"),
  ])
  func `what the config opens besides has a row with its source`(
    isConfigured: Bool, isDerived: Bool, from: String
  ) {
    let gateway = ShownGateway.make(
      "a",
      others: [
        .init(use: "telegram webhook", port: 8787, key: "k", isConfigured: isConfigured, isDerived: isDerived)
      ])
    #expect(row("telegram webhook", gateway) == ["telegram webhook", "8787", from, "-"])
  }

  @Test func `a port that nothing tells is a dash, not a number`() {
    var gateway = ShownGateway.make("a", port: 20000, from: .unknown)
    gateway.portDoubt = "the unit takes it from a file that may not be read"
    gateway.browsers = [
      .init(
        allocation: .init(name: "openclaw", port: 20011, how: .implicitFirst), listener: nil, browser: nil)
    ]
    let text = PortsText.text(gateway)
    #expect(row("gateway", gateway) == ["gateway", "-", "unknown", "-"])
    #expect(row("CDP openclaw", gateway)?[1] == "-")
    #expect(text.contains("its port is not known: the unit takes it from a file"))
    #expect(!text.contains("200"))
  }

  @Test func `browsers have their port, how they got it, and who answers`() {
    var gateway = ShownGateway.make("a", port: 20000)
    gateway.browsers = [
      .init(
        allocation: .init(name: "openclaw", port: 20011, how: .implicitFirst),
        listener: ShownGateway.listener(20011, pid: 8, command: "chrome"), browser: "Chrome/141", holder: .own
      ),
      .init(
        allocation: .init(name: "far", port: 9222, host: "10.0.0.42", how: .remoteCDPURL), listener: nil,
        browser: nil),
      .init(
        allocation: .init(name: "mine", port: nil, how: .existingSession), listener: nil, browser: nil),
      .init(
        allocation: .init(name: "lost", port: 20012, how: .explicit),
        listener: ShownGateway.listener(20012, pid: 9, command: "python3"), browser: nil, holder: .stranger),
    ]
    #expect(
      row("CDP openclaw", gateway) == ["CDP openclaw", "20011", "implicit-first", "chrome 8 Chrome/141"])
    #expect(row("CDP far", gateway) == ["CDP far", "9222", "remote-cdpUrl 10.0.0.42", "-"])
    #expect(row("CDP mine", gateway) == ["CDP mine", "-", "existing-session", "-"])
    #expect(
      row("CDP lost", gateway) == ["CDP lost", "20012", "explicit", "python3 9 (not this gateway's)"])
  }

  @Test func `a listener in the range that nobody has planned has a row of its own`() {
    var gateway = ShownGateway.make("a", port: 20000, pid: 4)
    gateway.listeners.append(ShownGateway.listener(20050, pid: nil, command: nil, userID: 33))
    gateway.holders[20050] = .unknown
    #expect(
      row("in CDP range", gateway)
        == ["in CDP range", "20050", "-", "a process of user 33 (whose, may not be seen)"])
    #expect(PortsText.text(gateway).split(separator: "\n").filter { $0.contains("20000") }.count == 1)
  }

  @Test func `a client owns no port here, and a container only what is published`() {
    let client = PortsText.text(ShownGateway.make("a", port: 20000, kind: .client(host: "far.example")))
    #expect(client.contains("remote, to far.example: it owns no port here") && !client.contains("20000"))
    let container = PortsText.text(ShownGateway.make("a", port: 20000, kind: .container))
    #expect(container.hasPrefix("a (in a container)\n") && container.contains("20000"))
    #expect(!container.contains("20002") && !container.contains("CDP"))
  }
}
