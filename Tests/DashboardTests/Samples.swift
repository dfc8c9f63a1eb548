import Host
import OpenClaw
import TestSupport

@testable import Dashboard
@testable import GatewayModel
@testable import Isolation

/// Gateways as a host with some history would show them.
enum Samples {
  static let now = 1_800_000_000.0

  static func gateway(
    _ name: String, port: Int, state: GatewayState?, health: Health = Health(), pid: Int32? = nil,
    browsers: [Gateway.Browser]? = nil
  ) -> Gateway {
    let directory = name == "default" ? "/home/op/.openclaw" : "/home/op/.openclaw-\(name)"
    let plan = PortPlan(
      gateway: .init(port, .config), canvas: nil, browser: BrowserSettings(),
      rules: VersionRules(version: nil))
    let first = CDPAllocation(name: "openclaw", port: port + 11, how: .implicitFirst)
    let identity = pid.map { ProcessIdentity(pid: $0, startTicks: 1) }
    return Gateway(
      id: GatewayID(stateDir: directory, configPath: directory + "/openclaw.json"), name: name,
      profile: name == "default" ? nil : name, source: .profile, isRescue: name == "rescue",
      isMain: name == "default", configPath: directory + "/openclaw.json", stateDir: directory,
      home: "/home/ada", workspace: directory + "/workspace", configModifiedAt: now - 7200,
      isConfigMissing: false,
      version: health.version, plan: plan,
      browsers: browsers ?? [.init(allocation: first, listener: nil, browser: nil)],
      listeners: pid.map {
        [PortListener(port: port, address: "127.0.0.1", pid: $0, command: "openclaw-gateway", userID: 1000)]
      } ?? [],
      holders: pid == nil ? [:] : [port: .own],
      service: .init(
        manager: "systemd-user",
        unit: "\(ServiceNames(profile: name == "default" ? nil : name).systemdUnit).service",
        state: (name == "default" ? "active" : nil).map(UnitState.init), mainPID: nil,
        isInstalled: name == "default"),
      runBy: pid == nil ? nil : name == "default" ? .systemd : .gatehouse,
      process: identity.map {
        .init(identity: $0, startedAt: now - 273_600, memoryBytes: 412 << 20, cpuPercent: 1.2, count: 3)
      },
      owner: identity.map {
        Ownership(
          process: $0,
          links: [
            .init(.lock, .holds, ""), .init(.startTime, .holds, ""), .init(.listener, .holds, ""),
            .init(.stateDir, .unknown, ""),
          ])
      } ?? .none, health: health, state: state, logOffset: 0, controlURL: "http://127.0.0.1:\(port)/")
  }

  static func health(failing: [String] = [], version: String? = "2026.9.4") -> Health {
    var health = Health()
    for layer in Health.Layer.allCases {
      health.layers[layer] = .init(.holds, since: now - 60, checkedAt: now)
    }
    if !failing.isEmpty {
      health.layers[.ready] = .init(.fails(failing.joined(separator: ", ")), since: now - 60, checkedAt: now)
    }
    health.failing = failing
    health.latencyMs = 4
    health.version = version
    health.channels = [
      .init(name: "telegram", lastInboundMs: Int(now - 180) * 1000),
      .init(name: "discord", lastInboundMs: nil),
    ]
    health.samples = [2, 3, 2, nil, 9, 2]
    return health
  }

  static var snapshot: Snapshot {
    var main = gateway("default", port: 18789, state: .running, health: health(), pid: 4121)
    main.browsers = [
      .init(
        allocation: .init(name: "openclaw", port: 18800, how: .implicitFirst),
        listener: .init(port: 18800, address: "127.0.0.1", pid: 4390, command: "chrome", userID: 1000),
        browser: "Chrome/141.0.7390.54", holder: .own),
      .init(
        allocation: .init(name: "far", port: 9222, host: "10.0.0.42", how: .remoteCDPURL), listener: nil,
        browser: nil),
    ]
    let rescue = gateway("rescue", port: 19789, state: .running, health: health(), pid: 4200)
    let work = gateway(
      "work", port: 20789, state: .degraded, health: health(failing: ["telegram"]), pid: 4300)
    var lab = gateway("lab", port: 18809, state: .failed)
    lab.listeners = [.init(port: 18809, address: "0.0.0.0", pid: 4711, command: "node", userID: 1000)]
    lab.failure =
      "port 18809 of lab is held by node 4711; stop that process, or give lab another gateway.port"
    var broken = gateway("日本", port: 23592, state: .stopped)
    broken.configProblem = ConfigProblem(
      file: "~/.openclaw-jp/openclaw.json", line: 14, column: 3,
      message: "a comma or a closing brace is expected here")
    let gateways = [main, rescue, lab, work, broken]
    return Snapshot(
      takenAt: now, hostName: "atlas", gateways: gateways, findings: findings(gateways),
      lastEvent: .init(at: now - 9, text: "work is live on 20789 (pid 4300)"))
  }

  /// Gateways of these names, as a finding names them.
  static func named(_ names: [String]) -> [NamedGateway] {
    names.map { name in
      let known = snapshot.gateways.first { $0.name == name }?.id
      return NamedGateway(
        id: known ?? GatewayID(stateDir: "/h/\(name)", configPath: "/h/\(name).json"), name: name)
    }
  }

  /// What the rules find in the ports of the first four, and a program on lab's port.
  private static func findings(_ gateways: [Gateway]) -> [Finding] {
    let subjects = gateways.prefix(4).enumerated().map { order, gateway in
      var subject = IsolationInput(
        order: order, id: gateway.id, name: gateway.name, config: "~/x/openclaw.json")
      let plan = gateway.plan
      subject.isMain = gateway.isMain
      subject.base = plan.gateway.port
      subject.servicePorts = [
        .init(port: plan.gateway.port, use: .gateway, isDerived: false),
        .init(port: plan.browserControl.port, use: .browserControl, isDerived: true),
        .init(port: plan.canvas.port, use: .canvas, isDerived: true),
      ]
      subject.cdpRange = plan.cdpRange
      return subject
    }
    let stranger = Finding(
      .portHeldByStranger, .error,
      gateways: gateways.filter { $0.name == "lab" }.map { NamedGateway(id: $0.id, name: $0.name) },
      ports: [.one(18809)],
      detail: "The gateway port 18809 of lab is held by node 4711.",
      fix: "Stop node (pid 4711), or give lab another gateway.port: `gatehouse plan` finds a free one.")
    return [stranger] + IsolationChecker().check(subjects)
  }

  static func state(width: Int, height: Int) -> DashboardState {
    var state = DashboardState()
    state.screen.home = "/home/op"
    _ = update(&state, .resized(width: width, height: height))
    _ = update(&state, .time(now: now, clock: "14:32:07"))
    _ = update(&state, .snapshot(snapshot))
    return state
  }
}
