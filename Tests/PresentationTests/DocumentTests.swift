import GatewayModel
import Host
import OpenClaw
import Testing

@testable import Presentation

/// The document of `status --json`: README, "--json".
struct DocumentTests {
  private func document(
    _ gateways: [Gateway], findings: [Finding] = [], named: [String]? = nil
  ) throws -> JSON5Node {
    let snapshot = Snapshot(
      takenAt: ShownGateway.now, hostName: "atlas", gateways: gateways, findings: findings)
    let text = SnapshotDocument(paths: ShownGateway.paths()).document(
      snapshot, of: named.map { Set(ShownGateway.named($0).map(\.id)) }
    ).text()
    return try JSON5Parser.parse(text, file: "document")
  }

  private func gateway(_ gateway: Gateway) throws -> JSON5Node {
    try #require(document([gateway])["gateways"]?.array?.first)
  }

  private func finding(_ severity: Finding.Severity, _ names: String...) -> Finding {
    Finding(
      .pathNested, severity, gateways: ShownGateway.named(names), ports: [.one(1), .range(2...3)],
      paths: ["~/a#b"], detail: "d",
      fix: "f")
  }

  @Test func `the head says when, where and how well`() throws {
    let document = try document([], findings: [finding(.warning, "a")])
    #expect(document["schema"]?.integer == 1)
    #expect(document["takenAt"]?.string == "2027-01-15T08:00:00Z")
    #expect(document["host"]?.string == "atlas" && document["verdict"]?.string == "at-risk")
    #expect(
      document.object?.members.map(\.key)
        == ["schema", "takenAt", "host", "verdict", "gateways", "findings"])
  }

  @Test func `with names only those gateways are in it, what names them, and the verdict of that`() throws {
    let gateways = ["a", "b", "c"].map { ShownGateway.make($0) }
    let findings = [finding(.error, "b", "c"), finding(.warning, "a"), finding(.error)]
    let document = try document(gateways, findings: findings, named: ["a"])
    #expect(document["gateways"]?.array?.map { $0["name"]?.string } == ["a"])
    #expect(document["findings"]?.array?.count == 1)
    #expect(document["verdict"]?.string == "at-risk")
    #expect(try self.document(gateways, findings: findings)["verdict"]?.string == "broken")
    #expect(try self.document(gateways, findings: findings, named: ["c"])["findings"]?.array?.count == 1)
  }

  @Test func `a finding has its severity, ports, paths and remedy`() throws {
    let found = try #require(document([], findings: [finding(.info, "a", "b")])["findings"]?.array?.first)
    #expect(found["severity"]?.string == "info" && found["code"]?.string == "path-nested")
    #expect(found["gateways"]?.array?.map(\.string) == ["a", "b"])
    #expect(found["ports"]?.array?[0].integer == 1)
    #expect(found["ports"]?.array?[1].array?.map(\.integer) == [2, 3])
    #expect(found["paths"]?.array?.map(\.string) == ["~/a#b"])
    #expect(found["detail"]?.string == "d" && found["fix"]?.string == "f")
  }

  @Test func `a gateway that does nothing has null for what is absent`() throws {
    let node = try gateway(ShownGateway.make("a", port: 20000))
    for key in ["runBy", "service", "process", "owner", "health", "remote"] {
      #expect(node[key]?.isNull == true, "\(key)")
    }
    #expect(node["state"]?.string == "stopped" && node["kind"]?.string == "gateway")
    #expect(node["configPath"]?.string == "~/.openclaw-a/openclaw.json")
    #expect(node["stateDir"]?.string == "~/.openclaw-a")
    #expect(node["ports", "gateway", "port"]?.integer == 20000)
    #expect(node["ports", "gateway", "from"]?.string == "config")
    #expect(node["ports", "browserControl", "port"]?.integer == 20002)
    #expect(node["ports", "canvas", "port"]?.integer == 20004)
    #expect(node["cdpRange"]?.array?.map(\.integer) == [20011, 20110])
    #expect(node["restart", "supervisor"]?.isNull == true && node["restart", "retryAt"]?.isNull == true)
  }

  @Test func `a port that nothing tells is null, and so is what follows from it`() throws {
    var gateway = ShownGateway.make("a", port: 20000, from: .unknown)
    gateway.browsers = [
      .init(
        allocation: .init(name: "openclaw", port: 20011, how: .implicitFirst), listener: nil, browser: nil)
    ]
    let node = try self.gateway(gateway)
    for name in ["gateway", "browserControl", "canvas"] {
      #expect(node["ports", name, "port"]?.isNull == true, "\(name)")
      #expect(node["ports", name, "from"]?.string == "unknown", "\(name)")
    }
    #expect(node["cdpRange"]?.isNull == true)
    #expect(node["browserProfiles"]?.array?.first?["port"]?.isNull == true)
  }

  @Test func `a client has no port here and names its host, a container has its published one`() throws {
    let client = try gateway(ShownGateway.make("a", state: nil, kind: .client(host: "far\u{1B}[2J.example")))
    #expect(client["kind"]?.string == "client" && client["remote"]?.string == "far.example")
    for name in ["gateway", "browserControl", "canvas"] {
      #expect(client["ports", name, "from"]?.string == "none", "\(name)")
      #expect(client["ports", name, "port"]?.isNull == true, "\(name)")
    }
    #expect(client["state"]?.isNull == true && client["cdpRange"]?.isNull == true)
    let container = try gateway(ShownGateway.make("b", port: 20000, kind: .container))
    #expect(container["kind"]?.string == "container" && container["remote"]?.isNull == true)
    #expect(container["ports", "gateway", "port"]?.integer == 20000)
    #expect(container["ports", "browserControl", "from"]?.string == "none")
    #expect(container["cdpRange"]?.isNull == true)
  }

  @Test func `a stray has no places`() throws {
    var stray = ShownGateway.make("pid 7")
    (stray.configPath, stray.stateDir, stray.workspace) = ("", "", "")
    stray.source = .process
    let node = try gateway(stray)
    #expect(node["source"]?.string == "process")
    for key in ["configPath", "stateDir", "workspace"] { #expect(node[key]?.isNull == true, "\(key)") }
  }

  @Test func `a process has its start, and memory and CPU of its tree`() throws {
    var gateway = ShownGateway.make("a", pid: 4121)
    gateway.process?.cpuPercent = 1.25
    let process = try #require(self.gateway(gateway)["process"])
    #expect(process["pid"]?.integer == 4121 && process["startedAt"]?.string == "2027-01-15T07:58:30Z")
    #expect(process["memoryBytes"]?.integer == 5 << 20 && process["cpuPercent"]?.number == 1.25)
    #expect(try self.gateway(ShownGateway.make("a", pid: 1))["process", "cpuPercent"]?.isNull == true)
  }

  @Test func `an owner has its links by name, and is proven only by its start time`() throws {
    var gateway = ShownGateway.make("a", pid: 4121)
    gateway.owner.links = [
      .init(.record, .holds, "run 3 by Gatehouse"), .init(.listener, .contradicts, "held by x\u{1B}[0m"),
      .init(.stateDir, .unknown, "/home/op/.openclaw-a"),
    ]
    var owner = try #require(self.gateway(gateway)["owner"])
    #expect(owner["proven"]?.bool == false && owner["pid"]?.integer == 4121)
    let links = try #require(owner["links"]?.array)
    #expect(links.map { $0["link"]?.string } == ["run-record", "listener", "state-dir"])
    #expect(links.map { $0["status"]?.string } == ["holds", "contradicts", "unknown"])
    #expect(links.map { $0["detail"]?.string } == ["run 3 by Gatehouse", "held by x", "~/.openclaw-a"])
    gateway.owner.links.append(.init(.startTime, .holds, ""))
    owner = try #require(self.gateway(gateway)["owner"])
    #expect(owner["proven"]?.bool == true)
  }

  @Test func `listeners say whose they are`() throws {
    var gateway = ShownGateway.make("a", port: 20000)
    gateway.listeners = (0..<5).map { ShownGateway.listener(20000 + $0, pid: $0 == 3 ? nil : 7) }
    gateway.holders = [20000: .own, 20001: .gateway("b"), 20002: .stranger, 20003: .unknown]
    let listeners = try #require(self.gateway(gateway)["listeners"]?.array)
    #expect(
      listeners.map { $0["holder"]?.string } == ["own", "gateway", "stranger", "unknown", "unknown"])
    #expect(listeners.map { $0["gateway"]?.string } == [nil, "b", nil, nil, nil])
    #expect(listeners[3]["pid"]?.isNull == true && listeners[0]["pid"]?.integer == 7)
    #expect(listeners[0]["command"]?.string == "node" && listeners[0]["address"]?.string == "127.0.0.1")
  }

  @Test func `a service that is installed is told as its manager says`() throws {
    var gateway = ShownGateway.make("a")
    gateway.service.isInstalled = true
    gateway.service.state = UnitState("activating")
    gateway.service.subState = "auto-restart"
    gateway.service.fileState = "disabled"
    gateway.service.restarts = 7
    gateway.service.needsReload = true
    let service = try #require(self.gateway(gateway)["service"])
    #expect(service["manager"]?.string == "systemd-user")
    #expect(service["unit"]?.string == "openclaw-gateway-a.service")
    #expect(service["state"]?.string == "activating" && service["subState"]?.string == "auto-restart")
    #expect(service["enabled"]?.string == "disabled" && service["restarts"]?.integer == 7)
    #expect(service["needsReload"]?.bool == true && service["mainPID"]?.isNull == true)
  }

  @Test func `what restarts it, and when, is told`() throws {
    var gateway = ShownGateway.make("a", state: .backingOff)
    gateway.supervision.policy = .onFailure
    gateway.supervision.isChosen = true
    gateway.supervision.endings = 2
    gateway.supervision.retryAt = ShownGateway.now + 8
    gateway.supervision.supervisor = Supervisor(
      kind: .up, process: ProcessIdentity(pid: 77, startTicks: 1), bootID: "b", stateDir: "/s",
      configPath: "/c")
    let restart = try #require(self.gateway(gateway)["restart"])
    #expect(restart["policy"]?.string == "on-failure" && restart["chosen"]?.bool == true)
    #expect(restart["supervisor", "kind"]?.string == "up" && restart["supervisor", "pid"]?.integer == 77)
    #expect(restart["stoppedByPerson"]?.bool == false && restart["endings"]?.integer == 2)
    #expect(restart["retryAt"]?.string == "2027-01-15T08:00:08Z")
  }

  @Test func `health names the deepest layer that holds, and a gateway never asked has none`() throws {
    var gateway = ShownGateway.make("a", pid: 9)
    gateway.health = ShownGateway.health(
      [.process: .holds, .listening: .holds, .ours: .notOffered("x"), .live: .holds, .ready: .fails("r")],
      failing: ["telegram"])
    gateway.health.latencyMs = 4.5
    gateway.health.version = "2026.9.4"
    let health = try #require(self.gateway(gateway)["health"])
    #expect(health["layer"]?.string == "live" && health["latencyMs"]?.number == 4.5)
    #expect(health["failing"]?.array?.map(\.string) == ["telegram"])
    #expect(health["checkedAt"]?.string == "2027-01-15T07:59:59Z" && health["version"]?.string == "2026.9.4")
  }

  @Test func `browser profiles have a host only where it is another one`() throws {
    var gateway = ShownGateway.make("a")
    gateway.browsers = [
      .init(allocation: .init(name: "p", port: 18801, how: .explicit), listener: nil, browser: nil),
      .init(
        allocation: .init(name: "far", port: 9222, host: "10.0.0.42", how: .remoteCDPURL), listener: nil,
        browser: nil),
    ]
    let profiles = try #require(self.gateway(gateway)["browserProfiles"]?.array)
    #expect(profiles[0].object?.members.map(\.key) == ["name", "port", "how"])
    #expect(profiles[1].object?.members.map(\.key) == ["name", "port", "host", "how"])
    #expect(profiles[1]["host"]?.string == "10.0.0.42" && profiles[1]["how"]?.string == "remote-cdpUrl")
  }

  @Test(arguments: [(true, false, "config"), (false, true, "derived"), (false, false, "default")])
  func `other ports say where they come from`(isConfigured: Bool, isDerived: Bool, from: String) throws {
    let port = ConfiguredPort(
      use: "webhook", port: 8787, key: "channels.x", isConfigured: isConfigured, isDerived: isDerived)
    let node = try #require(gateway(ShownGateway.make("a", others: [port]))["otherPorts"]?.array?.first)
    #expect(node["from"]?.string == from && node["port"]?.integer == 8787)
    #expect(node["use"]?.string == "webhook" && node["key"]?.string == "channels.x")
  }
}
