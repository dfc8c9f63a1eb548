import Host
import OpenClaw
import TestSupport
import Testing

@testable import Fleet
@testable import GatewayModel
@testable import Isolation

/// Supervisors, containers and other kinds of hosts that no folder of files shows.
@Suite(.computing) struct HostKindTests {
  private func scan(_ host: Machine) -> HostInventory {
    let paths = GatehousePaths(home: "/h", config: nil, system: host.system)
    var surveyor = HostScanner(host: host, paths: paths, config: GatehouseConfig())
    return surveyor.scan(sweep: true)
  }

  @Test func `an environment of ocm is a row of its own, with ocm's port, and nothing is started beside it`()
    throws
  {
    let host = FakeHost.host(
      files: [
        "/h/.ocm/envs.json":
          "{\"kind\":\"ocm-env-registry\",\"envs\":[{\"name\":\"blue\",\"root\":\"/h/else/blue\",\"gatewayPort\":18850}]}",
        "/h/else/blue/.openclaw/openclaw.json": "{ gateway: { mode: 'local' } }",
        "/h/.ocm/envs/green/.openclaw/openclaw.json": "{ gateway: { mode: 'local', port: 18789 } }",
      ], environment: ["HOME": "/h"])
    let found = scan(host)
    let blue = try #require(found.definitions.first { $0.name == "blue" })
    #expect(blue.plan.gateway == .init(18850, .flag) && blue.supervisor?.name == "ocm")
    #expect(blue.stateDir == "/h/else/blue/.openclaw" && blue.workspace == "/h/else/blue/.openclaw/workspace")
    let green = try #require(found.definitions.first { $0.name == "green" })
    #expect(green.plan.gateway.known == 18789 && green.sources == [.ocm])
    // Both take part in the findings: their CDP ranges meet.
    #expect(found.findings.contains { $0.code == .cdpRangeOverlap })
    #expect(!found.findings.contains { $0.code == .noServiceInstalled || $0.code == .instanceWithoutProfile })
  }

  @Test func `two enabled units of one gateway are an error`() throws {
    let unit = { (port: Int) in "[Service]\nExecStart=/usr/bin/openclaw gateway --port \(port)\n" }
    var host = FakeHost.host(
      files: [
        "/h/.openclaw/openclaw.json": "{ gateway: { mode: 'local', port: 18789 } }",
        "/h/.config/systemd/user/openclaw-gateway.service": unit(18789),
        "/h/.config/systemd/user/openclaw.service": unit(18789),
        "/h/.config/systemd/user/default.target.wants/openclaw.service": "",
        "/h/.config/systemd/user/default.target.wants/openclaw-gateway.service": "",
      ], environment: ["HOME": "/h"])
    host.files.link = { _ in nil }
    let finding = try #require(scan(host).findings.first { $0.code == .serviceDuplicate })
    #expect(finding.severity == .error && finding.names == ["default"])
  }

  @Test func `a user that does not linger is told, where that is known`() {
    var subject = IsolationInput(
      order: 0, id: GatewayID(stateDir: "/h/.openclaw", configPath: "/h/.openclaw/openclaw.json"),
      name: "default", config: "~/.openclaw/openclaw.json")
    subject.unit = .init(name: "openclaw-gateway.service", path: "~/u", problems: [])
    func codes(_ isLingering: Bool?) -> [FindingCode] {
      IsolationChecker(isLingering: isLingering).check([subject]).map(\.code)
    }
    #expect(codes(false).contains(.serviceWithoutLinger))
    #expect(!codes(true).contains(.serviceWithoutLinger) && !codes(nil).contains(.serviceWithoutLinger))
  }

  @Test(
    arguments: [
      ("/system.slice/docker-0123456789abcdef0123.scope", "0123456789ab"),
      (
        "/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-abcdef0123456789.scope/container",
        "abcdef012345"
      ),
      ("/docker/\(String(repeating: "a", count: 64))", "aaaaaaaaaaaa"), ("/lxc.payload.box/x", "box"),
      ("/user.slice/user@1000.service/app.slice/openclaw-gateway.service", nil), (nil, nil),
    ] as [(String?, String?)]) func `a container is known by its control group`(
      _ group: String?, _ name: String?
    )
  {
    #expect(ControlGroup.container(group) == name)
  }

  @Test func `parents say who runs a gateway`() {
    func facts(_ pid: Int32, _ name: String, parent: Int32) -> ProcessFacts {
      ProcessFacts(identity: .init(pid: pid, startTicks: 1), name: name, parent: parent)
    }
    let index = ProcessIndex([
      facts(2, "PM2 v5.4.2: God", parent: 1), facts(3, "node", parent: 2),
      facts(4, "tmux: server", parent: 1),
      facts(5, "bash", parent: 4), facts(6, "openclaw", parent: 5), facts(7, "openclaw", parent: 1),
    ])
    func name(_ pid: Int32) -> String? { Parentage.of(.init(pid: pid, startTicks: 1), in: index) }
    #expect(name(3) == "pm2" && name(6) == "tmux" && name(7) == nil)
  }

  @Test func `a gateway in a container is a row of its own, and no native one's`() throws {
    var host = FakeHost.host(
      files: ["/h/.openclaw/openclaw.json": "{ gateway: { mode: 'local', port: 18789 } }"],
      environment: ["HOME": "/h"])
    host.system.processID = 9
    let identity = ProcessIdentity(pid: 50, startTicks: 7)
    host.processes.pids = { [50] }
    host.processes.all = { [ProcessFacts(identity: identity, name: "openclaw-gatewa")] }
    host.processes.facts = { $0 == 50 ? ProcessFacts(identity: identity, name: "openclaw-gatewa") : nil }
    host.processes.commandLine = { _ in ["openclaw-gateway"] }
    host.processes.environment = { _ in
      [
        "HOME": "/h", "OPENCLAW_STATE_DIR": "/h/.openclaw",
        "OPENCLAW_CONFIG_PATH": "/h/.openclaw/openclaw.json",
      ]
    }
    host.processes.controlGroup = { _ in "/system.slice/docker-0123456789abcdef0123.scope" }
    host.processes.userID = { _ in 1000 }
    host.processes.sockets = { _ in [] }
    host.processes.view = {
      .init(workingDirectory: "/app", mountNamespace: $0 == 50 ? "mnt:[2]" : "mnt:[1]")
    }
    let found = scan(host)
    let native = try #require(found.definitions.first { $0.name == "default" })
    #expect(!native.sources.contains(.process))
    #expect(
      found.definitions.contains { $0.kind == .container && $0.name == "0123456789ab" && !$0.isPortKnown })
  }
}
