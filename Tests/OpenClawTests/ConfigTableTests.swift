import OpenClaw
import Ports
import TestSupport
import Testing

/// Tables over configs: the ports that they open besides, what their bots identify themselves with, what OpenClaw refuses.
@Suite(.computing) struct ConfigTableTests {
  private func root(_ text: String) throws -> JSON5Node { try JSON5Parser.parse(text, file: "c") }

  private func document(_ text: String) throws -> ConfigDocument {
    try ConfigDocument.load(path: "/h/openclaw.json", environment: [:]) { _ in .success(text) }
  }

  private static let newest = VersionRules(version: nil)

  @Test(
    arguments: [
      ("{ mcp: { apps: { enabled: true } } }", [18790]), ("{ mcp: { apps: {} } }", []),
      ("{ mcp: { apps: { enabled: true, sandboxPort: 20000 } } }", [20000]),
      ("{ channels: { telegram: { webhookUrl: 'https://x' } } }", [8787]),
      ("{ channels: { telegram: { webhookPort: 9 } } }", []),
      (
        "{ channels: { telegram: { webhookUrl: 'https://x', webhookPort: 9001, accounts: { a: {}, b: { webhookPort: 9002 } } } } }",
        [9001, 9002]
      ),
      ("{ channels: { telegram: { webhookUrl: 'https://x', webhookPort: 0 } } }", []),
      ("{ channels: { telegram: { enabled: false, webhookUrl: 'https://x' } } }", []),
      ("{ channels: { msteams: { appId: 'x' } } }", [3978]), ("{ channels: { msteams: {} } }", []),
      ("{ channels: { msteams: { webhook: { port: 4000 } } } }", [4000]),
      ("{ channels: { feishu: {} } }", []),
      ("{ channels: { feishu: { connectionMode: 'webhook' } } }", [3000]),
      ("{ channels: { 'nextcloud-talk': { botSecret: 's' } } }", [8788]),
      ("{ channels: { signal: {} } }", [8080]),
      ("{ channels: { signal: { httpUrl: 'http://x' } } }", []),
      ("{ hooks: { enabled: true, gmail: { account: 'a@b' } } }", [8788]),
      ("{ hooks: { gmail: { account: 'a@b' } } }", []),
      ("{ plugins: { entries: { 'voice-call': { config: { enabled: true } } } } }", [3334]),
      ("{ plugins: { entries: { 'voice-call': { enabled: false, config: { enabled: true } } } } }", []),
    ] as [(String, [Int])]) func `a config opens ports beside the gateway's`(_ text: String, _ ports: [Int])
    throws
  {
    #expect(ConfiguredPort.all(in: try root(text), base: 18789, rules: Self.newest).map(\.port) == ports)
  }

  @Test func `a version without MCP apps opens no port for them`() throws {
    let node = try root("{ mcp: { apps: { enabled: true } } }")
    #expect(ConfiguredPort.all(in: node, base: 1, rules: VersionRules(version: Version(2026, 6, 11))).isEmpty)
  }

