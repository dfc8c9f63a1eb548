import GatewayModel
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// What makes two gateways' bots, tokens and places the same ones.
@Suite(.computing) struct ClaimedResourcesTests {
  private func build(
    _ config: String, files: [String: String] = [:], links: [String: String] = [:],
    environment: [String: String] = ["HOME": "/h"], profile: String? = "a",
    _ change: (inout Candidate) -> Void = { _ in }
  ) -> Definition {
    var candidate = DefinitionSamples.profile(profile)
    change(&candidate)
    var all = files
    all[candidate.configPath] = config
    return DefinitionSamples(files: all, environment: environment, links: links).build(candidate)
  }

  private func secrets(_ config: String, files: [String: String] = [:]) -> [String] {
    build(config, files: files).claims.credentials.map(\.secret)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// `channels` of the config.
    var channels: String
    var files: [String: String] = [:]
    /// Nil where a credential is named that cannot be read.
    var secret: String?
  }

  static let rows: [Row] = [
    Row(testDescription: "a literal", channels: "telegram: { botToken: '1:A' }", secret: "1:A"),
    Row(
      testDescription: "blanks around it", channels: "telegram: { botToken: ' 1:A ' }", secret: "1:A"),
    Row(
      testDescription: "a file below the home", channels: "telegram: { tokenFile: '~/t' }",
      files: ["/h/t": "1:A\n"], secret: "1:A"),
    Row(testDescription: "a file that is not there", channels: "telegram: { tokenFile: '~/t' }", secret: nil),
    Row(
      testDescription: "an empty file", channels: "telegram: { tokenFile: '/t' }", files: ["/t": " \n"],
      secret: nil),
    Row(
      testDescription: "a file as large as none is", channels: "telegram: { tokenFile: '/t' }",
      files: ["/t": String(repeating: "x", count: ClaimedResourcesBuilder.tokenLimit + 1)], secret: nil),
    Row(testDescription: "Discord's word in front", channels: "discord: { token: 'Bot abc' }", secret: "abc"),
    Row(
      testDescription: "the same word elsewhere", channels: "telegram: { botToken: 'Bot abc' }",
      secret: "Bot abc"),
    Row(
      testDescription: "a number for people", channels: "signal: { account: '+49 (170) 123-45.6/7' }",
      secret: "+491701234567"),
    Row(
      testDescription: "a service account, whatever key it has",
      channels: "googlechat: { serviceAccount: '{\"client_email\":\"b@x\",\"private_key\":\"k\"}' }",
      secret: "service account b@x"),
    Row(
      testDescription: "a service account in a file",
      channels: "googlechat: { serviceAccountFile: '/sa.json' }",
      files: ["/sa.json": "{\"private_key\":\"other\",\"client_email\":\"b@x\"}"],
      secret: "service account b@x"),
    Row(
      testDescription: "a variable of its own file", channels: "telegram: { botToken: '${BOT}' }",
      files: ["/h/.openclaw-a/.env": "BOT=1:A"], secret: "1:A"),
    Row(
      testDescription: "a variable that nothing sets", channels: "telegram: { botToken: '${BOT}' }",
      secret: nil),
  ]

  @Test(arguments: rows) func `the same bot is the same secret however it is written`(_ row: Row) {
    let claims = build("{ channels: { \(row.channels) } }", files: row.files).claims
    #expect(claims.credentials.map(\.secret) == (row.secret.map { [$0] } ?? []))
    #expect(claims.hasUnknownCredential == (row.secret == nil))
  }

  @Test(
    arguments: [
      ("/bots/a", "1:A"), ("/odd~1name/t~0x", "2:B"), ("/bots", "{"), ("/bots/none", nil),
      ("/bots/blank", nil),
    ] as [(String, String?)])
  func `a part of a file is found by its pointer`(pointer: String, secret: String?) {
    let config = """
      { secrets: { providers: { vault: { source: "file", path: "~/vault.json" } } },
        channels: { telegram: { botToken: { source: "file", provider: "vault", id: "\(pointer)" } } } }
      """
    let vault = "{ \"bots\": { \"a\": \"1:A\", \"blank\": \" \" }, \"odd/name\": { \"t~x\": \"2:B\" } }"
    let claims = build(config, files: ["/h/vault.json": vault]).claims
    #expect(claims.credentials.count == (secret == nil ? 0 : 1))
    if let secret { #expect(claims.credentials.first?.secret.hasPrefix(secret) == true) }
    #expect(claims.hasUnknownCredential == (secret == nil))
    // A file that is torn is unknown, and no error.
    #expect(build(config, files: ["/h/vault.json": "{ torn"]).claims.hasUnknownCredential)
  }

  @Test func `where a secret stands is said by file and key, and a shared file by its real path`() throws {
    let direct = try #require(
      build("{ channels: { telegram: { botToken: '1:A' } } }").claims.credentials.first)
    #expect(direct.place == "~/.openclaw-a/openclaw.json#channels.telegram.botToken")
    #expect(direct.sharedFile == nil)
    let shared = build(
      "{ channels: { telegram: { botToken: { source: 'env', id: 'BOT' } } } }",
      files: ["/srv/env": "BOT=1:A"],
      links: ["/h/.openclaw-a/.env": "/srv/env"])
    #expect(shared.claims.credentials.map(\.sharedFile) == ["/srv/env"])
  }

