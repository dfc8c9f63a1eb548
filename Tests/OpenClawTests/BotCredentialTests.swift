import TestSupport
import Testing

@testable import OpenClaw

/// What makes two bots one: `ChannelTable`, OpenClaw `docs/channels/*.md`, `docs/gateway/secrets.md`.
@Suite(.computing) struct BotCredentialTests {
  /// All of one channel: `KEYPATH VALUE`, in order.
  private func found(_ text: String, _ channel: String) throws -> [String] {
    try ChannelCredential.all(in: JSON5Parser.parse(text, file: "c")).filter { $0.channel == channel }.map {
      "\($0.keyPath) \(Self.written($0.value))"
    }
  }

  private static func written(_ value: CredentialValue) -> String {
    switch value {
    case .literal(let text): text
    case .file(let path): "<\(path)"
    case .part(let file, let pointer): "<\(file)#\(pointer)"
    case .directory(let path): path + "/"
    case .standardDirectory(let path): "state:" + path
    case .command(let line): "!" + line.replacing("\0", with: " ")
    case .variable(let name): "$" + name
    case .placeholder(let name): "?" + name
    case .unresolved: "unknown"
    }
  }

  struct Row: Sendable, CustomTestStringConvertible {
    /// What stands below `channels`.
    var testDescription: String
    var channel = "telegram"
    var wanted: [String]
  }

  @Test(arguments: [
    Row(testDescription: "{}", wanted: [" $TELEGRAM_BOT_TOKEN"]),
    Row(testDescription: "{ telegram: {} }", wanted: [" $TELEGRAM_BOT_TOKEN"]),
    Row(testDescription: "{ telegram: { botToken: 't' } }", wanted: ["channels.telegram.botToken t"]),
    Row(testDescription: "{ telegram: { botToken: ' t ' } }", wanted: ["channels.telegram.botToken t"]),
    Row(testDescription: "{ telegram: { botToken: ' ' } }", wanted: [" $TELEGRAM_BOT_TOKEN"]),
    Row(testDescription: "{ telegram: { botToken: 12345 } }", wanted: ["channels.telegram.botToken 12345"]),
    Row(testDescription: "{ telegram: { botToken: '${T}' } }", wanted: ["channels.telegram.botToken ?T"]),
    Row(
      testDescription: "{ telegram: { botToken: 'x${T}' } }", wanted: ["channels.telegram.botToken unknown"]),
    Row(
      testDescription: "{ telegram: { botToken: '${T}${U}' } }",
      wanted: ["channels.telegram.botToken unknown"]),
    Row(
      testDescription: "{ telegram: { tokenFile: '~/t', botToken: 't' } }",
      wanted: ["channels.telegram.tokenFile <~/t"]),
    Row(testDescription: "{ telegram: { enabled: false, botToken: 't' } }", wanted: []),
    Row(testDescription: "{ telegram: 'text' }", wanted: [" $TELEGRAM_BOT_TOKEN"]),
    // The variable stands in for the default account alone.
    Row(
      testDescription:
        "{ telegram: { accounts: { a: { botToken: '1' }, b: { enabled: false, botToken: '2' } } } }",
      wanted: ["channels.telegram.accounts.a.botToken 1", " $TELEGRAM_BOT_TOKEN"]),
    Row(
      testDescription: "{ telegram: { accounts: { Default: { botToken: '1' } } } }",
      wanted: ["channels.telegram.accounts.Default.botToken 1"]),
    Row(
      testDescription: "{ telegram: { botToken: '0', accounts: { a: { botToken: '1' } } } }",
      wanted: ["channels.telegram.botToken 0", "channels.telegram.accounts.a.botToken 1"]),
    Row(
      testDescription: "{ slack: { botToken: 'b' } }", channel: "slack",
      wanted: ["channels.slack.botToken b", " $SLACK_APP_TOKEN", " $SLACK_USER_TOKEN"]),
    Row(
      testDescription: "{ whatsapp: {} }", channel: "whatsapp",
      wanted: ["channels.whatsapp state:whatsapp/default"]),
    Row(
      testDescription: "{ whatsapp: { accounts: { a: {}, b: { authDir: '/d' }, c: { enabled: false } } } }",
      channel: "whatsapp",
      wanted: ["channels.whatsapp state:whatsapp/a", "channels.whatsapp.accounts.b.authDir /d/"]),
    Row(
      testDescription: "{ signal: { account: '+49123', accountUuid: 'u' } }", channel: "signal",
      wanted: ["channels.signal.account +49123", "channels.signal.accountUuid u"]),
    Row(
      testDescription: "{ lark: { appId: 'i', appSecret: 's' } }", channel: "feishu",
      wanted: ["channels.lark.appSecret s", "channels.lark.appId i"]),
    // The environment goes first for this channel.
    Row(
      testDescription: "{ irc: { password: 'p' } }", channel: "irc",
      wanted: ["channels.irc.password p", " $IRC_PASSWORD"]),
    Row(
      testDescription:
        "{ line: { channelAccessToken: 't', accounts: { a: { channelAccessToken: '1' }, "
        + "b: { enabled: true, channelAccessToken: '2' } } } }",
      channel: "line",
      wanted: ["channels.line.channelAccessToken t", "channels.line.accounts.b.channelAccessToken 2"]),
    Row(
      testDescription: "{ wonder: { apiKey: 'k', sessionDir: '/d', secretFile: 'f', other: 'o' } }",
      channel: "wonder",
      wanted: ["channels.wonder.sessionDir /d/", "channels.wonder.secretFile <f"]),
    Row(testDescription: "{ nostr: { privateKey: null } }", channel: "nostr", wanted: []),
  ])
  func `a bot is known by what its enabled accounts are given`(_ row: Row) throws {
    #expect(try found("{ channels: \(row.testDescription) }", row.channel) == row.wanted)
  }

