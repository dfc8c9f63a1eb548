import GatewayModel
import OpenClaw
import Testing

@testable import Records

/// Gatehouse's own config: every key, its limits, and where a mistake is.
@Suite struct GatehouseConfigReaderTests {
  private func parse(_ text: String) throws -> GatehouseConfig {
    try GatehouseConfigReader.parse(text, file: "c")
  }

  private func problem(_ text: String) -> GatehouseConfigProblem? {
    do throws(GatehouseConfigProblem) {
      _ = try GatehouseConfigReader.parse(text, file: "c")
      return nil
    } catch { return error }
  }

  @Test func `nothing said is what the documentation says`() throws {
    let config = try parse("{}")
    #expect(config == GatehouseConfig())
    #expect(config.openclaw == ["openclaw"] && config.theme == "terminal" && !config.mouse)
    #expect(config.probe.interval == 2 && config.probe.timeout == 3)
    #expect(config.probe.failuresToDown == 3 && config.probe.successesToUp == 1)
    #expect(config.stopSeconds == 30 && config.settleSeconds == 60 && config.restart.policy == .never)
    #expect(config.mainName == nil && config.rescueName == nil && config.declared.isEmpty)
  }

  @Test func `every key goes to its own place`() throws {
    let config = try parse(
      """
      { openclaw: ['node', '/o.mjs'], rescue: { main: 'm', rescue: 'r', settleSeconds: 7 },
        probe: { intervalSeconds: 0.5, timeoutSeconds: 4, failuresToDown: 5, successesToUp: 6 },
        restart: { policy: 'always', limit: 8, windowSeconds: 86400,
          firstDelaySeconds: 9, longestDelaySeconds: 10 },
        startsAtOnce: 11, stopSeconds: 12, logs: { rotateAtBytes: 1024, keep: 13 },
        theme: 'mono', mouse: true }
      """)
    #expect(config.openclaw == ["node", "/o.mjs"])
    #expect(config.mainName == "m" && config.rescueName == "r" && config.settleSeconds == 7)
    #expect(config.probe.interval == 0.5 && config.probe.timeout == 4)
    #expect(config.probe.failuresToDown == 5 && config.probe.successesToUp == 6)
    #expect(config.restart.policy == .always && config.restart.limit == 8 && config.restart.window == 86400)
    #expect(config.restart.firstDelay == 9 && config.restart.longestDelay == 10)
    #expect(config.startsAtOnce == 11 && config.stopSeconds == 12)
    #expect(config.logs.rotateAt == 1024 && config.logs.kept == 13)
    #expect(config.theme == "mono" && config.mouse)
  }

  @Test func `a declared gateway keeps what is its own, in the order of the file`() throws {
    let config = try parse(
      """
      { gateways: { b: { configPath: '~/b.json', stateDir: '~/b', port: 65535, command: ['x', 'y'],
          restart: 'on-failure', stopSeconds: 0.1, environment: { A: '1', B: '2' } }, a: {} } }
      """)
    let first = GatehouseConfig.Declared(
      name: "b", configPath: "~/b.json", stateDir: "~/b", port: 65535, command: ["x", "y"],
      environment: ["A": "1", "B": "2"], restart: .onFailure, stopSeconds: 0.1)
    #expect(config.declared == [first, .init(name: "a")])
  }

  @Test func `a variable's value and an argument are taken as they are, a program and a path without blanks`()
    throws
  {
    let config = try parse(
      "{ gateways: { a: { environment: { X: '', Y: ' b ' }, command: [' node ', ' x ', ''], configPath: ' ~/c ' } } }"
    )
    let declared = try #require(config.declared.first)
    #expect(declared.environment == ["X": "", "Y": " b "])
    #expect(declared.command == ["node", " x ", ""] && declared.configPath == "~/c")
  }

  @Test func `the policy alone may stand for the section`() throws {
    let config = try parse("{ restart: 'on-failure' }")
    var expected = RestartSettings()
    expected.policy = .onFailure
    #expect(config.restart == expected)
  }

