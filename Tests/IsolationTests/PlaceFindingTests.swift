import GatewayModel
import Isolation
import OpenClaw
import TestSupport
import Testing

/// Each code about files, secrets and services: a host that has it, and its neighbour that has it not.
/// Rule: design section 4.
@Suite(.computing) struct PlaceFindingTests {
  private static let both = ["default", "lab"]
  private static let mainConfig = "~/.openclaw/openclaw.json"
  private static let labConfig = "~/.openclaw-lab/openclaw.json"
  private static let mainUnit = "~/.config/systemd/user/openclaw-gateway.service"
  private static let labUnit = "~/.config/systemd/user/openclaw-gateway-lab.service"

  private static func place(_ path: String, _ real: String) -> ClaimedResources.Place {
    .init(path: path, real: real, isStandard: false)
  }

  private static let cases: [FindingCase] = [
    FindingCase(
      .configInvalid, .error, ["lab"], paths: [labConfig],
      wrong: { $0.lab.problem = .init(file: labConfig, line: 3, column: 9, message: "a comma is missing") },
      right: { $0.lab.problem = nil }),
    FindingCase(
      .configDoubtful, .warning, ["lab"], paths: [labConfig],
      wrong: { $0.lab.doubts = [.init(file: labConfig, line: 2, column: 1, message: "no such key")] },
      right: { $0.lab.doubts = [] }),
    FindingCase(
      .stateDirShared, .error, both, paths: ["~/.openclaw", "~/link"],
      wrong: { $0.lab.claims.stateDirs = [place("~/link", "/h/.openclaw")] },
      right: { $0.lab.claims.stateDirs = [place("~/link", "/h/.openclaw2")] }),
    FindingCase(
      .configPathShared, .error, both, paths: [mainConfig],
      wrong: { $0.lab.claims.configs = [place(mainConfig, "/h/.openclaw/openclaw.json")] },
      right: { $0.lab.claims.configs = [place(mainConfig, "/h/.openclaw/other.json")] }),
    FindingCase(
      .workspaceShared, .error, both, paths: ["~/.openclaw/workspace", "~/ws"],
      wrong: { $0.lab.claims.workspaces = [place("~/ws", "/h/.openclaw/workspace")] },
      right: { $0.lab.claims.workspaces = [place("~/ws", "/h/ws")] }),
    FindingCase(
      .pathNested, .warning, both, paths: ["~/.openclaw", "~/.openclaw/in"],
      wrong: { $0.lab.claims.stateDirs = [place("~/.openclaw/in", "/h/.openclaw/in")] },
      right: { $0.lab.claims.stateDirs = [place("~/.openclaw/in", "/h/.openclaw-in")] }),
    FindingCase(
      .tokenShared(channel: "telegram"), .error, both,
      paths: ["\(mainConfig)#channels.telegram.botToken", "\(labConfig)#channels.telegram.botToken"],
      wrong: {
        $0.main.addCredential("telegram", "1:FAKE", key: "channels.telegram.botToken")
        $0.lab.addCredential("telegram", "1:FAKE", key: "channels.telegram.botToken")
      },
      right: {
        $0.main.addCredential("telegram", "1:FAKE", key: "channels.telegram.botToken")
        $0.lab.addCredential("telegram", "1:FAKe", key: "channels.telegram.botToken")
      }),
    FindingCase(
      .gatewayTokenShared, .info, both,
      paths: ["\(mainConfig)#gateway.auth.token", "\(labConfig)#gateway.auth.token"],
      wrong: {
        $0.main.claims.gatewayToken = .init(
          channel: "", secret: "FAKE", place: "\(mainConfig)#gateway.auth.token")
        $0.lab.claims.gatewayToken = .init(
          channel: "", secret: "FAKE", place: "\(labConfig)#gateway.auth.token")
      },
      right: {
        $0.main.claims.gatewayToken = .init(
          channel: "", secret: "FAKE", place: "\(mainConfig)#gateway.auth.token")
        // A bot's secret is no token of a gateway, even where they are the same text.
        $0.lab.addCredential("telegram", "FAKE", key: "channels.telegram.botToken")
      }),
    FindingCase(
      .serviceEnvMismatch, .error, ["lab"], paths: ["\(labUnit)#OPENCLAW_STATE_DIR"],
      wrong: { $0.lab.contradict("OPENCLAW_STATE_DIR", says: "~/.openclaw", means: "~/.openclaw-lab") },
      right: { $0.lab.claims.unitContradictions = [] }),
    FindingCase(
      .serviceVersionDrift, .warning, ["lab"], paths: [labUnit],
      wrong: {
        $0.lab.unit?.version = "2026.9.4"
        $0.lab.claims.installed = .init(root: "/opt/openclaw", version: "2026.10.9")
      },
      right: {
        $0.lab.unit?.version = "2026.9.4"
        $0.lab.claims.installed = .init(root: "/opt/openclaw", version: "2026.9.4")
      }),
    FindingCase(
      .serviceDuplicate, .error, ["lab"], paths: [labUnit],
      wrong: { $0.lab.claims.rivalUnits = ["clawdbot-lab.service"] },
      // A second unit that is not enabled starts nothing.
      right: { $0.lab.claims.otherUnits = ["clawdbot-lab.service"] }),
    FindingCase(
      .serviceWithoutLinger, .warning, both, paths: [mainUnit, labUnit],
      wrong: { $0.checker.isLingering = false }, right: { $0.checker.isLingering = nil }),
    FindingCase(
      .unitUnclear, .info, ["lab"], paths: [labUnit],
      wrong: { $0.lab.unit?.problems = ["a shell that cannot be followed"] },
      right: { $0.lab.unit?.problems = [] }),
    FindingCase(
      .instanceWithoutProfile, .info, ["lab"],
      wrong: { $0.lab.isInstanceOnly = true }, right: { $0.lab.isInstanceOnly = false }),
    FindingCase(
      .noServiceInstalled, .info, ["lab"],
      wrong: { $0.lab.unit = nil },
      // Another supervisor starts it again.
      right: {
        $0.lab.unit = nil
        $0.lab.hasOutsideSupervisor = true
      }),
    FindingCase(
      .rescueSharesModelProvider, .info, both,
      paths: [
        "\(mainConfig)#agents.defaults.model.primary", "\(labConfig)#agents.defaults.model.primary",
      ],
      wrong: {
        $0.lab.isRescue = true
        $0.main.claims.primaryModel = "anthropic/large"
        $0.lab.claims.primaryModel = "Anthropic/small"
      },
      right: {
        $0.lab.isRescue = true
        $0.main.claims.primaryModel = "anthropic/large"
        $0.lab.claims.primaryModel = "openai/large"
      }),
    FindingCase(
      .stateDirUnclaimed, .info, [], paths: ["~/.openclaw-old"],
      wrong: { $0.checker.unclaimedDirectories = ["~/.openclaw-old"] },
      right: { $0.checker.unclaimedDirectories = [] }),
  ]

  @Test(arguments: cases) func `a host has the finding, and its neighbour has it not`(
    _ one: FindingCase
  ) throws {
    try one.check()
  }

  @Test func `the gravest findings come first, whatever rule they are of`() {
    var host = TwoGateways()
    host.lab.isInstanceOnly = true
    host.lab.assumedPort = 31234
    host.lab.claims.rivalUnits = ["other.service"]
    host.checker.unclaimedDirectories = ["~/.openclaw-old"]
    #expect(host.findings().map(\.severity) == [.error, .warning, .info, .info])
    #expect(Verdict(host.findings()) == .broken)
  }
}
