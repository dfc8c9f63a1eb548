import OpenClaw
import TestSupport
import Testing

/// openclaw-facts.md section 7.4 (what a child must not inherit) and 1.2 "Legacy".
@Suite(.computing) struct IdentityVariableTests {
  @Test(
    arguments: [
      ("OPENCLAW_STATE_DIR", true), ("OPENCLAW_", true), ("CLAWDBOT_PROFILE", true), ("INVOCATION_ID", true),
      ("JOURNAL_STREAM", true), ("SYSTEMD_EXEC_PID", true), ("XPC_SERVICE_NAME", true),
      ("LAUNCH_JOB_LABEL", true), ("LAUNCH_JOB_NAME", true), ("OPENCLAW_SERVICE_MARKER", true),
      ("HOME", false), ("PATH", false), ("MY_OPENCLAW_HOME", false), ("OPENCLAW", false),
      ("openclaw_state_dir", false), ("INVOCATION_ID_2", false), ("TELEGRAM_BOT_TOKEN", false), ("", false),
    ] as [(String, Bool)])
  func `variables that say who a gateway is are no child's`(name: String, isIdentity: Bool) {
    #expect(Environment.isIdentity(name) == isIdentity)
  }

  struct Filling: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var environment: [String: String]
    var program: String?
    var port: String?
  }

  @Test(arguments: [
    Filling(
      testDescription: "an old version", environment: ["CLAWDBOT_SERVICE_VERSION": "2026.1.30"], port: "19001"
    ),
    Filling(
      testDescription: "a new version", environment: ["OPENCLAW_SERVICE_VERSION": "2026.4.12"], port: nil),
    Filling(
      testDescription: "a new version of the old package",
      environment: ["CLAWDBOT_SERVICE_VERSION": "2026.5.7"], program: "/opt/clawdbot/dist/index.js", port: nil
    ),
    Filling(
      testDescription: "the old package", environment: [:], program: "/opt/clawdbot/dist/index.js",
      port: "19001"),
    Filling(testDescription: "the new package", environment: [:], program: "/opt/openclaw/x.js", port: nil),
    Filling(testDescription: "nothing known", environment: [:], port: nil),
    Filling(
      testDescription: "no version", environment: ["OPENCLAW_SERVICE_VERSION": "dev"],
      program: "/usr/bin/clawdbot", port: "19001"),
    Filling(
      testDescription: "the newer name goes first",
      environment: ["OPENCLAW_SERVICE_VERSION": "2026.3.1", "OPENCLAW_GATEWAY_PORT": "5"], port: "5"),
    Filling(
      testDescription: "the newer name is blank",
      environment: ["OPENCLAW_SERVICE_VERSION": "2026.3.1", "OPENCLAW_GATEWAY_PORT": " "], port: "19001"),
  ])
  func `what is said under the old name counts where the version still reads it`(_ filling: Filling) {
    var environment = filling.environment
    environment["CLAWDBOT_GATEWAY_PORT"] = "19001"
    let filled = LegacyVariables.filled(environment, program: filling.program)
    #expect(filled["OPENCLAW_GATEWAY_PORT"] == filling.port)
  }

  @Test func `all four names are filled, and no other`() {
    let environment = [
      "CLAWDBOT_STATE_DIR": "/s", "CLAWDBOT_CONFIG_PATH": "/c", "CLAWDBOT_PROFILE": "p",
      "CLAWDBOT_GATEWAY_PORT": "1", "CLAWDBOT_GATEWAY_TOKEN": "t",
    ]
    let filled = LegacyVariables.filled(environment, program: "clawdbot")
    #expect(filled["OPENCLAW_STATE_DIR"] == "/s" && filled["OPENCLAW_CONFIG_PATH"] == "/c")
    #expect(filled["OPENCLAW_PROFILE"] == "p" && filled["OPENCLAW_GATEWAY_PORT"] == "1")
    #expect(filled["OPENCLAW_GATEWAY_TOKEN"] == nil && filled.count == 9)
  }

  @Test func `the version that an installer wrote is read under either name, the newer first`() {
    #expect(LegacyVariables.version(["OPENCLAW_SERVICE_VERSION": "2026.6.11"]) == Version(2026, 6, 11))
    #expect(LegacyVariables.version(["CLAWDBOT_SERVICE_VERSION": "2026.1.24"]) == Version(2026, 1, 24))
    let both = ["OPENCLAW_SERVICE_VERSION": "2026.6.11", "CLAWDBOT_SERVICE_VERSION": "2026.1.24"]
    #expect(LegacyVariables.version(both) == Version(2026, 6, 11))
    #expect(LegacyVariables.version([:]) == nil)
  }
}