  @Test(arguments: [
    "{ startsAtOnce: 1 }", "{ startsAtOnce: 100 }", "{ stopSeconds: 0.1 }", "{ stopSeconds: 3600 }",
    "{ restart: { windowSeconds: 3601 } }", "{ logs: { rotateAtBytes: 1073741824 } }",
    "{ gateways: { a: { port: 1 } } }", "// only a remark\n{ }", "\u{FEFF}{}",
  ])
  func `a value at its limit is taken`(_ text: String) {
    #expect(problem(text) == nil)
  }

  @Test(
    arguments: [
      ("{ startsAtOnce: 0 }", 17, "1 to 100"), ("{ startsAtOnce: 101 }", 17, "1 to 100"),
      ("{ startsAtOnce: 1.5 }", 17, "1 to 100"), ("{ startsAtOnce: '2' }", 17, "1 to 100"),
      ("{ stopSeconds: 0.09 }", 16, "0.1 to 3600"), ("{ stopSeconds: 3600.5 }", 16, "0.1 to 3600"),
      ("{ stopSeconds: NaN }", 16, "0.1 to 3600"), ("{ stopSeconds: Infinity }", 16, "0.1 to 3600"),
      ("{ restart: { windowSeconds: 86401 } }", 29, "0.1 to 86400"),
      ("{ restart: 'sometimes' }", 12, "on-failure"),
      ("{ restart: 5 }", 12, "object in braces"), ("{ logs: { rotateAtBytes: 1023 } }", 26, "1024"),
      ("{ logs: { rotateAtBytes: 1073741825 } }", 26, "1073741824"),
      ("{ logs: { keep: 0 } }", 17, "1 to 100"),
      ("{ openclaw: [] }", 13, "command first"), ("{ openclaw: ['a', 1] }", 19, "text in quotes"),
      ("{ openclaw: [''] }", 14, "text in quotes"), ("{ rescue: { main: '' } }", 19, "text in quotes"),
      ("{ rescue: { mian: 'x' } }", 13, "no such key"), ("{ rescue: 'x' }", 11, "object in braces"),
      ("{ gateways: [] }", 13, "object in braces"), ("{ gateways: { a: 1 } }", 18, "object in braces"),
      ("{ gateways: { ' ': {} } }", 15, "needs a name"),
      ("{ gateways: { a: { prot: 1 } } }", 20, "no such key"),
      ("{ gateways: { a: { port: 65536 } } }", 26, "1 to 65535"),
      ("{ gateways: { a: { port: '1' } } }", 26, "1 to 65535"),
      ("{ gateways: { a: { restart: 'x' } } }", 29, "on-failure"),
      ("{ gateways: { a: { environment: { X: 1 } } } }", 38, "text in quotes"),
      ("{ probe: { interval: 1 } }", 12, "no such key"), ("{ mouse: 'true' }", 10, "true or false"),
      ("{ theme: 1 }", 10, "text in quotes"), ("[]", 1, "object in braces"), ("5", 1, "object in braces"),
    ])
  func `a mistake is said where it is`(_ row: (text: String, column: Int, telling: String)) {
    let found = problem(row.text)
    #expect(found?.location.line == 1 && found?.location.column == row.column)
    #expect(found?.fault.message.contains(row.telling) == true, "\(found?.fault.message ?? "accepted")")
  }

  @Test func `a mistake further down has its line, and nothing of the file is quoted`() {
    let found = problem(
      "{\n  // a remark\n  gateways: {\n    a: { environment: { TOKEN: ['hunter22'] } },\n  },\n}\n")
    #expect(found?.location.line == 4 && found?.location.column == 32 && found?.location.file == "c")
    #expect(found?.description.contains("hunter22") == false)
  }

  @Test(arguments: ["", "{", "{ a", "{ probe: { }", "{ mouse: true, } x", "{ 'a: 1 }", "\0"])
  func `a file that is cut off says so and is no trap`(_ text: String) {
    #expect(problem(text)?.location.line != nil)
  }
}