  @Test(
    arguments: [
      (
        "{ channels: { qqbot: { appId: '1', clientSecret: 's' } } }",
        ["qqbot clientSecret literal", "qqbot appId literal"]
      ),
      ("{ channels: { qqbot: { appId: '1' } } }", ["qqbot appId literal", "qqbot  variable"]),
      (
        "{ channels: { qqbot: { clientSecretFile: 'f', clientSecret: 's' } } }",
        ["qqbot clientSecretFile file"]
      ),
      (
        "{ channels: { feishu: { appId: 'x', appSecret: 's' } } }",
        ["feishu appSecret literal", "feishu appId literal"]
      ),
      ("{ channels: { whatsapp: { accounts: { a: { authDir: '/d' } } } } }", ["whatsapp authDir directory"]),
      ("{ channels: { googlechat: { serviceAccountFile: 'f' } } }", ["googlechat serviceAccountFile file"]),
      (
        "{ channels: { msteams: { appId: 'x', appPassword: 's' } } }",
        ["msteams appPassword literal", "msteams appId literal"]
      ),
      ("{ channels: { telegram: { enabled: false, botToken: 's' } } }", []),
      (
        "{ channels: { telegram: { botToken: { source: 'env', id: 'T' } } } }", ["telegram botToken variable"]
      ),
      (
        "{ secrets: { providers: { f: { source: 'file', path: '/s' } } }, channels: { telegram: { botToken: { source: 'file', provider: 'f', id: '/a/b' } } } }",
        ["telegram botToken part"]
      ),
      (
        "{ secrets: { providers: { e: { source: 'exec', command: 'op' } } }, channels: { telegram: { botToken: { source: 'exec', provider: 'e', id: 'x' } } } }",
        ["telegram botToken command"]
      ),
      (
        "{ channels: { telegram: { botToken: { source: 'store', id: 'x' } } } }",
        ["telegram botToken unresolved"]
      ),
      ("{ channels: { wonder: { clientSecret: 's' } } }", ["wonder clientSecret literal"]),
    ] as [(String, [String])]) func `a bot identifies itself with what its channel says`(
      _ text: String, _ wanted: [String]
    ) throws
  {
    let present = try root(text)["channels"]?.object?.members.map(\.key) ?? []
    let found = ChannelCredential.all(in: try root(text)).filter { present.contains($0.channel) }.map {
      credential in
      let key = credential.keyPath.split(separator: ".").last ?? ""
      let kind = "\(credential.value)".prefix { $0.isLetter }
      return "\(credential.channel) \(key) \(kind)"
    }
    #expect(found == wanted)
  }

  @Test(arguments: [
    ("{ gateway: { bind: '0.0.0.0' } }", "gateway.bind"), ("{ gateway: { mode: 'server' } }", "gateway.mode"),
    ("{ gateway: { auth: { mode: 'basic' } } }", "gateway.auth.mode"),
    ("{ gateway: { auth: { token: 5 } } }", "gateway.auth.token"),
    ("{ gateway: { port: '18789' } }", "gateway.port"), ("{ gateway: { port: 70000 } }", "gateway.port"),
    ("{ gateway: [] }", "gateway"), ("{ browser: { enabled: 'yes' } }", "browser.enabled"),
    ("{ browser: { profiles: { w: { cdpPort: 0 } } } }", "cdpPort"),
    ("{ browser: { profiles: { w: { driver: 'x' } } } }", "driver"),
    ("{ agents: { defaults: { workspace: 1 } } }", "agents.defaults.workspace"),
    ("{ channels: [] }", "channels"),
    ("{ mcp: { apps: { sandboxPort: 'x' } } }", "mcp.apps.sandboxPort"),
    ("{ gateway: { port: null } }", "gateway.port"),
  ]) func `what every schema refuses is a problem`(_ text: String, _ key: String) throws {
    let schema = ConfigSchema(try root(text))
    #expect(schema.problems.first?.message.hasPrefix("\(key) must be ") == true, "\(schema.problems)")
  }

  @Test(arguments: [
    ("{ gateways: {} }", "gateways"), ("{ gateway: { token: 'x' } }", "gateway.token"),
    ("{ browser: { controlPort: 1 } }", "browser.controlPort"),
    ("{ gateway: { auth: { tokens: [] } } }", "gateway.auth.tokens"),
  ]) func `a key that no known version has is a doubt`(_ text: String, _ key: String) throws {
    let schema = ConfigSchema(try root(text))
    #expect(schema.problems.isEmpty)
    let doubts = try GatewayConfig(document(text)).doubts(version: nil)
    #expect(doubts.first?.message.contains(key) == true)
    #expect(doubts.first?.column != nil)
  }

  @Test func `a config that is in order is neither`() throws {
    let text =
      "{ gateway: { mode: 'local', port: 18789, bind: 'loopback', auth: { mode: 'token', token: { source: 'env', id: 'T' } }, tls: { anything: 1 } }, browser: { enabled: true, profiles: { work: { cdpPort: 18801, color: '#00AA00' } } }, env: { A: 'b' }, agents: { defaults: { model: 'a/b' } } }"
    #expect(ConfigSchema(try root(text)).problems.isEmpty)
    #expect(try GatewayConfig(document(text)).doubts(version: nil).isEmpty)
  }

