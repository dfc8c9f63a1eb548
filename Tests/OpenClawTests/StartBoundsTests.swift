import OpenClaw
import TestSupport
import Testing

/// Command lines and scripts that would be followed for ever, or until memory is out: they end, and what they start is not known.
@Suite(.computing) struct StartBoundsTests {
  private func read(_ words: [String], files: [String: String] = [:]) -> StartCommand {
    StartReader(home: "/h", directory: "/w", namesOpenClaw: true) { files[$0].map { .text($0) } ?? .missing }
      .command(words, environment: ["HOME": "/h"])
  }

  private func script(_ text: String, files: [String: String] = [:]) -> StartCommand {
    read(["bash", "-c", text], files: files)
  }

  private func isUnclear(_ command: StartCommand) -> Bool {
    if case .unclear = command.kind { true } else { false }
  }

  private static func lines(_ line: String, _ count: Int) -> String {
    String(repeating: line + "\n", count: count)
  }

  // MARK: Words

  @Test(
    arguments: [
      ("@", .gateway), ("@@", .gateway), ("node@22", .gateway), ("@scope/tool", .gateway), ("", .other),
    ] as [(String, StartCommand.Kind)])
  func `a tool's name may be nothing but a sign`(tool: String, kind: StartCommand.Kind) {
    #expect(read(["/usr/bin/mise", "exec", tool, "--", "openclaw", "gateway"]).kind == kind)
  }

  @Test func `a long row of options in front of a gateway is looked through once`() {
    let options = Array(repeating: "-a", count: 200_000)
    #expect(read(["/opt/claw/run"] + options + ["gateway"]).kind == .gateway)
    #expect(read(["/opt/claw/run"] + options + ["gateway", "status"]).kind != .gateway)
  }

  @Test(
    arguments: [
      (["x", "gateway"], ["gateway"]), (["-v", "--profile", "lab", "gateway", "run"], ["-v", "--profile"]),
      (["--profile", "gateway"], ["gateway"]), (["--", "gateway"], ["gateway"]),
      (["gateway", "x", "gateway"], ["gateway"]), (["--log-level"], nil), (["gateway", "stop"], nil),
      ([], nil),
    ] as [([String], [String]?)])
  func `OpenClaw's words begin at the first place from which on they start a gateway`(
    words: [String], begin: [String]?
  ) {
    let found = read(["/opt/claw/run"] + words)
    #expect((found.kind == .gateway) == (begin != nil))
    if let begin { #expect(Array(found.arguments.prefix(begin.count)) == begin) }
  }

  @Test func `env takes a long row of texts to split`() {
    // Each of them splits into nothing.
    let empty = (0..<60_000).flatMap { _ in ["-S", " "] }
    #expect(read(["env"] + empty + ["openclaw", "gateway"]).kind == .gateway)
    #expect(
      read(["env", "-S", "A=" + String(repeating: "a", count: 300_000) + " openclaw gateway"]).kind
        == .gateway)
    #expect(isUnclear(read(["env", String(repeating: "-S", count: 200_000) + "x", "openclaw", "gateway"])))
  }

