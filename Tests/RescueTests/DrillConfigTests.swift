import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel
@testable import Rescue

/// A config for the drill: the shape of a real one with other ports, other paths and no secret.
@Suite(.computing) struct DrillConfigTests {
  private static func maker() -> DrillConfig {
    DrillConfig(
      bases: [(real: 18789, drill: 41000), (real: 18850, drill: 42000)], home: "/home/ada",
      drillHome: "/tmp/drill")
  }

  private func made(
    _ text: String, own: Int = 0, _ maker: inout DrillConfig
  ) throws -> JSON5Node {
    maker.make(try JSON5Parser.parse(text, file: "c"), own: own)
  }

  private func made(_ text: String, own: Int = 0) throws -> JSON5Node {
    var maker = Self.maker()
    return try made(text, own: own, &maker)
  }

  @Test(arguments: [
    ("/home/ada", "/tmp/drill"), ("/home/ada/x", "/tmp/drill/x"),
    ("/home/adam/x", "/tmp/drill/outside/home/adam/x"), ("/etc/x", "/tmp/drill/outside/etc/x"),
    ("~/x", "~/x"), ("./x", "./x"), ("", ""),
  ])
  func `no path leads out of the drill's home`(path: String, expected: String) {
    #expect(Self.maker().path(path) == expected)
  }

  @Test func `how a gateway listens and who may enter is the drill's own`() throws {
    let node = try made(
      """
      { gateway: { port: 18789, bind: "lan", auth: { mode: "password", password: "hunter2" },
          tls: { enabled: true } },
        logging: { file: "/var/log/x" }, env: { KEY: "v" }, meta: { lastTouchedVersion: "2026.9.4" } }
      """)
    #expect(node["gateway", "port"]?.integer == 41000)
    #expect(node["gateway", "bind"]?.string == "loopback" && node["gateway", "mode"]?.string == "local")
    #expect(node["gateway", "auth", "mode"]?.string == "token" && node["gateway", "tls"] == nil)
    #expect(node["gateway", "auth", "token"]?.string?.hasPrefix("drill-fake-") == true)
    #expect(node.object?.members.map(\.key).sorted() == ["gateway", "standIn"])
    #expect(node["standIn", "version"]?.string == "2026.9.4")
  }

  @Test func `a stand-in keeps the version that it was told`() throws {
    let node = try made("{ standIn: { version: '2026.3.1' }, meta: { lastTouchedVersion: '2026.9.4' } }")
    #expect(node["standIn", "version"]?.string == "2026.3.1")
    #expect(try made("{}")["standIn", "version"] == nil)
  }

  @Test func `what isolation compares keeps its shape`() throws {
    let node = try made(
      """
      { agents: { defaults: { workspace: "/home/ada/ws", model: { primary: "anthropic/large" } } },
        browser: { enabled: true, profiles: { work: { cdpPort: 18801, color: "#fff" } } },
        channels: { telegram: { webhookPort: 18790, accounts: [ { name: "Bot" } ] } },
        canvasHost: { port: 18793, enabled: null }, hooks: { token: "x" } }
      """)
    #expect(node["agents", "defaults", "workspace"]?.string == "/tmp/drill/ws")
    #expect(node["agents", "defaults", "model"]?["primary"]?.string == "anthropic/large")
    #expect(node["browser", "enabled"]?.bool == true)
    let work = node["browser", "profiles"]?["work"]
    #expect(work?["cdpPort"]?.integer == 41012 && work?["color"]?.string == "#fff")
    #expect(node["channels", "telegram", "webhookPort"]?.integer == 41001)
    #expect(node["channels", "telegram", "accounts"]?.array?.count == 1)
    #expect(node["canvasHost", "port"]?.integer == 41004)
    #expect(node["canvasHost", "enabled"]?.isNull == true && node["hooks"] == nil)
  }