  @Test func `a version that was looked at has its own keys`() throws {
    let config = try GatewayConfig(document("{ cli: {}, gateway: { webchat: {} } }"))
    #expect(config.doubts(version: Version(2026, 3, 1)).count == 2)
    #expect(config.doubts(version: Version(2026, 5, 7)).isEmpty)
    #expect(config.doubts(version: Version(2026, 6, 11)).map(\.line) == [1])
    #expect(config.doubts(version: Version(2026, 9, 3)).isEmpty)
  }

  @Test func `versions of older lines are ordered by what is in them, not by date`() {
    #expect(VersionRules(version: Version(2026, 7, 35)).hashesProfilePorts == false)
    #expect(VersionRules(version: Version(2026, 8, 33)).hashesProfilePorts)
    #expect(Version(2026, 9, 37).isNewer(than: Version(2026, 10, 9)) == nil)
    #expect(Version(2026, 10, 9).isNewer(than: Version(2026, 9, 3)) == true)
    #expect(Version(2026, 9, 37).isNewer(than: Version(2026, 9, 3)) == true)
  }

  @Test func `older variables count for versions that read them`() {
    let environment = ["CLAWDBOT_GATEWAY_PORT": "19001", "CLAWDBOT_STATE_DIR": "/s"]
    let old = VersionRules(version: Version(2026, 3, 1))
    #expect(GatewayPort.fromEnvironment(environment, rules: old) == 19001)
    #expect(
      GatewayPort.fromEnvironment(environment, rules: VersionRules(version: Version(2026, 5, 7))) == nil)
    func stateDir(_ rules: VersionRules) -> String {
      StatePaths.resolve(
        environment: environment, fallbackHome: "/h", workingDirectory: "/", rules: rules,
        exists: { _ in false }
      ).stateDir
    }
    #expect(stateDir(old) == "/s" && stateDir(VersionRules(version: nil)) == "/h/.openclaw")
  }

  @Test func `composed and decomposed texts are two`() {
    let (composed, decomposed) = ("B\u{FC}ro", "Bu\u{308}ro")
    #expect(composed == decomposed)
    #expect(composed.bytes != decomposed.bytes)
    #expect(Set([composed.bytes, decomposed.bytes]).count == 2)
    #expect(!"/\(composed)/x".begins(with: "/\(decomposed)/"))
  }

  @Test(
    arguments: [
      (
        "{ profiles: { s: { driver: 'existing-session', cdpUrl: 'http://127.0.0.1:9222' } } }", "s", 9222,
        "pinned-cdpUrl", true
      ),
      ("{ profiles: { s: { driver: 'existing-session' } } }", "s", nil, "existing-session", false),
      ("{ profiles: { z: { cdpUrl: 'http://127.0.0.1:0' } } }", "z", 80, "pinned-cdpUrl", false),
      ("{ profiles: { z: { cdpUrl: 'https://far.example:0' } } }", "z", 443, "remote-cdpUrl", false),
    ] as [(String, String, Int?, String, Bool)]) func `browser profiles get their ports`(
      _ text: String, _ name: String, _ port: Int?, _ how: String, _ attaches: Bool
    ) throws
  {
    let all = CDPAllocation.all(
      settings: BrowserSettings(try root(text)),
      derived: DerivedPorts(base: 18789, movesClampedRange: Self.newest.movesClampedRange),
      rules: Self.newest)
    let found = try #require(all.first { $0.name == name })
    #expect(found.port == port && found.how.rawValue == how && found.attachOnly == attaches)
  }

  @Test func `the implicit profile user is there for versions that have it`() {
    func names(_ version: Version?) -> [String] {
      let rules = VersionRules(version: version)
      return CDPAllocation.all(
        settings: BrowserSettings(),
        derived: DerivedPorts(base: 18789, movesClampedRange: rules.movesClampedRange), rules: rules
      ).map(\.name)
    }
    #expect(names(Version(2026, 5, 7)) == ["openclaw", "user"])
    #expect(names(Version(2026, 3, 1)) == ["openclaw"] && names(nil) == ["openclaw"])
  }
}
