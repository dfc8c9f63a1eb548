import GatewayModel
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// Which value of a variable a unit's process gets, and where it stands: systemd.exec(5), environment.d(5).
@Suite(.computing) struct UnitVariablesTests {
  private static let exec = "ExecStart=/bin/openclaw gateway"
  private static let unit = "/u/openclaw-gateway.service"

  /// - Parameter locked: files that are there and cannot be read.
  private func parse(
    _ section: String, dropIn: String? = nil, files: [String: String] = [:], locked: Set<String> = [],
    isUserUnit: Bool = true
  ) throws -> UnitFile {
    let parser = UnitParser(
      home: "/h", read: { files[$0] }, exists: { files[$0] != nil || locked.contains($0) },
      list: { directory in
        Set(files.keys).union(locked).filter { UserPath.parent($0) == directory }.map(UserPath.name)
      })
    var texts = [(path: Self.unit, text: "[Service]\n\(Self.exec)\n\(section)\n")]
    if let dropIn { texts.append(("/u/x.conf", "[Service]\n\(dropIn)\n")) }
    return try #require(
      parser.parse(
        name: "openclaw-gateway.service", path: Self.unit, isUserUnit: isUserUnit, texts: texts))
  }

  @Test(
    arguments: [
      ("a later line wins", "Environment=A=1\nEnvironment=A=2", "2"),
      ("an empty line takes back all before it", "Environment=A=1\nEnvironment=\nEnvironment=B=2", nil),
      ("unset by name", "Environment=A=1\nUnsetEnvironment=A", nil),
      ("unset by this very value", "Environment=A=1\nUnsetEnvironment=A=1", nil),
      ("another value stays", "Environment=A=1\nUnsetEnvironment=A=2", "1"),
      ("unset wins wherever it stands", "UnsetEnvironment=B A\nEnvironment=A=1", nil),
      ("unset taken back", "UnsetEnvironment=A\nUnsetEnvironment=\nEnvironment=A=1", "1"),
      ("unset counts for files too", "EnvironmentFile=/e\nUnsetEnvironment=A", nil),
      ("files win wherever they stand", "EnvironmentFile=/e\nEnvironment=A=1", "file"),
      ("emptied files are not read", "EnvironmentFile=/e\nEnvironmentFile=\nEnvironment=A=1", "1"),
      ("of two files the later one", "EnvironmentFile=/e\nEnvironmentFile=/f", "second"),
      ("a word without a value is none", "Environment=A", nil),
      ("an empty value is one", "Environment=A=", ""),
    ] as [(String, String, String?)])
  func `the value that systemd would set`(why: String, lines: String, value: String?) throws {
    let unit = try parse(lines, files: ["/e": "A=file\n", "/f": "A=second\n"])
    #expect(unit.environment["A"] == value, "\(why)")
  }

  @Test(arguments: [
    ("passed", "PassEnvironment=OPENCLAW_GATEWAY_PORT", true),
    (
      "passed, beside other files",
      "PassEnvironment=OPENCLAW_GATEWAY_PORT\nEnvironmentFile=\nEnvironmentFile=/e", true
    ),
    ("taken back", "PassEnvironment=OPENCLAW_GATEWAY_PORT\nPassEnvironment=", false),
    ("another name", "PassEnvironment=TERM", false),
    (
      "set beside it", "PassEnvironment=OPENCLAW_GATEWAY_PORT\nEnvironment=OPENCLAW_GATEWAY_PORT=20001", false
    ),
  ])
  func `a port is in doubt as long as the manager's own variable may be it`(
    why: String, lines: String, isOpen: Bool
  ) throws {
    let unit = try parse(lines, files: ["/e": "A=1\n"])
    #expect((unit.portDoubt != nil) == isOpen, "\(why)")
  }

  @Test func `a port that the unit sets is known although its name is passed too`() throws {
    let unit = try parse(
      "PassEnvironment=OPENCLAW_GATEWAY_PORT\nEnvironment=OPENCLAW_GATEWAY_PORT=20001")
    #expect(unit.port == 20001)
  }

  @Test func `a home below the user's own is resolved once`() throws {
    let unit = try parse("Environment=OPENCLAW_HOME=~/oc")
    #expect(unit.home == "/h/oc" && unit.workingDirectory == "/h/oc")
  }

  @Test func `each variable is known by the file that sets it last`() throws {
    let unit = try parse(
      "Environment=A=1 B=1 C=1\nEnvironmentFile=/e", dropIn: "Environment=B=2", files: ["/e": "C=3\n"])
    #expect(unit.origins == ["A": Self.unit, "B": "/u/x.conf", "C": "/e"])
  }

  @Test(
    arguments: [
      ("/env/*.env", ["/env/a.env", "/env/b.env", "/env/bb.env"], "bb"),
      ("/env/?.env", ["/env/a.env", "/env/b.env"], "b"), ("/env/b*", ["/env/b.env", "/env/bb.env"], "bb"),
      ("/env/*.none", [], nil), ("/env/a.env", ["/env/a.env"], "a"),
      ("/env/**b.env", ["/env/b.env", "/env/bb.env"], "bb"),
    ] as [(String, [String], String?)])
  func `a pattern names files in the order of their names`(
    pattern: String, files: [String], value: String?
  ) throws {
    let unit = try parse(
      "EnvironmentFile=-\(pattern)",
      files: ["/env/b.env": "A=b", "/env/a.env": "A=a", "/env/bb.env": "A=bb", "/env/sub/c.env": "A=c"])
    #expect(unit.environmentFiles == files)
    #expect(unit.environment["A"] == value)
  }

  @Test(arguments: ["EnvironmentFile=/locked", "EnvironmentFile=-/locked"])
  func `a file that is there and cannot be read may set the port`(line: String) throws {
    let unit = try parse(line, locked: ["/locked"])
    #expect(unit.portDoubt?.contains("/locked") == true)
    #expect(unit.port == nil)
    // A flag is above every file.
    let flagged = try parse(
      "ExecStart=\nExecStart=/bin/openclaw gateway --port 20100\n\(line)", locked: ["/locked"])
    #expect(flagged.port == 20100)
  }

  @Test func `a file that may be missing and is, is no problem and no doubt`() throws {
    let unit = try parse("EnvironmentFile=-/gone")
    #expect(unit.problems == [] && unit.portDoubt == nil)
    #expect(try parse("EnvironmentFile=/gone").problems.count == 1)
    #expect(try parse("EnvironmentFile=/gone").portDoubt == nil)
  }

  @Test func `what systemd passes over in a file is said by its name and never by its value`() throws {
    let unit = try parse(
      "EnvironmentFile=%h/bot.env", files: ["/h/bot.env": "export BOT_TOKEN=s3cr3t-value\nGOOD=1\n"])
    #expect(unit.environment["GOOD"] == "1")
    let problem = try #require(unit.problems.first)
    #expect(problem.contains("BOT_TOKEN") && problem.contains("~/bot.env"))
    #expect(!problem.contains("s3cr3t"))
    #expect(unit.environment["BOT_TOKEN"] == nil)
  }

  @Test func `what the user's manager hands to all its units is the least of all`() throws {
    let files = [
      "/h/.config/environment.d/50-claw.conf":
        "OPENCLAW_GATEWAY_PORT=20200\nB=manager\nC=manager\nD=manager\n",
      "/e": "C=file\n",
    ]
    let unit = try parse("Environment=B=unit\nEnvironmentFile=/e\nUnsetEnvironment=D", files: files)
    #expect(unit.port == 20200)
    #expect(unit.environment["B"] == "unit" && unit.environment["C"] == "file")
    #expect(unit.environment["D"] == nil)
    #expect(unit.origins["OPENCLAW_GATEWAY_PORT"] == "/h/.config/environment.d/50-claw.conf")
    #expect(unit.environmentFiles.contains("/h/.config/environment.d/50-claw.conf"))
    #expect(try parse("", files: files, isUserUnit: false).port == nil)
  }

  @Test func `the old names count for a version that still reads them, and not for a newer one`() throws {
    let old = "Environment=CLAWDBOT_GATEWAY_PORT=20300 CLAWDBOT_STATE_DIR=/h/old"
    let unit = try parse(old + " CLAWDBOT_SERVICE_VERSION=2026.1.30")
    #expect(unit.environment["OPENCLAW_STATE_DIR"] == "/h/old")
    #expect(unit.port == 20300)
    let newer = try parse(old + " OPENCLAW_SERVICE_VERSION=2026.4.12")
    #expect(newer.environment["OPENCLAW_STATE_DIR"] == nil)
    #expect(newer.port == nil)
  }
}
