import GatewayModel
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// Where a gateway's port comes from and where it is to be changed: openclaw-facts.md section 2.1.
@Suite(.computing) struct BasePortTests {
  private static let config = "/h/.openclaw/openclaw.json"
  private static let newest = Version(2026, 10, 1)

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var files: [String: String] = [:]
    var denied: [String] = []
    /// Of the process, where one runs.
    var process: [String: String]?
    var unit: UnitFile?
    var declared: GatehouseConfig.Declared?
    var running: Int?
    /// Nil where it is not known.
    var port: Int?
    var from: PortPlan.Provenance
    var place: String?
  }

  private static func configured(_ text: String) -> [String: String] { [config: "{ gateway: \(text) }"] }
  private static func variable(_ path: String, _ port: Int, config: String = "{}") -> [String: String] {
    [Self.config: config, path: "OPENCLAW_GATEWAY_PORT=\(port)\n"]
  }

  static let rows: [Row] = [
    Row(
      testDescription: "nothing said", files: configured("{}"), port: 18789, from: .standard,
      place: "gateway.port in ~/.openclaw/openclaw.json"),
    Row(
      testDescription: "the config", files: configured("{ port: 20001 }"), port: 20001, from: .config,
      place: "gateway.port in ~/.openclaw/openclaw.json"),
    Row(testDescription: "no config", port: nil, from: .unknown),
    Row(testDescription: "a torn config", files: [config: "{ gateway"], port: nil, from: .unknown),
    Row(
      testDescription: "a port in the config that is none", files: configured("{ port: 70000 }"), port: nil,
      from: .unknown),
    Row(
      testDescription: "the state directory's file over the config",
      files: variable("/h/.openclaw/.env", 20002, config: "{ gateway: { port: 20001 } }"), port: 20002,
      from: .environment, place: "OPENCLAW_GATEWAY_PORT in ~/.openclaw/.env"),
    Row(
      testDescription: "the fallback file", files: variable("/h/.config/openclaw/gateway.env", 20003),
      port: 20003, from: .environment, place: "OPENCLAW_GATEWAY_PORT in ~/.config/openclaw/gateway.env"),
    Row(
      testDescription: "the config's own variables",
      files: [config: "{ gateway: { port: 20001 }, env: { vars: { OPENCLAW_GATEWAY_PORT: '20004' } } }"],
      port: 20004, from: .environment,
      place: "env.vars.OPENCLAW_GATEWAY_PORT in ~/.openclaw/openclaw.json"),
    Row(
      testDescription: "a file that nobody can read could go before the config",
      files: variable("/h/.openclaw/.env", 20002, config: "{ gateway: { port: 20001 } }"),
      denied: ["/h/.openclaw/.env"], port: nil, from: .unknown),
    Row(
      testDescription: "Gatehouse's entry, by variable", files: configured("{ port: 20001 }"),
      denied: ["/h/.openclaw/.env"],
      declared: .init(name: "default", environment: ["OPENCLAW_GATEWAY_PORT": "20005"]), port: 20005,
      from: .environment,
      place: "OPENCLAW_GATEWAY_PORT of gateways.default.environment in ~/.config/gatehouse/config.json5"),
    Row(
      testDescription: "Gatehouse's entry, by port", files: variable("/h/.openclaw/.env", 20002),
      declared: .init(name: "default", port: 20006), port: 20006, from: .flag,
      place: "gateways.default.port in ~/.config/gatehouse/config.json5"),
    Row(
      testDescription: "a unit's command line", files: configured("{ port: 20001 }"),
      unit: DefinitionSamples.unit(["/bin/openclaw", "gateway", "--port", "20007"]), port: 20007, from: .unit,
      place: "gateway.port in ~/.openclaw/openclaw.json"),
    Row(
      testDescription: "a unit whose port nobody knows", files: configured("{ port: 20001 }"),
      unit: DefinitionSamples.unit(["/bin/openclaw", "gateway", "--port", "\(StartCommand.unknown)"]),
      port: nil, from: .unknown),
    Row(
      testDescription: "a unit whose port nobody knows, and an entry that says it",
      files: configured("{}"),
      unit: DefinitionSamples.unit(["/bin/openclaw", "gateway", "--port", "\(StartCommand.unknown)"]),
      declared: .init(name: "default", port: 20008), port: 20008, from: .flag,
      place: "gateways.default.port in ~/.config/gatehouse/config.json5"),
    Row(
      testDescription: "an empty variable of a unit hides the file's",
      files: variable("/h/.openclaw/.env", 20002, config: "{ gateway: { port: 20001 } }"),
      unit: DefinitionSamples.unit(["/bin/openclaw", "gateway"], ["OPENCLAW_GATEWAY_PORT": ""]), port: 20001,
      from: .config, place: "gateway.port in ~/.openclaw/openclaw.json"),
    Row(
      testDescription: "what runs, on another port than its config names now",
      files: configured("{ port: 20001 }"), running: 20009, port: 20009, from: .flag, place: nil),
    Row(
      testDescription: "what runs, on the port that its process was given",
      files: configured("{ port: 20001 }"), process: ["OPENCLAW_GATEWAY_PORT": "20009"], running: 20009,
      port: 20009, from: .environment, place: nil),
    Row(
      testDescription: "what runs, on the port of its config", files: configured("{ port: 20001 }"),
      running: 20001, port: 20001, from: .config, place: "gateway.port in ~/.openclaw/openclaw.json"),
    Row(
      testDescription: "a process that does not listen yet", files: configured("{ port: 20001 }"),
      process: ["OPENCLAW_GATEWAY_PORT": "20010"], port: 20010, from: .environment, place: nil),
  ]

  @Test(arguments: rows) func `the port, its source, and where to change it`(_ row: Row) {
    var candidate = DefinitionSamples.profile(nil)
    candidate.unit = row.unit
    candidate.declared = row.declared
    candidate.processEnvironment = row.process
    var files = row.files
    for path in row.denied where files[path] == nil { files[path] = "A=1" }
    let found = DefinitionSamples(files: files, denied: row.denied)
      .build(candidate, version: Self.newest, runningPort: row.running)
    #expect(found.plan.gateway.known == row.port && found.plan.gateway.from == row.from)
    if row.port != nil { #expect(found.portPlace == row.place) }
  }

  @Test func `a start would use what the files say, whatever runs now`() {
    let samples = DefinitionSamples(files: Self.configured("{ port: 20001 }"))
    let found = samples.build(DefinitionSamples.profile(nil), version: Self.newest, runningPort: 20009)
    #expect(found.startPort == 20001 && found.plan.gateway.port == 20009)
  }

  @Test func `why a port is not known is told, with the file's name`() {
    let samples = DefinitionSamples(
      files: Self.variable("/h/.openclaw/.env", 20002), denied: ["/h/.openclaw/.env"])
    let found = samples.build(DefinitionSamples.profile(nil), version: Self.newest)
    #expect(found.portDoubt?.contains(".env cannot be read") == true && found.startPort == nil)
  }

  @Test(
    arguments: [
      ("by its flag", ["/bin/openclaw", "--profile", "dev", "gateway"], 19001),
      ("by its variable alone", ["/bin/openclaw", "gateway"], 20001),
    ])
  func `the profile dev has a port of its own where its flag selects it`(
    why: String, words: [String], port: Int
  ) {
    var candidate = DefinitionSamples.profile("dev")
    candidate.unit = DefinitionSamples.unit(words, ["OPENCLAW_PROFILE": "dev"], profile: "dev")
    let files = ["/h/.openclaw-dev/openclaw.json": "{ gateway: { port: 20001 } }"]
    let found = DefinitionSamples(files: files).build(candidate, version: Self.newest)
    #expect(found.plan.gateway.port == port, "\(why)")
  }

  @Test func `ocm's port is a flag, and is changed there`() {
    var candidate = DefinitionSamples.profile(nil)
    candidate.supervisor = .init(name: "ocm")
    candidate.supervisorPort = 18850
    let found = DefinitionSamples(files: Self.configured("{ port: 20001 }")).build(candidate)
    #expect(found.plan.gateway == .init(18850, .flag) && found.portPlace == "its port in ocm")
  }
}
