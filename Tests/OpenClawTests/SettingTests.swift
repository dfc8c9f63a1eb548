import OpenClaw
import TestSupport
import Testing

/// What is read of a config, what its schema refuses, what no known version has:
/// openclaw-facts.md sections 2 and 4.
@Suite(.computing) struct SettingTests {
  private func config(_ text: String) throws -> GatewayConfig {
    GatewayConfig(try ConfigDocument.load(path: "/h/c.json", environment: [:]) { _ in .success(text) })
  }

  @Test func `what a config leaves out has OpenClaw's own value`() throws {
    let config = try config("{}")
    #expect(config.port == nil && !config.isPortInvalid && config.mode == nil && !config.isRemote)
    #expect(config.authMode == nil && config.token == nil && config.password == nil && !config.hasTLS)
    #expect(config.controlUIEnabled && config.controlUIBasePath == nil && config.canvasPort == nil)
    #expect(config.primaryModel == nil && config.logFile == nil && config.lastTouchedVersion == nil)
    #expect(config.browser.enabled && config.problems.isEmpty && config.remoteURL == nil)
  }

  @Test func `what a config says is read`() throws {
    let config = try config(
      """
      { gateway: { mode: 'remote', port: 20900, bind: 'tailnet', tls: { enabled: true },
          auth: { mode: 'trusted-proxy', token: 't',
            password: { source: 'env', provider: 'default', id: 'P' } },
          remote: { url: 'wss://far.example:1/x' }, controlUi: { enabled: false, basePath: '/ui' } },
        canvasHost: { port: 19005 }, logging: { file: '/var/log/oc.log' },
        meta: { lastTouchedVersion: '2026.6.11' },
        agents: { defaults: { model: { primary: 'anthropic/opus' } } } }
      """)
    #expect(config.isRemote && config.port == 20900 && config.bind == "tailnet" && config.hasTLS)
    #expect(
      config.authMode == .trustedProxy && config.token == .literal("t") && config.password == .unresolved)
    #expect(config.remoteURL?.host == "far.example" && config.canvasPort == 19005)
    #expect(
      !config.controlUIEnabled && config.controlUIBasePath == "/ui" && config.logFile == "/var/log/oc.log")
    #expect(config.primaryModel == "anthropic/opus" && config.lastTouchedVersion == Version(2026, 6, 11))
    #expect(config.problems.isEmpty, "\(config.problems)")
  }

  @Test(
    arguments: [
      ("'t'", .literal("t")), ("''", nil), ("'${T}'", .unresolved), ("'a${T}b'", .unresolved), ("5", nil),
      ("null", nil), ("{ source: 'exec', id: 'x' }", .unresolved), ("'$x'", .literal("$x")),
    ] as [(String, GatewayConfig.Secret?)])
  func `a secret is known only where it stands in the config`(text: String, secret: GatewayConfig.Secret?)
    throws
  {
    #expect(try config("{ gateway: { auth: { token: \(text), password: \(text) } } }").token == secret)
    #expect(try config("{ gateway: { auth: { password: \(text) } } }").password == secret)
  }

  @Test(arguments: [
    ("20000", false), ("0", true), ("'20000'", true), ("null", true), ("65536", true), ("1.5", true),
  ])
  func `a port that is there and none is told from one that is left out`(port: String, isInvalid: Bool) throws
  {
    #expect(try config("{ gateway: { port: \(port) } }").isPortInvalid == isInvalid)
  }

  @Test func `a model is a text or an object's first choice`() throws {
    #expect(try config("{ agents: { defaults: { model: 'a/b' } } }").primaryModel == "a/b")
    #expect(try config("{ agents: { defaults: { model: { fallbacks: [] } } } }").primaryModel == nil)
    #expect(try config("{ agents: { defaults: { model: ' ' } } }").primaryModel == nil)
  }

  @Test(arguments: [
    ("gateway: { tailscale: { mode: 'on' } }", "gateway.tailscale.mode", "off, serve, funnel"),
    ("gateway: { reload: { mode: 'never' } }", "gateway.reload.mode", "hybrid"),
    ("gateway: { remote: { transport: 'http' } }", "gateway.remote.transport", "ssh, direct"),
    ("gateway: { tls: { enabled: 1 } }", "gateway.tls.enabled", "true or false"),
    ("gateway: { controlUi: { basePath: 1 } }", "gateway.controlUi.basePath", "a text"),
    ("gateway: { auth: { password: { source: 'env' } } }", "gateway.auth.password", "reference to a secret"),
    ("gateway: { customBindHost: null }", "gateway.customBindHost", "a text"),
    ("browser: { cdpPortRangeStart: 65437 }", "browser.cdpPortRangeStart", "from 1 to 65436"),
    ("browser: { profiles: { w: { color: '#12345' } } }", "color", "six hexadecimal digits"),
    ("browser: { profiles: { w: { color: 'gggggg' } } }", "color", "six hexadecimal digits"),
    ("browser: { profiles: { w: { attachOnly: 'no' } } }", "attachOnly", "true or false"),
    ("channels: { telegram: { webhookPort: 65536 } }", "channels.telegram.webhookPort", "from 0 to 65535"),
    ("channels: { signal: { httpPort: '8080' } }", "channels.signal.httpPort", "whole number"),
    ("hooks: { gmail: { serve: { port: -1 } } }", "hooks.gmail.serve.port", "from 0 to 65535"),
    ("agents: { defaults: { model: 5 } }", "agents.defaults.model", "a text or an object"),
    ("env: { vars: [] }", "env.vars", "an object"), ("meta: 'x'", "meta", "an object"),
    ("mcp: { apps: { enabled: 'x' } }", "mcp.apps.enabled", "true or false"),
    ("canvasHost: { port: 0 }", "canvasHost.port", "from 1 to 65535"),
    ("logging: { file: 1 }", "logging.file", "a text"),
  ])
  func `a value of the wrong shape is a problem that says what is wanted`(
    text: String, key: String, wanted: String
  )
    throws
  {
    let problems = try config("{\n\(text) }").problems
    #expect(problems.count == 1)
    let problem = try #require(problems.first)
    #expect(problem.message.hasPrefix("\(key) must be ") && problem.message.contains(wanted), "\(problem)")
    #expect(problem.line == 2 && problem.file == "/h/c.json")
  }

  @Test func `every wrong value is told, in the order of the keys`() throws {
    let problems = try config("{ logging: 1, gateway: { bind: 'x', port: 0 }, channels: 5 }").problems
    #expect(problems.count == 4)
    #expect(
      try config(
        "{ channels: { telegram: { webhookPort: 0 } }, browser: { profiles: { w: { color: 'AABBCC' } } } }"
      ).problems.isEmpty)
  }

  @Test(
    arguments: [
      ("{ browser: { profiles: { w: { driver: 'extension' } } } }", Version(2026, 3, 1), 0),
      ("{ browser: { profiles: { w: { driver: 'extension' } } } }", Version(2026, 6, 11), 1),
      ("{ browser: { profiles: { w: { driver: 'existing-session' } } } }", Version(2026, 3, 1), 1),
      ("{ browser: { profiles: { w: { driver: 'existing-session' } } } }", Version(2026, 5, 7), 0),
      ("{ browser: { profiles: { w: { driver: 'extension' } } } }", Version(2026, 9, 4), 0),
      ("{ browser: { cdpPortRangeStart: 30000 } }", Version(2026, 3, 1), 1),
      ("{ browser: { cdpPortRangeStart: 30000 } }", Version(2026, 5, 7), 0),
      ("{ mcp: {}, tui: {} }", Version(2026, 5, 7), 1), ("{ mcp: {}, tui: {} }", Version(2026, 6, 11), 0),
      ("{ bridge: {} }", Version(2026, 3, 1), 1), ("{ bridge: {} }", nil, 1),
      ("{ gateway: { tls: { other: 1 } }, env: { OTHER: 'x' }, channels: { any: {} } }", nil, 0),
      ("{ $schema: 'x', standIn: {} }", nil, 0), ("{ gateway: { standIn: {} } }", nil, 1),
    ] as [(String, Version?, Int)])
  func `keys are doubted by the version that was looked at`(text: String, version: Version?, count: Int)
    throws
  {
    #expect(try config(text).doubts(version: version).count == count)
  }

  @Test func `a doubt says where the key belongs, and stands at the key`() throws {
    let doubt = try #require(try config("{ gateway: {\n  password: 's3cret' } }").doubts(version: nil).first)
    #expect(doubt.message.contains("gateway.auth.password") && !doubt.message.contains("s3cret"))
    #expect(doubt.line == 2 && doubt.column == 3)
  }
}
