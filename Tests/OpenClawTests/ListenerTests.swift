import OpenClaw
import TestSupport
import Testing

/// Ports that a config opens beside the gateway's: openclaw-2026-11.md "Ports".
@Suite(.computing) struct ListenerTests {
  private func all(
    _ text: String, base: Int = 20000, version: Version? = nil, environment: [String: String] = [:]
  ) throws -> [ConfiguredPort] {
    ConfiguredPort.all(
      in: try JSON5Parser.parse(text, file: "c"), base: base, rules: VersionRules(version: version),
      environment: environment)
  }

  @Test func `the sandbox of MCP apps follows the base port, or the key that moves it`() throws {
    let derived = try #require(try all("{ mcp: { apps: { enabled: true } } }").first)
    #expect(derived.port == 20001 && derived.isDerived && !derived.isConfigured)
    let moved = try #require(try all("{ mcp: { apps: { enabled: true, sandboxPort: 30000 } } }").first)
    #expect(
      moved.port == 30000 && !moved.isDerived && moved.isConfigured && moved.key == "mcp.apps.sandboxPort")
    // An address is no port of ours.
    #expect(
      try all("{ mcp: { apps: { enabled: true, sandboxOrigin: 'http://x:5' } } }").map(\.port) == [20001])
    #expect(try all("{ mcp: { apps: { enabled: true } } }", base: 65535).isEmpty)
    #expect(try all("{ mcp: { apps: { enabled: 'yes' } } }").isEmpty)
    #expect(try all("{ mcp: { apps: { enabled: true } } }", version: Version(2026, 6, 11)).isEmpty)
    #expect(try all("{ mcp: { apps: { enabled: true } } }", version: Version(2026, 7, 33)).count == 1)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var environment: [String: String] = [:]
    /// `KEY PORT`, with a star where the config names the number.
    var wanted: [String]
  }

  @Test(arguments: [
    Row(
      testDescription: "{ channels: { telegram: { webhookUrl: 'u', webhookPort: 9001 } } }",
      wanted: ["channels.telegram.webhookPort 9001*"]),
    Row(
      testDescription: "{ channels: { telegram: { webhookUrl: ' ' } } }", wanted: []),
    Row(
      testDescription: "{ channels: { telegram: { webhookUrl: { source: 'env', id: 'U' } } } }",
      wanted: ["channels.telegram.webhookPort 8787"]),
    Row(
      testDescription: "{ channels: { telegram: { webhookUrl: 'u', webhookPort: 70000 } } }", wanted: []),
    // Two accounts that ask for one port are two listeners.
    Row(
      testDescription:
        "{ channels: { telegram: { webhookPort: 9001, accounts: { a: { webhookUrl: 'u' }, "
        + "b: { webhookUrl: 'v' }, c: {} } } } }",
      wanted: ["channels.telegram.webhookPort 9001*", "channels.telegram.webhookPort 9001*"]),
    Row(
      testDescription:
        "{ channels: { telegram: { webhookUrl: 'u', accounts: { a: { webhookPort: 5 }, "
        + "b: { enabled: false } } } } }",
      wanted: ["channels.telegram.accounts.a.webhookPort 5*"]),
    Row(
      testDescription: "{ channels: { telegram: { webhookUrl: 'u' } }, plugins: { deny: ['telegram'] } }",
      wanted: []),
    Row(
      testDescription: "{ channels: { msteams: {} } }", environment: ["MSTEAMS_APP_ID": "i"],
      wanted: ["channels.msteams.webhook.port 3978"]),
    Row(testDescription: "{ channels: { msteams: {} } }", environment: ["MSTEAMS_APP_ID": " "], wanted: []),
    Row(testDescription: "{ channels: { msteams: { appId: '' } } }", wanted: []),
    Row(
      testDescription: "{ channels: { feishu: { accounts: { a: { connectionMode: 'webhook' }, b: {} } } } }",
      wanted: ["channels.feishu.webhookPort 3000"]),
    Row(
      testDescription: "{ channels: { 'nextcloud-talk': { botSecretFile: 'f', webhookPort: 8799 } } }",
      wanted: ["channels.nextcloud-talk.webhookPort 8799*"]),
    Row(
      testDescription: "{ channels: { signal: { httpUrl: 'u', autoStart: true } } }",
      wanted: ["channels.signal.httpPort 8080"]),
    Row(testDescription: "{ channels: { signal: { autoStart: false } } }", wanted: []),
    Row(
      testDescription: "{ hooks: { enabled: true, gmail: { account: 'a', serve: { port: 8790 } } } }",
      wanted: ["hooks.gmail.serve.port 8790*"]),
    Row(testDescription: "{ hooks: { enabled: true, gmail: {} } }", wanted: []),
    Row(
      testDescription: "{ hooks: { enabled: true, gmail: { account: 'a' } } }",
      environment: ["OPENCLAW_SKIP_GMAIL_WATCHER": "1"], wanted: []),
    Row(
      testDescription: "{ hooks: { enabled: true, gmail: { account: 'a' } } }",
      environment: ["OPENCLAW_SKIP_GMAIL_WATCHER": "0"], wanted: ["hooks.gmail.serve.port 8788"]),
    Row(
      testDescription:
        "{ plugins: { entries: { 'voice-call': { enabled: true, config: { serve: { port: 3400 } } } } } }",
      wanted: ["plugins.entries.voice-call.config.serve.port 3400*"]),
    Row(testDescription: "{ plugins: { entries: { 'voice-call': { enabled: true } } } }", wanted: []),
    Row(testDescription: "{ plugins: { entries: { 'voice-call': { config: {} } } } }", wanted: []),
    Row(
      testDescription:
        "{ plugins: { enabled: false, entries: { 'voice-call': { config: { enabled: true } } } } }",
      wanted: []),
    Row(testDescription: "{}", environment: ["MSTEAMS_APP_ID": "i"], wanted: []),
  ])
  func `each listener has its port and the key that would move it`(_ row: Row) throws {
    let found = try all(row.testDescription, environment: row.environment).map {
      "\($0.key) \($0.port)\($0.isConfigured ? "*" : "")"
    }
    #expect(found == row.wanted)
  }

  @Test func `all listeners of a config are told, each by its use`() throws {
    let found = try all(
      "{ mcp: { apps: { enabled: true } }, channels: { signal: {}, telegram: { webhookUrl: 'u' } }, "
        + "plugins: { entries: { 'voice-call': { config: { enabled: true } } } } }"
    )
    #expect(found.map(\.port) == [20001, 8787, 8080, 3334])
    #expect(Set(found.map(\.use)).count == 4 && found.dropFirst().allSatisfy { !$0.isDerived })
  }
}
