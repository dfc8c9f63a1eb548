import OpenClaw
import TestSupport
import Testing

/// Which state directory and which config a process takes: openclaw-facts.md section 1.2,
/// openclaw-2026-11.md "Homes and places".
@Suite(.computing) struct StateChoiceTests {
  struct Choice: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var environment: [String: String] = [:]
    var onDisk: [String] = []
    var version: Version? = nil
    var stateDir: String
    var config: String
  }

  @Test(arguments: [
    Choice(
      testDescription: "nothing there", stateDir: "/h/.openclaw", config: "/h/.openclaw/openclaw.json"),
    Choice(
      testDescription: "an older directory alone", onDisk: ["/h/.clawdbot"], stateDir: "/h/.clawdbot",
      config: "/h/.clawdbot/openclaw.json"),
    Choice(
      testDescription: "an older directory beside the newer", onDisk: ["/h/.clawdbot", "/h/.openclaw"],
      stateDir: "/h/.openclaw", config: "/h/.openclaw/openclaw.json"),
    Choice(
      testDescription: "an older name of the config", onDisk: ["/h/.openclaw", "/h/.openclaw/clawdbot.json"],
      stateDir: "/h/.openclaw", config: "/h/.openclaw/clawdbot.json"),
    Choice(
      testDescription: "both names of the config",
      onDisk: ["/h/.openclaw", "/h/.openclaw/clawdbot.json", "/h/.openclaw/openclaw.json"],
      stateDir: "/h/.openclaw", config: "/h/.openclaw/openclaw.json"),
    Choice(
      testDescription: "the config of the older directory, the newer one without",
      onDisk: ["/h/.openclaw", "/h/.clawdbot", "/h/.clawdbot/clawdbot.json"],
      stateDir: "/h/.openclaw", config: "/h/.clawdbot/clawdbot.json"),
    Choice(
      testDescription: "a stated directory looks nowhere else",
      environment: ["OPENCLAW_STATE_DIR": "/s"], onDisk: ["/h/.openclaw", "/h/.openclaw/openclaw.json"],
      stateDir: "/s", config: "/s/openclaw.json"),
    Choice(
      testDescription: "a stated config beside a stated directory",
      environment: ["OPENCLAW_STATE_DIR": "~/s", "OPENCLAW_CONFIG_PATH": "c.json"],
      onDisk: ["/h/s/openclaw.json"], stateDir: "/h/s", config: "/w/c.json"),
    Choice(
      testDescription: "a config alone does not move the state",
      environment: ["OPENCLAW_CONFIG_PATH": "~/.openclaw/rescue.json"], stateDir: "/h/.openclaw",
      config: "/h/.openclaw/rescue.json"),
    Choice(
      testDescription: "OPENCLAW_HOME moves everything", environment: ["OPENCLAW_HOME": "/o"],
      onDisk: ["/h/.openclaw", "/h/.clawdbot"], stateDir: "/o/.openclaw", config: "/o/.openclaw/openclaw.json"
    ),
    Choice(
      testDescription: "the profile variable alone moves nothing", environment: ["OPENCLAW_PROFILE": "lab"],
      stateDir: "/h/.openclaw", config: "/h/.openclaw/openclaw.json"),
    Choice(
      testDescription: "older variables, a version that reads them",
      environment: ["CLAWDBOT_STATE_DIR": "/s", "CLAWDBOT_CONFIG_PATH": "/c.json"],
      version: Version(2026, 3, 1), stateDir: "/s", config: "/c.json"),
    Choice(
      testDescription: "older variables, a version that does not",
      environment: ["CLAWDBOT_STATE_DIR": "/s", "CLAWDBOT_CONFIG_PATH": "/c.json"],
      version: Version(2026, 4, 12), stateDir: "/h/.openclaw", config: "/h/.openclaw/openclaw.json"),
    Choice(
      testDescription: "the older variable for the directory beside the newer",
      environment: [
        "OPENCLAW_STATE_DIR": "/n", "CLAWDBOT_STATE_DIR": "/s", "CLAWDBOT_CONFIG_PATH": "/c.json",
      ],
      version: Version(2026, 3, 1), stateDir: "/n", config: "/n/openclaw.json"),
    Choice(
      testDescription: "what is there goes before the older variable for the config",
      environment: ["CLAWDBOT_CONFIG_PATH": "/c.json"],
      onDisk: ["/h/.openclaw", "/h/.openclaw/openclaw.json"],
      version: Version(2026, 3, 1), stateDir: "/h/.openclaw", config: "/h/.openclaw/openclaw.json"),
  ])
  func `variables, then what is there, then the standard places`(_ choice: Choice) {
    var environment = choice.environment
    environment["HOME"] = "/h"
    let found = StatePaths.resolve(
      environment: environment, fallbackHome: "/fallback", workingDirectory: "/w",
      rules: VersionRules(version: choice.version), exists: choice.onDisk.contains)
    #expect(found == StatePaths(stateDir: choice.stateDir, configPath: choice.config))
  }

  @Test(arguments: [
    (nil, "/h/.openclaw"), ("default", "/h/.openclaw"), ("Default", "/h/.openclaw"),
    ("main", "/h/.openclaw-main"), ("Rescue", "/h/.openclaw-Rescue"),
  ])
  func `a profile's directory is named after it as typed`(profile: String?, directory: String) {
    let paths = StatePaths.ofProfile(profile, home: "/h/")
    #expect(paths == StatePaths(stateDir: directory, configPath: directory + "/openclaw.json"))
  }

  private func applied(_ profile: String, _ environment: [String: String]) -> [String: String] {
    StatePaths.applying(
      profile: profile, to: environment, fallbackHome: "/h", workingDirectory: "/w")
  }

  @Test func `a profile sets what is not set, and only dev has a port of its own`() {
    #expect(
      applied("lab", ["OPENCLAW_CONFIG_PATH": " "]) == [
        "OPENCLAW_PROFILE": "lab", "OPENCLAW_STATE_DIR": "/h/.openclaw-lab",
        "OPENCLAW_CONFIG_PATH": "/h/.openclaw-lab/openclaw.json",
      ])
    #expect(applied("lab", ["OPENCLAW_STATE_DIR": "/s"])["OPENCLAW_CONFIG_PATH"] == "/s/openclaw.json")
    #expect(applied("lab", ["OPENCLAW_CONFIG_PATH": "/c"])["OPENCLAW_STATE_DIR"] == "/h/.openclaw-lab")
    #expect(applied("dev", [:])["OPENCLAW_GATEWAY_PORT"] == "19001")
    #expect(applied("dev", ["OPENCLAW_GATEWAY_PORT": ""])["OPENCLAW_GATEWAY_PORT"] == "19001")
    #expect(applied("dev", ["OPENCLAW_GATEWAY_PORT": "5"])["OPENCLAW_GATEWAY_PORT"] == "5")
    #expect(applied(" ", ["A": "b"]) == ["A": "b"])
    #expect(applied("lab", ["OPENCLAW_HOME": "/o"])["OPENCLAW_STATE_DIR"] == "/o/.openclaw-lab")
  }

  @Test(arguments: [
    (nil, "/h/.openclaw/workspace", "/h/.openclaw/workspace"),
    ("default", "/h/.openclaw/workspace", "/h/.openclaw/workspace"),
    ("rescue", "/s/workspace", "/h/.openclaw/workspace-rescue"),
    ("main", "/s/workspace", "/h/.openclaw/workspace-main"),
  ])
  func `a profile's workspace lies in its state directory, before 2026.8 in the default one's`(
    profile: String?, newest: String, old: String
  ) {
    func standard(_ version: Version?) -> String {
      Workspace.standard(
        profile: profile, stateDir: "/s", home: "/h", rules: VersionRules(version: version))
    }
    #expect(standard(nil) == newest && standard(Version(2026, 8, 14)) == newest)
    #expect(standard(Version(2026, 7, 20)) == old)
  }
}
