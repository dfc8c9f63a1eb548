import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// Units whose name or flag speaks of a profile that there cannot be: never the default gateway's.
@Suite(.computing) struct UnitNameTests {
  @Test(
    arguments: [
      ("openclaw-gateway-old.copy.service", nil), ("openclaw-gateway-a b.service", nil),
      ("openclaw-gateway--x.service", nil), ("openclaw-gateway-@x.service", nil),
      ("openclaw-gateway@x.service", nil), ("openclaw-gateway-x@y.service", nil),
      ("openclaw-gateway-b\u{fc}ro.service", nil), ("openclaw-gateway-ai.openclaw.lab.service", nil),
      ("openclaw-gateway-x.service.service", nil), ("openclaw-gateway-.service", nil),
      ("openclaw-gateway-\(String(repeating: "a", count: 65)).service", nil),
      ("openclaw-gateway-\u{301}x.service", nil),
      ("openclaw-gateway-\(String(repeating: "a", count: 64)).service", String(repeating: "a", count: 64)),
      ("openclaw-gateway-old_copy.service", "old_copy"), ("openclaw-gateway-Old.service", "Old"),
    ] as [(String, String?)])
  func `a name that can be no profile's makes a unit no gateway's`(name: String, profile: String?) {
    let found = ServiceNames.profile(ofUnit: name)
    #expect(found.flatMap(\.self) == profile && (found == nil) == (profile == nil))
  }

  private static let directory = "/h/.config/systemd/user"
  private static let defaultUnit = "[Service]\nExecStart=/usr/bin/openclaw gateway\n"

  private func rows(_ files: [String: String]) -> [Candidate] {
    var files = files
    files["/h/.openclaw/openclaw.json"] = "{}"
    files["/h/.openclaw-work/openclaw.json"] = "{}"
    let host = ChangingFiles(files).host()
    var reader = UnitReader(host: host, paths: GatehousePaths(home: nil, config: nil, system: host.system))
    var facts = InventoryFacts()
    facts.directories = [nil, "work"].map {
      .init(profile: $0, paths: .ofProfile($0, home: "/h"), hasConfig: true, hasMarks: false)
    }
    facts.units = reader.read(services: [])
    var merger = SourceMerger(home: "/h", workingDirectory: "/h", realPath: { $0 })
    return merger.join(facts).map(\.candidate)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var name = "openclaw-gateway-old.copy.service"
    var service: String
    /// The gateway whose unit it becomes: a profile's row, or one of its own.
    var row: String?
    var isQuadlet = false
  }

  @Test(arguments: [
    Row(testDescription: "no command", service: "Environment=OPENCLAW_GATEWAY_PORT=23000"),
    Row(
      testDescription: "a command of its own, and nothing of its place",
      service: "ExecStart=/usr/bin/openclaw gateway --port 23000", row: "openclaw-gateway-old.copy"),
    Row(
      testDescription: "a marker, and a script that nobody can read",
      service:
        "Environment=OPENCLAW_SERVICE_MARKER=openclaw OPENCLAW_SERVICE_KIND=gateway\nExecStart=/opt/x/run.sh\n",
      row: "openclaw-gateway-old.copy"),
    Row(
      testDescription: "a script that nobody can read",
      service: "Environment=OPENCLAW_GATEWAY_PORT=23000\nExecStart=/opt/x/run.sh"),
    Row(
      testDescription: "a flag of a profile", service: "ExecStart=/usr/bin/openclaw --profile work gateway",
      row: "work"),
    Row(
      testDescription: "places of a profile",
      service:
        "Environment=OPENCLAW_STATE_DIR=/h/.openclaw-work\nExecStart=/usr/bin/openclaw gateway", row: "work"),
    Row(
      testDescription: "a flag that OpenClaw refuses", name: "bot.service",
      service: "ExecStart=/usr/bin/openclaw --profile old.copy gateway --port 23000", row: "bot"),
    Row(
      testDescription: "a flag that OpenClaw refuses, under a profile's name",
      name: "openclaw-gateway-work.service",
      service: "ExecStart=/usr/bin/openclaw --profile=a/b gateway --port 23000", row: "openclaw-gateway-work"),
    Row(
      testDescription: "a flag that is not known, under a profile's name",
      name: "openclaw-gateway-work.service",
      service: "ExecStart=/bin/sh -c 'exec openclaw --profile $(x) gateway --port 23000'",
      row: "openclaw-gateway-work"),
    Row(
      testDescription: "the name of a template's instance", name: "openclaw-gateway-@x.service",
      service: "Environment=OPENCLAW_GATEWAY_PORT=23000"),
    Row(
      testDescription: "a quadlet's own name for its unit", name: "x.container",
      service: "ServiceName=openclaw-gateway-old.copy\nImage=docker.io/library/nginx", isQuadlet: true),
  ])
  func `a name of no profile is not the default gateway's, and moves no port of it`(_ row: Row) {
    let place = row.isQuadlet ? "/h/.config/containers/systemd" : Self.directory
    let section = row.isQuadlet ? "[Container]" : "[Service]"
    let rows = rows(["\(place)/\(row.name)": "\(section)\n\(row.service)\n", "/opt/x/run.sh": "\u{0}"])
    let with = rows.filter { $0.unit != nil || !$0.otherUnits.isEmpty }
    #expect(with.map(\.name) == [row.row].compactMap(\.self))
    #expect(rows.first { $0.name == "default" }?.unit == nil)
  }

  @Test func `a misnamed unit beside the default's own is no second unit of that`() {
    let rows = rows([
      "\(Self.directory)/openclaw-gateway.service": Self.defaultUnit,
      "\(Self.directory)/openclaw-gateway-old.copy.service":
        "[Service]\nExecStart=/usr/bin/openclaw gateway --port 23000\n",
    ])
    #expect(rows.map(\.name) == ["default", "work", "openclaw-gateway-old.copy"])
    #expect(rows.first?.unit?.port == nil && rows.first?.otherUnits == [])
    #expect(
      rows.last?.unit?.problems.contains { $0.contains("which gateway it starts is not known") } == true)
  }

  @Test func `a misnamed file that cannot be read is nobody's unit`() {
    let files = ChangingFiles([
      "\(Self.directory)/openclaw-gateway-old.copy.service": "x",
      "\(Self.directory)/openclaw-gateway-work.service": "x",
    ])
    for name in ["old.copy", "work"] { files.deny("\(Self.directory)/openclaw-gateway-\(name).service") }
    let host = files.host()
    var reader = UnitReader(host: host, paths: GatehousePaths(home: nil, config: nil, system: host.system))
    #expect(reader.read(services: []).map(\.profile) == ["work"])
  }

  @Test func `a variable that is no profile's name makes the default's places no right ones`() {
    var unit = UnitFile(
      name: "openclaw-gateway-work.service", path: "/u", profile: "work", home: "/h",
      arguments: ["/bin/openclaw", "gateway"],
      environment: ["OPENCLAW_PROFILE": "a/b", "OPENCLAW_STATE_DIR": "/h/.openclaw"])
    func variables() -> [String] {
      UnitContradictions(unit: unit, realPath: { $0 }, abbreviate: { $0 }).find().map(\.variable)
    }
    #expect(variables() == ["OPENCLAW_PROFILE", "OPENCLAW_STATE_DIR"])
    unit.environment["OPENCLAW_PROFILE"] = "default"
    #expect(variables() == ["OPENCLAW_PROFILE"])
  }
}
