import TestSupport
import Testing

@testable import OpenClaw

/// OpenClaw's own words on a command line: openclaw-facts.md sections 1.1 and 7.1.
@Suite(.computing) struct StartOptionTests {
  private static let unknown = String(StartCommand.unknown)

  @Test(
    arguments: [
      (["gateway"], true), (["gateway", "run"], true), (["gateway", "--port", "1"], true),
      (["gateway", "-v"], true),
      (["--profile", "x", "gateway"], true), (["--profile=x", "gateway", "run"], true),
      (["--log-level", "debug", "--no-color", "gateway"], true), (["--dev", "gateway"], true),
      // A profile may be called so.
      (["--profile", "gateway"], false), (["--profile", "gateway", "gateway"], true),
      (["gateway", "status"], false), (["gateway", "install"], false), (["gateway", "restart"], false),
      (["gateway", "runner"], false), (["tui"], false), (["status", "gateway"], false),
      (["--", "gateway"], false),
      ([], false), (["--profile"], false), (["--version"], false), (["Gateway"], false),
      ([unknown], nil), (["gateway", unknown], nil), (["--profile", unknown, "gateway"], true),
      ([unknown, "gateway"], nil), (["gateway", "--port", unknown], true),
      (["gateway", "run", unknown], true),
    ] as [([String], Bool?)])
  func `words start a gateway, do not, or leave it open`(words: [String], starts: Bool?) {
    #expect(StartCommand.startsGateway(words) == starts)
  }

  @Test(
    arguments: [
      (["--profile", "x", "gateway"], "x"), (["--profile=x", "gateway"], "x"),
      (["gateway", "--profile", "x"], "x"),
      (["--profile", "x", "--profile", "y", "gateway"], "y"), (["--dev", "gateway"], "dev"),
      // Behind the command it makes a development config, and selects nothing.
      (["gateway", "--dev"], nil), (["--profile", "x", "gateway", "--dev"], "x"), (["gateway"], nil),
      (["gateway", "--", "--profile", "x"], nil), (["--profile"], nil), (["--profile=", "gateway"], ""),
      (["--profiles", "x", "gateway"], nil), (["gateway", "--token", "--dev"], nil),
    ] as [([String], String?)])
  func `the profile is what stands in front of the command, or behind it by name`(
    words: [String], profile: String?
  ) {
    #expect(StartCommand.profile(in: words) == profile)
  }

  @Test func `of an option given several times the last one counts, in either spelling`() {
    let words = ["gateway", "--port", "1", "--port=2", "--ports", "3", "x--port=4", "--", "--port", "5"]
    #expect(StartCommand.option("--port", in: words) == "2")
    #expect(StartCommand.option("--port", in: ["--port=1", "--port", "2"]) == "2")
    #expect(StartCommand.option("--port", in: ["--port="]) == "")
    #expect(StartCommand.option("--port", in: ["gateway", "--port"]) == nil)
  }

  @Test func `what the way sets goes over what was there, and what it takes away is gone`() {
    var command = StartCommand(.gateway)
    command.variables = ["A": "new", "B": nil, "C": "c"]
    #expect(command.environment(from: ["A": "old", "B": "b", "D": "d"]) == ["A": "new", "C": "c", "D": "d"])
    command.dropsEnvironment = true
    #expect(command.environment(from: ["A": "old", "B": "b", "D": "d"]) == ["A": "new", "C": "c"])
  }

  @Test func `two command lines start the same when what tells gateways apart is the same`() {
    var first = StartCommand(.gateway, arguments: ["gateway"])
    first.variables = ["OPENCLAW_PROFILE": "x", "LANG": "C"]
    var second = first
    second.variables["LANG"] = "de"
    second.openBecause = "why"
    #expect(first.startsSame(as: second))
    for (name, value) in [("OPENCLAW_PROFILE", "y"), ("HOME", "/x"), ("CLAWDBOT_STATE_DIR", "/s")] {
      var other = first
      other.variables[name] = value
      #expect(!first.startsSame(as: other), "\(name)")
    }
    #expect(!first.startsSame(as: StartCommand(.gateway, arguments: ["gateway", "run"])))
  }

  @Test(arguments: [
    ("openclaw", true), ("openclaw.mjs", true), ("clawdbot.js", true), ("moltbot.cmd", true),
    ("openclaw.cjs", true),
    ("openclaw.sh", false), ("myopenclaw", false), ("openclaw-gateway", false), ("OpenClaw", false),
    ("", false),
  ])
  func `a program is OpenClaw's by its whole name`(name: String, isOpenClaw: Bool) {
    #expect(StartPrograms.isOpenClaw(name) == isOpenClaw)
  }

  @Test(arguments: [
    ("22", true), ("v22.12", true), ("lts/*", true), ("node@22", true), ("--lts", true), ("default", true),
    ("openclaw@2026.9.3", false), ("openclaw", false), ("volta", false), ("node", false),
  ])
  func `versions of tools are told from programs`(word: String, isTool: Bool) {
    #expect(StartPrograms.isTool(word) == isTool)
  }

  @Test(arguments: [
    ("/usr/bin/python3", true), ("python3.12", true), ("/opt/x/make", true), ("pm2", true),
    ("/usr/bin/bash", false), ("python3x", false), ("pythonista", false), ("openclaw", false),
  ])
  func `a runner runs what it is told elsewhere`(program: String, isRunner: Bool) {
    #expect(StartPrograms.isRunner(program) == isRunner)
  }

  @Test(arguments: [
    ("/usr/bin/x", true), ("/bin/x", true), ("/snap/bin/x", true), ("/usr/local/bin/x", false),
    ("/opt/x", false),
    ("usr/bin/x", false), ("/home/bin/x", false),
  ])
  func `the distribution's own programs lie where it puts them`(program: String, isOfSystem: Bool) {
    #expect(StartPrograms.isOfSystem(program) == isOfSystem)
  }

  @Test(arguments: [
    ("openclaw gateway", true), ("exec openclaw --profile lab gateway run", true),
    ("'openclaw', ['gateway', 'run']", true),
    ("node /opt/openclaw/dist/index.js gateway --port 1", true), ("\"$OPENCLAW_BIN\" gateway", true),
    ("npx openclaw@latest gateway --port 1", true), ("openclaw gateway 2>&1", true),
    ("openclaw gateway $ARGS", true),
    ("a\n  openclaw gateway\nb", true), ("openclaw --log-level debug gateway", true),
    ("clawdbot gateway", true),
    ("the openclaw gateway", false), ("Restart the openclaw gateway.", false),
    ("openclaw gateway status", false),
    ("# openclaw gateway", false), ("openclaw-gateway", false), ("openclaw tui --url ws://gateway", false),
    ("openclaw message gateway", false), ("openclaw\ngateway", false), ("gateway openclaw", false),
    ("systemctl restart openclaw-gateway", false), ("openclaw", false), ("gateway", false), ("", false),
  ])
  func `a text in any language starts a gateway, or only talks of one`(text: String, starts: Bool) {
    #expect(GatewayWords.startsGateway(inText: text) == starts)
  }
}