  @Test(arguments: [
    (18789, 41000, 41000), (18899, 41110, 42049), (18900, 42050, 42050), (18849, 41060, 41060),
    (18850, 41061, 42000), (18960, 42110, 42110), (18961, 18961, 18961), (18788, 18788, 18788),
    (9222, 9222, 9222),
  ])
  func `a port moves with its base, and where two ranges meet with the gateway's own`(
    port: Int, ofMain: Int, ofRescue: Int
  ) throws {
    let text = "{ browser: { profiles: { work: { cdpPort: \(port) } } } }"
    for (own, expected) in [(0, ofMain), (1, ofRescue)] {
      let node = try made(text, own: own)
      #expect(node["browser", "profiles"]?["work"]?["cdpPort"]?.integer == expected, "\(own)")
      #expect(node["gateway", "port"]?.integer == (own == 0 ? 41000 : 42000))
    }
  }

  @Test func `a number that is no port is left as it is`() throws {
    let node = try made("{ channels: { x: { limit: 18789, portable: 18789, port: 18789.5, Port: 18790 } } }")
    let x = node["channels", "x"]
    #expect(x?["limit"]?.integer == 18789 && x?["portable"]?.integer == 18789)
    #expect(x?["port"]?.number == 18789.5 && x?["Port"]?.integer == 41001)
  }

  @Test func `an address keeps its host and moves its port, and nothing secret of it stays`() throws {
    let node = try made(
      """
      { browser: { cdpUrl: "http://127.0.0.1:18801/x?token=FAKE", profiles: {
        far: { cdpUrl: "wss://user:FAKE@chrome.example/y?key=FAKE" }, odd: { cdpUrl: "FAKE" } } } }
      """)
    #expect(node["browser", "cdpUrl"]?.string == "http://127.0.0.1:41012")
    let profiles = node["browser", "profiles"]
    #expect(profiles?["far"]?["cdpUrl"]?.string == "wss://chrome.example:443")
    #expect(profiles?["odd"]?["cdpUrl"]?.string == "http://127.0.0.1")
  }

  @Test func `no secret of a config is in the drill's, wherever it stands`() throws {
    let text = """
      { agents: { defaults: { workspace: "~/ws" }, note: "FAKE-free text" },
        channels: {
          telegram: { botToken: "FAKE-1", accounts: { a: { botToken: "/FAKE-2", name: "FAKE-name" } } },
          slack: { secrets: { list: ["FAKE-3", { deep: "~FAKE-4" }] }, mode: "socket" },
          signal: { account: "+49-FAKE", password: ".FAKE-5" } } }
      """
    let written = JSON5Writer.text(try made(text))
    #expect(!written.contains("FAKE"), "\(written)")
    #expect(written.contains("\"mode\": \"socket\"") && written.contains("~/ws"))
    // What was written is a config again.
    #expect(throws: Never.self) { try JSON5Parser.parse(written, file: "c") }
  }

  @Test func `what two gateways share is shared in the drill, and what differs differs`() throws {
    var maker = Self.maker()
    func token(_ text: String, _ own: Int) throws -> String? {
      try made("{ channels: { x: { botToken: '\(text)' } } }", own: own, &maker)["channels", "x"]?[
        "botToken"]?
        .string
    }
    let first = try token("one", 0)
    #expect(try token("one", 1) == first)
    #expect(try token("two", 1) != first)
    // A variable is each gateway's own: both may have another value of it.
    let mine = try token("${TOKEN}", 0)
    #expect(try token("${TOKEN}", 1) != mine)
    #expect(try token("${TOKEN}", 0) == mine)
    #expect(maker.fakes["one"] == first && first != nil)
  }

  @Test func `each gateway of the drill has a token of its own, and the bases stay as they were`() throws {
    var maker = Self.maker()
    let first = try made("{}", own: 0, &maker)["gateway", "auth", "token"]?.string
    let second = try made("{}", own: 1, &maker)["gateway", "auth", "token"]?.string
    #expect(first != nil && first != second)
    #expect(maker.bases.map(\.real) == [18789, 18850] && maker.bases.map(\.drill) == [41000, 42000])
  }
}
