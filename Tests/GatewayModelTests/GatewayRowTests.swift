import GatewayModel
import OpenClaw
import TestSupport
import Testing

/// What a gateway in a snapshot says of itself.
@Suite struct GatewayRowTests {
  static let node = ModelSamples.listener(18789, pid: 70)

  @Test func `a stranger is on the base port of one that does not run`() {
    let stopped = ModelSamples.gateway { $0.listeners = [ModelSamples.listener(18791, pid: 9), Self.node] }
    #expect(stopped.stranger == Self.node)
    #expect(ModelSamples.gateway { $0.listeners = [ModelSamples.listener(18791, pid: 9)] }.stranger == nil)
    #expect(ModelSamples.gateway(from: .unknown) { $0.listeners = [Self.node] }.stranger == nil)
    let box = ModelSamples.gateway {
      $0.kind = .container
      $0.listeners = [Self.node]
    }
    #expect(box.stranger == nil)
  }

  @Test(arguments: [Ownership.Status.holds, .unknown, .contradicts])
  func `of one that runs the port is a stranger's only where the proof contradicts`(
    _ status: Ownership.Status
  ) {
    let running = ModelSamples.gateway {
      $0.process = .init(
        identity: .init(pid: 5, startTicks: 1), startedAt: 0, memoryBytes: 0, cpuPercent: nil, count: 1)
      $0.owner = Ownership(process: .init(pid: 5, startTicks: 1), links: [.init(.listener, status, "")])
      $0.listeners = [Self.node]
    }
    #expect((running.stranger != nil) == (status == .contradicts))
  }

  @Test func `only an own Chrome of a gateway that is gone was left behind`() {
    let chrome = ModelSamples.listener(18800, pid: 80, data: "/h/.openclaw-work/browser/a")
    let foreign = ModelSamples.listener(18801, pid: 81, data: "/elsewhere")
    let plain = ModelSamples.listener(18791, pid: 82)
    var gateway = ModelSamples.gateway {
      $0.listeners = [chrome, foreign, plain]
      $0.holders = [18800: .own, 18801: .stranger, 18791: .own]
    }
    #expect(gateway.leftBrowsers == [chrome])
    gateway.process = .init(
      identity: .init(pid: 5, startTicks: 1), startedAt: 0, memoryBytes: 0, cpuPercent: nil, count: 1)
    #expect(gateway.leftBrowsers.isEmpty)
  }

  @Test(
    arguments: [
      (.gateway, nil, true), (.container, "in a container", false), (.client(host: nil), "remote", false),
      (.client(host: "bots.example"), "remote, to bots.example", false),
    ] as [(Definition.Kind, String?, Bool)])
  func `what is no gateway of this machine says what it is`(_ row: (Definition.Kind, String?, Bool)) {
    let gateway = ModelSamples.gateway { $0.kind = row.0 }
    #expect(gateway.kindText == row.1 && gateway.isManaged == row.2)
  }

  @Test func `the default profile is the one without a name, not one that has only paths`() {
    #expect(
      ModelSamples.gateway("default").isDefaultProfile && !ModelSamples.gateway("work").isDefaultProfile)
    let declared = ModelSamples.gateway("lab") {
      $0.profile = nil
      $0.source = .declared
    }
    #expect(!declared.isDefaultProfile)
  }

  @Test func `everything from outside is made harmless, names and paths keep their letters`() {
    let dirty = "a\u{1B}[31mb\u{202E}hunter22"
    var gateway = ModelSamples.gateway("w\u{1B}[2Jork") { gateway in
      gateway.failure = dirty
      gateway.portDoubt = dirty
      gateway.placeDoubt = dirty
      gateway.holders = [1: .gateway("o\u{1B}[0mther"), 2: .stranger]
      gateway.runBy = .named("p\u{1B}[0mm2")
      gateway.version = "2026\u{1B}[0m.9"
      gateway.service.unit = "u\u{1B}[0m.service"
      gateway.operation = .init(kind: .start, step: dirty, since: 0, isStopping: false)
      gateway.owner = Ownership(process: nil, links: [.init(.lock, .holds, dirty)])
      gateway.listeners = [ModelSamples.listener(1, pid: 2, command: "no\u{1B}[0mde")]
      gateway.browsers = [
        .init(
          allocation: .init(name: "a\u{1B}[0m", port: 1, how: .explicit),
          listener: ModelSamples.listener(1, pid: 2, command: "no\u{1B}[0mde"), browser: dirty,
          holder: .gateway("o\u{1B}[0mther"))
      ]
      gateway.health.failing = [dirty]
      gateway.health.channels = [.init(name: dirty, lastInboundMs: 7, isConnected: false, problem: dirty)]
      gateway.health.version = "v\u{1B}[0m1"
      gateway.health.layers[.live] = .init(.fails(dirty), since: 1, checkedAt: 2)
      gateway.health.layers[.ready] = .init(.notOffered(dirty), since: 3, checkedAt: 4)
    }
    gateway = gateway.shown(by: Redactor(["hunter22"]))
    let clean = "ab•••"
    #expect(gateway.name == "work" && gateway.version == "2026.9" && gateway.service.unit == "u.service")
    #expect(gateway.failure == clean && gateway.operation?.step == clean)
    #expect(gateway.portDoubt == clean && gateway.placeDoubt == clean && gateway.runBy == .named("pm2"))
    #expect(gateway.holders == [1: .gateway("other"), 2: .stranger])
    #expect(gateway.browsers[0].allocation.name == "a" && gateway.browsers[0].holder == .gateway("other"))
    #expect(gateway.owner.links[0].detail == clean && gateway.listeners[0].command == "node")
    #expect(gateway.browsers[0].browser == clean && gateway.browsers[0].listener?.command == "node")
    #expect(gateway.health.failing == [clean] && gateway.health.version == "v1")
    #expect(
      gateway.health.channels == [.init(name: clean, lastInboundMs: 7, isConnected: false, problem: clean)])
    #expect(gateway.health.layers[.live] == .init(.fails(clean), since: 1, checkedAt: 2))
    #expect(gateway.health.layers[.ready] == .init(.notOffered(clean), since: 3, checkedAt: 4))
  }

  @Test func `a finding is made harmless, its texts without secrets`() {
    let finding = Finding(
      FindingCode(rawValue: "x\u{1B}[0m-token-shared"), .error,
      gateways: [NamedGateway(id: ModelSamples.gateway().id, name: "a\u{1B}[0m")],
      paths: ["~/\u{202E}x"],
      detail: "hunter22", fix: "\u{7}hunter22"
    ).shown(by: Redactor(["hunter22"]))
    #expect(
      finding.code.rawValue == "x-token-shared" && finding.names == ["a"]
        && finding.concerns(ModelSamples.gateway().id) && finding.paths == ["~/x"])
    #expect(finding.detail == "•••" && finding.fix == "•••")
  }

  @Test func `who keeps it running has a word`() {
    let all: [Gateway.RunBy] = [.gatehouse, .systemd, .other, .named("pm2")]
    #expect(all.map(\.rawValue) == ["gatehouse", "systemd", "other", "pm2"])
  }
}