  @Test func `a long line of OpenClaw's names is looked through once`() {
    #expect(
      !GatewayWords.startsGateway(inText: String(repeating: "openclaw -a ", count: 20_000) + "gatewayx"))
    #expect(GatewayWords.startsGateway(inText: String(repeating: "openclaw -a ", count: 20_000) + "gateway"))
  }

  // MARK: Scripts that start and read each other

  @Test func `a script that starts itself again and again is given up`() {
    let text = "#!/bin/sh\n" + Self.lines("/h/a", 6) + "exec openclaw gateway --port 20001\n"
    let found = read(["/h/a"], files: ["/h/a": text])
    #expect(isUnclear(found) && found.namesGateway, "\(found)")
    let pair = ["/h/b": Self.lines("/h/c x", 6), "/h/c": "#!/bin/sh\n" + Self.lines("sh /h/b", 6)]
    #expect(isUnclear(script("/h/c; openclaw gateway", files: pair)))
  }

  @Test func `a file of which one gateway is started many times is no circle`() {
    let text = "#!/bin/sh\n" + Self.lines("/h/b", 40) + "exec openclaw gateway --port 20001\n"
    #expect(read(["/h/a"], files: ["/h/a": text, "/h/b": "#!/bin/sh\ntrue\n"]).kind == .gateway)
  }

  @Test(arguments: ["OPENCLAW_PROFILE=x\n", "A=1\n"])
  func `a file that reads itself again and again is given up, and it is said`(line: String) {
    let found = script(
      ". ./a; openclaw gateway", files: ["/w/a": Self.lines(". ./a", 20) + line])
    #expect(found.kind == .gateway && found.openBecause != nil, "\(found)")
  }

  @Test func `files that are read one after another are no circle`() {
    let files = Dictionary(uniqueKeysWithValues: (0..<60).map { ("/w/\($0)", "export OPENCLAW_A\($0)=1\n") })
    let text = (0..<60).map { ". ./\($0)\n" }.joined()
    let found = script(text + "openclaw gateway", files: files)
    #expect(found.kind == .gateway && found.openBecause == nil && found.variables.count == 60)
  }

  // MARK: Values

  @Test(arguments: [
    "A=xxxxxxxx\n" + lines("A=$A$A", 40) + "P=$A",
    "A=x\n" + lines("A+=$A", 40) + "P=$A",
    "A=(a b)\n" + lines("A=(\"${A[@]}\" \"${A[@]}\")", 40) + "set -- \"${A[@]}\"\nP=$1",
    "A=(a b)\n" + lines("A+=(\"${A[@]}\")", 40) + "set -- \"${A[@]}\"\nP=$1",
    "set -- a b\n" + lines("set -- \"$@\" \"$@\"", 40) + "P=$2",
    "A=0123456789\n" + lines("A=" + String(repeating: "$A", count: 5000), 5) + "P=$A",
    ": ${A:=0123456789}\n" + lines(": ${B:=$A$A}; A=$B; unset B", 40) + "P=$A",
    "P=${A:-" + String(repeating: "${A:-", count: 20_000) + "5" + String(repeating: "}", count: 20_001),
    "P=\"$(dirname " + String(repeating: "$(dirname ", count: 20_000) + "$0"
      + String(repeating: ")", count: 20_001) + "\"",
    "P=" + String(repeating: "5", count: 70_000),
  ])
  func `a value that grows without end is not known`(text: String) {
    let found = script(text + "\nopenclaw gateway --port \"$P\"")
    #expect(found.kind == .gateway, "\(found.kind)")
    let port = StartCommand.option("--port", in: found.arguments)
    #expect(port.map(StartCommand.isUnknown) == true, "\(port?.prefix(20) ?? "none")")
  }

  @Test func `what is long, and not too long, stays known`() {
    let nested = String(repeating: "${A:-", count: 20) + "5" + String(repeating: "}", count: 20)
    let found = script("openclaw gateway --port \(nested)")
    #expect(StartCommand.option("--port", in: found.arguments) == "5")
    let long = script("A=" + String(repeating: "5", count: 60_000) + "; openclaw gateway --port $A")
    #expect(StartCommand.option("--port", in: long.arguments)?.count == 60_000)
  }

  @Test func `a command of more words than are followed leaves it open what it starts`() {
    let found = script("openclaw gateway --port 1 " + String(repeating: "x ", count: 2000))
    #expect(isUnclear(found) && found.openBecause != nil)
    let argument = script("B=(" + String(repeating: "x ", count: 2000) + "); openclaw gateway \"${B[@]}\"")
    #expect(isUnclear(argument))
  }

  // MARK: Size

  @Test(arguments: [
    lines("export A=1\nx", 1500),
    (0..<300).map { "export A\($0)=1\n" }.joined() + lines("x", 900)
      + lines("sh -c x", 95) + lines("sh /w/all", 1), lines("x; y", 30_000),
  ])
  func `a script of more commands or variables than are followed is unclear, and said to start a gateway`(
    text: String
  ) {
    let files = ["/w/all": (0..<2000).map { "export B\($0)=1\n" }.joined() + Self.lines("x", 999)]
    let found = script(text + "openclaw gateway", files: files)
    #expect(isUnclear(found) && found.namesGateway, "\(found.kind)")
  }

  @Test(arguments: ["a() {\n", "x <(\n", "function f {\n", "a() (\n"])
  func `brackets that nothing closes are looked for once`(line: String) {
    let found = script(String(repeating: line, count: 15_000) + "openclaw gateway")
    #expect(isUnclear(found), "\(found.kind)")
  }

  @Test func `functions within functions are found`() {
    let text = "f() { g() { openclaw gateway --port \"$1\"; }; (x); g 7; }\nf"
    #expect(StartCommand.option("--port", in: script(text).arguments) == "7")
    #expect(
      StartCommand.option("--port", in: script("x <(a (b) c) } ; openclaw gateway --port 8").arguments) == "8"
    )
  }

  @Test func `a name that is not known calls every function once`() {
    let text = (0..<3000).map { "f\($0)() { A=1; }\n" }.joined() + Self.lines("$(x) y", 900)
    let found = script(text + "openclaw gateway")
    #expect(found.kind == .gateway && found.openBecause != nil)
  }
}