  @Test
  func `a variable alone makes a bot where it is in a file of the gateway's, not in the person's shell`() {
    let shell = ["HOME": "/h", "TELEGRAM_BOT_TOKEN": "1:A"]
    #expect(build("{}", environment: shell).claims.credentials.isEmpty)
    let own = build("{}", files: ["/h/.openclaw-a/.env": "TELEGRAM_BOT_TOKEN=1:A"]).claims.credentials
    #expect(own.map(\.place) == ["~/.openclaw-a/.env#TELEGRAM_BOT_TOKEN"])
    let unit = build("{}") {
      $0.unit = DefinitionSamples.unit(["/bin/openclaw", "gateway"], ["TELEGRAM_BOT_TOKEN": "2:B"])
    }
    #expect(
      unit.claims.credentials.map(\.place)
        == ["~/.config/systemd/user/openclaw-gateway.service#TELEGRAM_BOT_TOKEN"])
    // A config that asks for it makes it the gateway's.
    let asked = build("{ channels: { telegram: { botToken: '${TELEGRAM_BOT_TOKEN}' } } }", environment: shell)
    #expect(asked.claims.credentials.map(\.secret) == ["1:A"])
  }

  @Test(arguments: ["1", "TRUE", " yes ", "on"]) func `a gateway that opens no channel uses no bot`(
    value: String
  ) {
    let config = "{ channels: { telegram: { botToken: '1:A' } } }"
    let skipped = build(config) {
      $0.unit = DefinitionSamples.unit(["/bin/openclaw", "gateway"], ["OPENCLAW_SKIP_CHANNELS": value])
    }
    #expect(skipped.claims.credentials.isEmpty)
    let kept = build(config) {
      $0.unit = DefinitionSamples.unit(["/bin/openclaw", "gateway"], ["OPENCLAW_SKIP_CHANNELS": "0"])
    }
    #expect(kept.claims.credentials.count == 1)
  }

  @Test func `a session's directory is one by its real path, by name or by the state directory`() {
    let named = build(
      "{ channels: { whatsapp: { accounts: { x: { authDir: '~/wa' } } } } }", links: ["/h/wa": "/srv/wa"])
    #expect(named.claims.credentials.map(\.secret) == ["directory /srv/wa"])
    let standard = build("{ channels: { whatsapp: {} } }")
    #expect(
      standard.claims.credentials.map(\.secret) == ["directory /h/.openclaw-a/credentials/whatsapp/default"])
    #expect(standard.claims.credentials.first?.sharedFile != nil)
    let moved = build(
      "{ channels: { whatsapp: {} } }", files: ["/h/.openclaw-a/.env": "OPENCLAW_OAUTH_DIR=~/oauth"])
    #expect(moved.claims.credentials.map(\.secret) == ["directory /h/oauth/whatsapp/default"])
  }

  @Test(
    arguments: [
      ("{ gateway: { auth: { token: 'c' } } }", "c"), ("{}", "e"),
      ("{ gateway: { auth: { mode: 'token' } } }", "e"),
      ("{ gateway: { auth: { mode: 'password', token: 'c' } } }", nil),
      ("{ gateway: { auth: { mode: 'none' } } }", nil),
      ("{ gateway: { auth: { token: { source: 'exec', id: 'x' } } } }", nil),
    ] as [(String, String?)])
  func `the token is the config's, then the variable's, and none where clients show none`(
    config: String, token: String?
  ) {
    let files = ["/h/.openclaw-a/.env": "OPENCLAW_GATEWAY_TOKEN=e"]
    #expect(build(config, files: files).claims.gatewayToken?.secret == token)
  }

  @Test func `a workspace is claimed once, by its real path, and none of a config that cannot be read`() {
    let config =
      "{ agents: { entries: { main: { workspace: '~/w' }, b: { workspace: '~/l' }, "
      + "c: { workspace: '~/c' } } } }"
    let found = build(config, links: ["/h/l": "/h/w"])
    #expect(Set(found.claims.workspaces.map(\.real.text)) == ["/h/w", "/h/c"])
    #expect(build("{ torn").claims.workspaces.isEmpty)
    #expect(build("{ torn").claims.stateDirs.map(\.path) == ["~/.openclaw-a"])
  }
}
