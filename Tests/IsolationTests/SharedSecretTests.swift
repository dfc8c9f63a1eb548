import Isolation
import TestSupport
import Testing

@testable import GatewayModel

/// Credentials of two gateways: compared in memory, named by their places, and never shown.
@Suite(.computing) struct SharedSecretTests {
  private let secret = "110201543:FAKE-bot-token"

  @Test func `no text of a finding says the secret`() {
    var host = TwoGateways()
    host.main.addCredential("telegram", secret, key: "channels.telegram.botToken")
    host.lab.addCredential("telegram", secret, key: "channels.telegram.accounts.x.botToken")
    for path in [\TwoGateways.main, \.lab] {
      let config = host[keyPath: path].config
      host[keyPath: path].claims.gatewayToken = .init(channel: "", secret: secret, place: config + "#t")
    }
    let found = host.findings()
    #expect(found.map(\.code.rawValue) == ["telegram-token-shared", "gateway-token-shared"])
    #expect(!"\(found)".contains("FAKE"))
  }

  @Test func `one secret on two channels is nobody's bot twice`() {
    var host = TwoGateways()
    host.main.addCredential("telegram", secret, key: "channels.telegram.botToken")
    host.lab.addCredential("discord", secret, key: "channels.discord.token")
    #expect(host.findings().isEmpty)
  }

  @Test func `secrets are bytes`() {
    var host = TwoGateways()
    host.main.addCredential("signal", "pass-\u{E9}", key: "a")
    host.lab.addCredential("signal", "pass-e\u{301}", key: "a")
    #expect(host.findings().isEmpty)
  }

  @Test func `two accounts of one gateway may have one bot`() {
    var host = TwoGateways()
    host.lab.addCredential("telegram", secret, key: "channels.telegram.accounts.a.botToken")
    host.lab.addCredential("telegram", secret, key: "channels.telegram.accounts.b.botToken")
    #expect(host.findings().isEmpty)
    // With another gateway all places are named, in the order of the roster.
    host.main.addCredential("telegram", secret, key: "channels.telegram.botToken")
    #expect(
      host.findings().first?.paths == [
        "~/.openclaw/openclaw.json#channels.telegram.botToken",
        "~/.openclaw-lab/openclaw.json#channels.telegram.accounts.a.botToken",
        "~/.openclaw-lab/openclaw.json#channels.telegram.accounts.b.botToken",
      ])
  }

  @Test(arguments: [false, true]) func `findings stand in the order of their places, not of the secrets`(
    isSwapped: Bool
  ) {
    var host = TwoGateways()
    let (first, second) = isSwapped ? ("zzz-FAKE", "aaa-FAKE") : ("aaa-FAKE", "zzz-FAKE")
    for path in [\TwoGateways.main, \.lab] {
      host[keyPath: path].addCredential("slack", second, key: "b")
      host[keyPath: path].addCredential("telegram", first, key: "a")
    }
    #expect(host.codes() == ["telegram-token-shared", "slack-token-shared"])
  }

  @Test func `what a bot is called says nothing more where its secret is shared`() {
    var host = TwoGateways()
    for path in [\TwoGateways.main, \.lab] {
      host[keyPath: path].addCredential("feishu", "app-id", key: "appId", isIdentity: true)
    }
    #expect(host.findings().map(\.paths.count) == [2])
    for path in [\TwoGateways.main, \.lab] {
      host[keyPath: path].addCredential("feishu", secret, key: "appSecret")
    }
    #expect(
      host.findings().map(\.paths) == [
        ["~/.openclaw/openclaw.json#appSecret", "~/.openclaw-lab/openclaw.json#appSecret"]
      ])
    // A third gateway with that name and an unknown secret is not covered by the pair's secret.
    host.others = [TwoGateways.gateway("third", 20789, order: 2)]
    host.others[0].addCredential("feishu", "app-id", key: "appId", isIdentity: true)
    #expect(host.findings().map(\.names) == [["default", "lab", "third"], ["default", "lab"]])
  }

  @Test func `a secret of another channel does not hide what a bot is called`() {
    var host = TwoGateways()
    for path in [\TwoGateways.main, \.lab] {
      host[keyPath: path].addCredential("feishu", "app-id", key: "appId", isIdentity: true)
      host[keyPath: path].addCredential("telegram", secret, key: "botToken")
    }
    #expect(Set(host.codes()) == ["feishu-token-shared", "telegram-token-shared"])
  }

  @Test(arguments: [
    ("/h/.openclaw/.env", true, true, "the state directory and its .env are shared"),
    ("/h/.openclaw/.env", false, false, "a link leads to another's .env"),
    ("/h/other.env", true, false, "two files"),
  ])
  func `the .env of a shared state directory is said with that`(
    labFile: String, sharesState: Bool, isHidden: Bool, why: String
  ) {
    var host = TwoGateways()
    host.main.addCredential("telegram", secret, key: "TELEGRAM_BOT_TOKEN", sharedFile: "/h/.openclaw/.env")
    host.lab.addCredential("telegram", secret, key: "TELEGRAM_BOT_TOKEN", sharedFile: labFile)
    if sharesState { host.lab.claims.stateDirs = host.main.claims.stateDirs }
    #expect(host.codes().contains("telegram-token-shared") != isHidden, "\(why)")
  }

  @Test func `one place of one config is said with that config`() {
    var host = TwoGateways()
    host.lab.config = host.main.config
    host.lab.claims.configs = host.main.claims.configs
    host.main.addCredential("telegram", secret, key: "channels.telegram.botToken")
    host.lab.addCredential("telegram", secret, key: "channels.telegram.botToken")
    #expect(host.codes() == ["config-path-shared"])
    // The same key of two configs is not one place.
    host.lab.claims.configs = TwoGateways().lab.claims.configs
    #expect(host.codes() == ["telegram-token-shared"])
  }

  @Test func `the last one of the roster gets a bot of its own`() throws {
    var host = TwoGateways()
    host.main.addCredential("telegram", secret, key: "a")
    host.lab.addCredential("telegram", secret, key: "b")
    let found = try host.finding(.tokenShared(channel: "telegram"))
    #expect(found.fix.contains("another telegram bot") && found.fix.contains("openclaw-lab/openclaw.json#b"))
  }
}
