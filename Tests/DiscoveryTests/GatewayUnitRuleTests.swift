import GatewayModel
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// Which units are gateways: openclaw-2026-11.md "Services".
@Suite(.computing) struct GatewayUnitRuleTests {
  @Test(
    arguments: [
      ("openclaw", "gateway", true), ("OpenClaw", "Gateway", true), ("my-openclaw-2", "the gateway", true),
      ("openclaw", "node", false), ("openclaw", "", false), ("", "gateway", false),
      ("claw", "gateway", false),
      ("openclaw", nil, false), (nil, "gateway", false),
    ] as [(String?, String?, Bool)])
  func `both marks must be there, with any value that names OpenClaw and a gateway`(
    marker: String?, kind: String?, isMarked: Bool
  ) {
    var environment: [String: String] = [:]
    environment["OPENCLAW_SERVICE_MARKER"] = marker
    environment["OPENCLAW_SERVICE_KIND"] = kind
    #expect(GatewayUnitRule.isMarked(environment) == isMarked)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var name: String
    var service: String
    var hasTimer = false
    /// State directories that are there.
    var there: Set<String> = []
    var isGateway: Bool
  }

  private static let mark = "Environment=OPENCLAW_SERVICE_MARKER=openclaw OPENCLAW_SERVICE_KIND=gateway\n"

  static let rows: [Row] = [
    Row(
      testDescription: "OpenClaw with the word gateway under any name", name: "bot.service",
      service: "ExecStart=/usr/bin/openclaw gateway", isGateway: true),
    Row(
      testDescription: "another command of OpenClaw's", name: "openclaw-status.service",
      service: "ExecStart=/usr/bin/openclaw gateway status", isGateway: false),
    Row(
      testDescription: "the node service", name: "openclaw-node.service",
      service: "ExecStart=/usr/bin/openclaw node run", isGateway: false),
    Row(
      testDescription: "a gateway's own name and no command", name: "openclaw-gateway-work.service",
      service: "Environment=A=1", isGateway: true),
    Row(
      testDescription: "another name, no command, marked", name: "bot.service", service: mark, isGateway: true
    ),
    Row(
      testDescription: "another name, no command, not marked", name: "openclaw-x.service",
      service: "Environment=A=1", isGateway: false),
    Row(
      testDescription: "a helper's script beside a gateway", name: "openclaw-gateway-watchdog.service",
      service: "ExecStart=/opt/openclaw/watchdog.sh", isGateway: false),
    Row(
      testDescription: "a helper's name that names places of its own",
      name: "openclaw-gateway-monitor.service",
      service: "Environment=OPENCLAW_STATE_DIR=/h/m\nExecStart=/opt/openclaw/run-gateway.sh",
      isGateway: true),
    Row(
      testDescription: "an unknown script under the name of a profile that is there",
      name: "openclaw-gateway-work.service", service: "ExecStart=/opt/claw/run.sh",
      there: ["/h/.openclaw-work"], isGateway: true),
    Row(
      testDescription: "an unknown script under the name of a profile that is not there",
      name: "openclaw-gateway-work.service", service: "ExecStart=/opt/claw/run.sh", isGateway: false),
    Row(
      testDescription: "an unknown script that runs once", name: "openclaw-gateway-work.service",
      service: "Type=oneshot\nExecStart=/opt/claw/run.sh", there: ["/h/.openclaw-work"], isGateway: false),
    Row(
      testDescription: "an unknown script that a timer starts", name: "openclaw-gateway-work.service",
      service: "ExecStart=/opt/claw/run.sh", hasTimer: true, there: ["/h/.openclaw-work"], isGateway: false),
    Row(
      testDescription: "an unknown script that is marked, whatever starts it",
      name: "openclaw-gateway-work.service", service: "\(mark)Type=oneshot\nExecStart=/opt/claw/run.sh",
      hasTimer: true, isGateway: true),
    Row(
      testDescription: "a known command under a profile's name", name: "openclaw-gateway-work.service",
      service: "ExecStart=/usr/bin/sleep 10", there: ["/h/.openclaw-work"], isGateway: false),
    Row(
      testDescription: "a container of OpenClaw's", name: "box.service",
      service: "ExecStart=/usr/bin/docker run --name box -p 19789:18789 ghcr.io/openclaw/openclaw",
      isGateway: true),
    Row(
      testDescription: "a container of OpenClaw's that runs once", name: "box.service",
      service:
        "Type=oneshot\nExecStart=/usr/bin/docker run --name box -p 19789:18789 ghcr.io/openclaw/openclaw",
      isGateway: false),
    Row(
      testDescription: "a container of something else", name: "box.service",
      service:
        "Description=beside openclaw\nExecStart=/usr/bin/docker run --name box docker.io/library/nginx",
      isGateway: false),
    Row(
      testDescription: "the name of older releases, with a script", name: "clawdbot-gateway.service",
      service: "ExecStart=/opt/claw/run.sh", there: ["/h/.openclaw"], isGateway: true),
  ]

  @Test(arguments: rows) func `a unit is a gateway's by what it says`(_ row: Row) {
    var parser = UnitParser(
      home: "/h", read: { _ in nil }, exists: { $0.hasPrefix("/opt/") || row.there.contains($0) })
    parser.homeOfUser = { _ in nil }
    let unit = parser.parse(
      name: row.name, path: "/u/\(row.name)", isUserUnit: true,
      texts: [("/u/\(row.name)", "[Service]\n\(row.service)\n")], hasTimer: row.hasTimer)
    #expect((unit != nil) == row.isGateway)
  }

  @Test func `what is not understood of a start is said, and no port is taken from it`() throws {
    let parser = UnitParser(home: "/h", read: { _ in nil }, exists: { _ in true })
    let unit = try #require(
      parser.parse(
        name: "openclaw-gateway.service", path: "/u/x", isUserUnit: true,
        texts: [("/u/x", "[Service]\nEnvironment=OPENCLAW_GATEWAY_PORT=20000\nExecStart=/opt/claw/run.sh\n")])
    )
    #expect(unit.port == nil)
    #expect(unit.problems.contains { $0.contains("is not known") && $0.contains("no port is taken") })
  }

  @Test func `a container is named where what it runs is said`() throws {
    let parser = UnitParser(home: "/h", read: { _ in nil })
    let unit = try #require(
      parser.parse(
        name: "box.service", path: "/u/x", isUserUnit: true,
        texts: [
          ("/u/x", "[Service]\nExecStart=/usr/bin/podman run --name claw-box -p 1:18789 openclaw/openclaw\n")
        ]))
    #expect(unit.container?.name == "claw-box")
    #expect(unit.problems.contains { $0.contains("the container claw-box") })
    #expect(unit.port == nil)
  }
}
