import GatewayModel
import Isolation
import OpenClaw
import TestSupport
import Testing

/// Configs that OpenClaw refuses or may refuse, and what else a config alone shows.
@Suite(.computing) struct ConfigFindingTests {
  private let file = "~/.openclaw/openclaw.json"

  @Test func `a file is one finding, whoever has it, and files stand in order`() {
    var host = TwoGateways()
    let problem = ConfigProblem(file: "~/shared.json5", line: 14, column: 3, message: "a comma is missing")
    host.lab.problem = problem
    host.others = [TwoGateways.gateway("third", 20789, order: 2), TwoGateways.gateway("x", 21789, order: 3)]
    host.others[0].problem = problem
    host.others[1].problem = ConfigProblem(file: "~/a.json", message: "it cannot be read")
    let found = host.findings(.configInvalid)
    #expect(found.map(\.paths) == [["~/a.json"], ["~/shared.json5"]])
    #expect(found.map(\.names) == [["x"], ["lab", "third"]])
    #expect(found[1].detail == "~/shared.json5:14:3: a comma is missing.")
    #expect(found[1].fix.contains("Correct ~/shared.json5 at line 14, column 3"))
    #expect(found[1].fix.contains("lab and third do not start"))
    #expect(found[0].fix.contains("Put a readable config file at ~/a.json"))
    #expect(found[0].fix.contains("x does not start"))
  }

  @Test func `a config whose disk does not answer is not said to be wrong`() throws {
    var host = TwoGateways()
    host.lab.problem = ConfigProblem(file: file, message: "/disk does not answer")
    host.lab.isSilent = true
    let found = try host.finding(.configInvalid)
    #expect(found.fix.contains("is not known") && found.fix.contains("lab does not start"))
    #expect(!found.fix.contains("Put a readable config"))
  }

  @Test func `what may be refused is said once a file, and not beside what is refused`() throws {
    var host = TwoGateways()
    let doubts = [
      ConfigProblem(file: file, line: 2, column: 1, message: "no such key"),
      ConfigProblem(file: file, line: 3, column: 1, message: "nor this"),
    ]
    host.main.doubts = doubts
    host.lab.doubts = [doubts[0]]
    let found = try host.finding(.configDoubtful)
    #expect(found.names.contains("default"))
    #expect(found.detail == "\(file):2:1: no such key (and 1 more).")
    #expect(found.fix.contains("`openclaw config validate`"))
    host.main.doubts = []
    #expect(try host.finding(.configDoubtful).fix.contains("`openclaw --profile lab config validate`"))
    host.lab.problem = ConfigProblem(file: file, message: "m")
    #expect(host.findings(.configDoubtful).isEmpty)
  }

  @Test(
    arguments: [
      ("anthropic/a", "anthropic/b", true), ("anthropic/a", "openai/a", false), ("anthropic/a", nil, false),
      ("large", "large", false), ("${PROVIDER}/a", "${PROVIDER}/a", false),
      ("openrouter/anthropic/a", "anthropic/a", false),
    ] as [(String, String?, Bool)])
  func `main and its rescue should not fall silent together`(main: String, rescue: String?, isShared: Bool) {
    var host = TwoGateways()
    host.lab.isRescue = true
    host.main.claims.primaryModel = main
    host.lab.claims.primaryModel = rescue
    #expect(host.findings(.rescueSharesModelProvider).isEmpty != isShared)
    // Others may share what they like, and so may one that has main's own config.
    host.lab.isRescue = false
    #expect(host.findings(.rescueSharesModelProvider).isEmpty)
    host.lab.isRescue = true
    host.lab.config = host.main.config
    #expect(host.findings(.rescueSharesModelProvider).isEmpty)
  }

  @Test func `each directory that nobody claims is a finding`() {
    var host = TwoGateways()
    host.checker.unclaimedDirectories = ["~/.clawdbot", "~/.openclaw-old"]
    #expect(host.findings(.stateDirUnclaimed).map(\.paths) == [["~/.clawdbot"], ["~/.openclaw-old"]])
    #expect(Verdict(host.findings()) == .isolated)
  }

  @Test func `no gateway at all is in order`() {
    #expect(IsolationChecker(isLingering: false).check([]).isEmpty)
  }
}
