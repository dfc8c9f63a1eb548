import OpenClaw
import TestSupport
import Testing

@testable import Fleet
@testable import GatewayModel
@testable import Host
@testable import Presentation

/// What leaves Gatehouse: no secret, no escape sequence, and nothing else is torn.
@Suite(.computing) struct ShownTests {
  private func document(_ config: String) -> String {
    let host = FakeHost.host(files: ["/h/.openclaw/openclaw.json": config], environment: ["HOME": "/h"])
    let paths = GatehousePaths(home: nil, config: nil, system: host.system)
    var surveyor = HostScanner(host: host, paths: paths, config: GatehouseConfig())
    let builder = SnapshotBuilder(
      paths: paths, config: GatehouseConfig(), system: host.system, realPath: surveyor.realPath)
    let inventory = surveyor.scan()
    var live = RuntimeState()
    live.redactor = Redactor(inventory.definitions.reduce(into: []) { $0.formUnion($1.secrets) })
    live.failures[inventory.definitions[0].id] = "it said 18789 and \u{1B}[31mopenclaw\u{1B}]0;x\u{07} loudly"
    return SnapshotDocument(paths: paths).document(builder.build(inventory, live: live)).text()
  }

  @Test func `a secret reference hides no name and no path`() {
    let text = document("{ gateway: { auth: { token: { source: 'env', provider: 'default', id: 'OPS' } } } }")
    #expect(text.contains("\"name\":\"default\""))
    #expect(!text.contains(Redactor.mask))
  }

  @Test(arguments: ["18789", "openclaw", "default"])
  func `a secret that is a common word tears nothing but free text`(secret: String) throws {
    let text = document("{ gateway: { auth: { password: '\(secret)' } } }")
    let node = try JSON5Parser.parse(text, file: "json")
    let gateway = try #require(node["gateways"]?.array?.first)
    #expect(gateway["name"]?.string == "default")
    #expect(gateway["ports", "gateway", "port"]?.integer == 18789)
    #expect(gateway["configPath"]?.string == "~/.openclaw/openclaw.json")
  }

  @Test func `escape sequences of a peer do not go on`() {
    #expect(
      Redactor(["secret"]).show("a \u{1B}[31mred\u{1B}[0m \u{1B}]0;title\u{07}secret\u{202E}x\r\n")
        == "a red •••x")
  }
}
