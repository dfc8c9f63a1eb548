import GatewayModel
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// What a unit's command line becomes before it starts: systemd.service(5) "COMMAND LINES".
@Suite(.computing) struct UnitCommandTests {
  private func parse(
    _ section: String, name: String = "openclaw-gateway.service", isUserUnit: Bool = true
  ) -> UnitFile? {
    UnitParser(home: "/h", read: { _ in nil }).parse(
      name: name, path: "/u/\(name)", isUserUnit: isUserUnit,
      texts: [("/u/\(name)", "[Service]\n\(section)\n")])
  }

  @Test(
    arguments: [
      ("-/bin/openclaw gateway", ["/bin/openclaw", "gateway"]),
      ("+/bin/openclaw gateway", ["/bin/openclaw", "gateway"]),
      ("!!/bin/openclaw gateway", ["/bin/openclaw", "gateway"]),
      ("-@/bin/openclaw shown-as gateway", ["/bin/openclaw", "gateway"]),
      ("@/bin/openclaw shown-as gateway --port 20001", ["/bin/openclaw", "gateway", "--port", "20001"]),
    ])
  func `signs in front of the program are none of its name`(command: String, words: [String]) {
    #expect(parse("ExecStart=\(command)")?.arguments == words)
  }

  @Test(
    arguments: [
      ("a variable of its own is split at blanks", "$ARGS", "ARGS=--port 20007", ["--port", "20007"]),
      ("in braces it stays one word", "${ARGS}", "ARGS=--a b", ["--a b"]),
      ("within a word braces are filled", "--port=${PORT}", "PORT=20007", ["--port=20007"]),
      ("within a word a bare name is text", "--x=$PORT", "PORT=20007", ["--x=$PORT"]),
      ("two dollars are one", "$$PORT", "PORT=20007", ["$PORT"]),
      ("an unset word is gone", "$NONE", "A=1", []),
      ("unset braces are an empty word", "${NONE}", "A=1", [""]),
      ("no name, no variable", "${1A}", "A=1", ["${1A}"]),
      ("an open brace is text", "${PORT", "PORT=20007", ["${PORT"]),
      ("two in one word", "${A}-${B}", "A=1\" \"B=2", ["1-2"]),
    ] as [(String, String, String, [String])])
  func `variables in a command line are filled as systemd does`(
    why: String, word: String, variable: String, words: [String]
  ) {
    let unit = parse("Environment=\"\(variable)\"\nExecStart=/bin/openclaw gateway run \(word)")
    #expect(unit?.arguments == ["/bin/openclaw", "gateway", "run"] + words, "\(why)")
  }

  @Test func `a colon in front leaves the dollar signs alone`() {
    let unit = parse("Environment=P=1\nExecStart=:/bin/openclaw gateway --x ${P} $P $$")
    #expect(unit?.arguments.suffix(3) == ["${P}", "$P", "$$"])
  }

  @Test func `the last program takes back the colon of the one before it`() {
    let unit = parse(
      "Environment=P=1\nExecStart=:/bin/a\nExecStart=\nExecStart=/bin/openclaw gateway run ${P}")
    #expect(unit?.arguments.last == "1")
  }

  @Test func `a port that whoever runs the manager passes on is not known`() throws {
    let unit = try #require(
      parse("PassEnvironment=PORT LANG\nExecStart=/bin/openclaw gateway --port ${PORT}"))
    #expect(unit.port == nil)
    #expect(unit.portDoubt != nil)
    let taken = try #require(
      parse(
        "PassEnvironment=PORT\nPassEnvironment=\nEnvironment=PORT=20004\n"
          + "ExecStart=/bin/openclaw gateway --port ${PORT}"))
    #expect(taken.port == 20004)
  }

  @Test func `a passed on variable that says who a gateway is leaves its port open, and names itself`() {
    let unit = parse("PassEnvironment=LANG OPENCLAW_GATEWAY_PORT\nExecStart=/bin/openclaw gateway")
    #expect(unit?.portDoubt?.contains("OPENCLAW_GATEWAY_PORT") == true)
    #expect(parse("PassEnvironment=LANG\nExecStart=/bin/openclaw gateway")?.portDoubt == nil)
  }

  @Test func `a quote without an end is said, and the unit is read all the same`() {
    let unit = parse("ExecStart=/bin/openclaw gateway --port 20005 'x")
    #expect(unit?.port == 20005)
    #expect(unit?.problems.contains { $0.contains("quote") } == true)
    #expect(parse("ExecStart=/bin/openclaw gateway run 'x'")?.problems == [])
  }

  @Test func `a gateway's unit without a command is one, and says what is missing`() {
    let unit = parse("Environment=A=1")
    #expect(unit?.arguments == [])
    #expect(unit?.problems.contains("no ExecStart") == true)
  }

  @Test(
    arguments: [
      ("user unit, nothing said", "", true, "/h"), ("system unit, nothing said", "", false, "/"),
      ("a tilde", "WorkingDirectory=~", true, "/h"), ("optional", "WorkingDirectory=-/srv/x", true, "/srv/x"),
      ("a specifier", "WorkingDirectory=%h/deep/../x", true, "/h/x"),
      ("emptied", "WorkingDirectory=/srv\nWorkingDirectory=", true, "/h"),
      ("below OPENCLAW_HOME", "Environment=OPENCLAW_HOME=/oc\nWorkingDirectory=~/w", true, "/oc/w"),
    ] as [(String, String, Bool, String)])
  func `relative paths lead from where it is started`(
    why: String, lines: String, isUserUnit: Bool, directory: String
  ) {
    let unit = parse("ExecStart=/bin/openclaw gateway\n\(lines)", isUserUnit: isUserUnit)
    #expect(unit?.workingDirectory == directory, "\(why)")
  }

  @Test(
    arguments: [
      ("HOME=/srv/bot", "/srv/bot"), ("OPENCLAW_HOME=/oc HOME=/srv/bot", "/oc"),
      ("OPENCLAW_HOME=", "/h"), ("HOME=", "/h"), ("A=1", "/h"),
    ])
  func `its own variables say where its home is`(environment: String, home: String) {
    #expect(parse("Environment=\(environment)\nExecStart=/bin/openclaw gateway")?.home == home)
  }

  @Test func `the last type counts, and an empty one is the usual one`() {
    let oneshot = "Type=oneshot\nExecStart=/opt/openclaw/run-gateway.sh"
    #expect(parse(oneshot, name: "claw-openclaw.service") == nil)
    #expect(parse("Type=oneshot\nType=\nExecStart=/bin/openclaw gateway") != nil)
  }
}
