import GatewayModel
import Host
import OpenClaw

/// Gateways as a snapshot shows them, for tests of words and documents.
enum ShownGateway {
  static let now = 1_800_000_000.0

  static func make(
    _ name: String, port: Int = 18789, from: PortPlan.Provenance = .config, state: GatewayState? = .stopped,
    pid: Int32? = nil, kind: Definition.Kind = .gateway, others: [ConfiguredPort] = [],
    version: String = "2026.9.4"
  ) -> Gateway {
    let directory = "/home/op/.openclaw-\(name)"
    let plan = PortPlan(
      gateway: .init(port, from), canvas: nil, browser: BrowserSettings(),
      rules: VersionRules(version: Version(version)), others: others)
    let identity = pid.map { ProcessIdentity(pid: $0, startTicks: 7) }
    return Gateway(
      id: GatewayID(stateDir: directory, configPath: directory + "/openclaw.json"), kind: kind, name: name,
      profile: name, source: .profile, isRescue: false, isMain: false,
      configPath: directory + "/openclaw.json", stateDir: directory, home: "/home/op",
      workspace: directory + "/workspace", isConfigMissing: false, plan: plan, browsers: [],
      listeners: pid.map { [listener(port, pid: $0)] } ?? [], holders: pid == nil ? [:] : [port: .own],
      service: .init(
        manager: "systemd-user", unit: "openclaw-gateway-\(name).service", state: nil, mainPID: nil,
        isInstalled: false),
      process: identity.map {
        .init(identity: $0, startedAt: now - 90, memoryBytes: 5 << 20, cpuPercent: nil, count: 1)
      },
      owner: identity.map { Ownership(process: $0, links: []) } ?? .none, health: Health(), state: state,
      logOffset: 0)
  }

  /// Gateways of these names, as a finding names them.
  static func named(_ names: [String]) -> [NamedGateway] {
    names.map { NamedGateway(id: make($0).id, name: $0) }
  }

  static func listener(
    _ port: Int, pid: Int32?, command: String? = "node", userID: UInt32 = 1000, dataDir: String? = nil
  ) -> PortListener {
    PortListener(
      port: port, address: "127.0.0.1", pid: pid, command: command, userID: userID, userDataDir: dataDir)
  }

  static func health(
    _ layers: [Health.Layer: Health.Status], since: Double = now - 60, failing: [String] = []
  ) -> Health {
    var health = Health()
    for (layer, status) in layers { health.layers[layer] = .init(status, since: since, checkedAt: now - 1) }
    health.failing = failing
    return health
  }

  static func paths() -> GatehousePaths {
    GatehousePaths(home: "/home/op", config: nil, system: Machine.unimplemented.system)
  }
}