  @Test(arguments: [
    ("{ enabled: false }", 0), ("{ deny: ['telegram'] }", 0),
    ("{ entries: { telegram: { enabled: false } } }", 0),
    ("{ deny: ['discord'] }", 1), ("{ entries: { telegram: {} } }", 1), ("{ enabled: true }", 1),
  ])
  func `a channel whose plug-in is switched off has no bot, not even by its variable`(
    plugins: String, count: Int
  )
    throws
  {
    #expect(
      try found("{ plugins: \(plugins), channels: { telegram: { botToken: 't' } } }", "telegram").count
        == count)
    #expect(try found("{ plugins: \(plugins) }", "telegram").count == count)
  }

  private static let providers =
    "{ defaults: { file: 'f' }, providers: { f: { path: '/f.json' }, "
    + "one: { path: '/one', mode: 'singleValue' }, "
    + "e: { command: 'op', args: ['read', '-n'] }, default: { path: '/d.json' }, bare: {} } }"

  @Test(arguments: [
    ("{ source: 'env', provider: 'x', id: 'T' }", "$T"),
    ("{ source: 'file', provider: 'one', id: 'value' }", "</one"),
    ("{ source: 'file', provider: 'f', id: '/a/b' }", "</f.json#/a/b"),
    ("{ source: 'file', id: '/a' }", "</f.json#/a"),
    ("{ source: 'file', provider: ' ', id: '/a' }", "</f.json#/a"),
    ("{ source: 'exec', provider: 'e', id: 'x/y' }", "!op read -n x/y"),
    // No standard is named for commands: the provider called default, which has none.
    ("{ source: 'exec', id: 'x' }", "unknown"), ("{ source: 'file', provider: 'bare', id: 'x' }", "unknown"),
    ("{ source: 'file', provider: 'none', id: 'x' }", "unknown"),
    ("{ source: 'store', provider: 'f', id: 'x' }", "unknown"),
    ("{ source: 'env', id: ' ' }", "unknown"), ("{ source: 5, id: 'x' }", "unknown"),
  ])
  func `a reference leads to where the secret is`(reference: String, value: String) throws {
    let text = "{ secrets: \(Self.providers), channels: { telegram: { botToken: \(reference) } } }"
    #expect(try found(text, "telegram") == ["channels.telegram.botToken \(value)"])
  }

  @Test func `an object that is no reference is the secret itself, whatever its spelling`() throws {
    func value(_ text: String) throws -> [String] {
      try found("{ channels: { googlechat: { serviceAccount: \(text) } } }", "googlechat")
    }
    #expect(try value("{ a: 1, 'b': 'x' }") == value("{\n  \"a\": 1.0, // c\n b: \"x\" }"))
    #expect(try value("{ a: 1 }") != value("{ a: 2 }"))
  }

  struct Scope: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var scopes: [String]
  }

  @Test(arguments: [
    Scope(testDescription: "{ bluebubbles: { password: 'p', serverUrl: 'http://a' } }", scopes: ["http://a"]),
    Scope(testDescription: "{ bluebubbles: { password: 'p' } }", scopes: [""]),
    Scope(
      testDescription: "{ matrix: { password: 'p', homeserver: 'h', userId: 'u' } }",
      scopes: ["h\nu", "", ""]),
    // The account says what it is called, the channel where the server is.
    Scope(
      testDescription: "{ matrix: { homeserver: 'h', accounts: { a: { password: 'p', userId: 'u' } } } }",
      scopes: ["h\nu", "", "", "h\n"]),
    Scope(
      testDescription: "{ irc: { host: 'i', nick: 'n', passwordFile: 'f' } }", scopes: ["i\nn", "i\nn"]),
    Scope(testDescription: "{ telegram: { botToken: 't', host: 'h' } }", scopes: [""]),
    Scope(testDescription: "{ sms: { authToken: 't', fromNumber: '+1' } }", scopes: ["+1"]),
  ])
  func `a secret that several bots may share is told apart by server and name`(_ scope: Scope) throws {
    let root = try JSON5Parser.parse("{ channels: \(scope.testDescription) }", file: "c")
    let channel = try #require(root["channels"]?.object?.members.first?.key)
    #expect(ChannelCredential.all(in: root).filter { $0.channel == channel }.map(\.scope) == scope.scopes)
  }

  @Test func `what a bot is called is marked, so that two secrets of one bot are seen`() throws {
    let root = try JSON5Parser.parse(
      "{ channels: { msteams: { appId: 'i', appPassword: 's' }, tlon: { ship: '~x', code: 'c' } } }",
      file: "c")
    let named = ChannelCredential.all(in: root).filter(\.isIdentity).map(\.keyPath)
    #expect(named == ["channels.msteams.appId", "channels.tlon.ship"])
  }

  @Test func `other names of a channel are one`() {
    #expect(
      ["lark", "google-chat", "teams", "qq"].map(ChannelTable.name) == [
        "feishu", "googlechat", "msteams", "qqbot",
      ])
    #expect(ChannelTable.name("telegram") == "telegram")
    #expect(ChannelTable.aliases.values.allSatisfy { ChannelTable.all[$0] != nil })
  }
}
