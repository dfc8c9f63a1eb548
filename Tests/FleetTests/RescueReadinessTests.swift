import Fleet
import GatewayModel
import Host
import OpenClaw
import Records
import TestSupport
import Testing

/// How ready the rescue is, and what is missing.
@Suite struct RescueReadinessTests {
  static let main =
    "{ gateway: { mode: 'local', port: 18789 }, agents: { defaults: { model: { primary: 'openai/gpt' } } } }"
  static let rescue =
    "{ gateway: { mode: 'local', port: 19789 }, channels: { telegram: { botToken: '1:abcdef' } }, "
    + "agents: { defaults: { model: { primary: 'anthropic/claude' } } } }"

  private func status(
    main: String? = main, rescue: String? = rescue, files: [String: String] = [:],
    services: [ServiceStatus] = [],
    config: GatehouseConfig = GatehouseConfig(),
    live: (inout RuntimeState, HostInventory) -> Void = { _, _ in }
  ) -> RescueStatus? {
    var all = files
    all["/h/.openclaw/openclaw.json"] = main
    all["/h/.openclaw-rescue/openclaw.json"] = rescue
    let host = FakeHost.host(files: all, environment: ["HOME": "/h"])
    let paths = GatehousePaths(home: nil, config: nil, system: host.system)
    var scanner = HostScanner(host: host, paths: paths, config: config)
    let inventory = scanner.scan(services: services)
    var state = RuntimeState()
    live(&state, inventory)
    let builder = SnapshotBuilder(
      paths: paths, config: config, system: host.system, realPath: scanner.realPath)
    return builder.build(inventory, live: state).rescue
  }

  private func point(_ status: RescueStatus?, _ kind: ReadinessPoint.Kind) -> ReadinessPoint? {
    status?.points.first { $0.kind == kind }
  }

  @Test func `a pair that nobody has named is proposed, one that is named is not`() {
    let proposed = status()
    #expect(proposed?.main == "default" && proposed?.rescue == "rescue" && proposed?.isProposed == true)
    #expect(point(proposed, .configured)?.status == .met)
    var config = GatehouseConfig()
    config.mainName = "default"
    #expect(status(config: config)?.isProposed == false)
  }

  @Test func `who is missing is named, and there is no rescue then`() {
    let alone = status(rescue: nil)
    #expect(alone?.verdict == RescueStatus.Verdict.none && point(alone, .configured)?.status == .missing)
    #expect(point(alone, .configured)?.fix?.contains("rescue setup") == true)
    #expect(alone?.points.contains { $0.kind == .isolated } == false)
    var config = GatehouseConfig()
    config.mainName = "prod"
    let mainless = status(config: config)
    #expect(mainless?.main == nil && point(mainless, .configured)?.detail.contains("prod") == true)
    #expect(mainless?.points.count == 1)
    config.mainName = "rescue"
    #expect(point(status(config: config), .configured)?.detail.contains("its own rescue") == true)
    #expect(status(main: nil, rescue: nil) == nil)
  }

  @Test func `all that can be read of two that lie apart is met`() {
    let status = status()
    for kind in [ReadinessPoint.Kind.isolated, .ownBot, .ownPorts, .ownProvider] {
      #expect(point(status, kind)?.status == .met && point(status, kind)?.fix == nil, "\(kind)")
    }
    #expect(point(status, .ownBot)?.detail == "telegram")
    #expect(point(status, .ownProvider)?.detail.contains("anthropic") == true)
    #expect(point(status, .ownPorts)?.detail.contains("19789") == true)
  }

  @Test(
    arguments: [
      ("one base", "19789", "18789", .isolated, .missing),
      ("one base", "19789", "18789", .ownPorts, .missing),
      ("one bot", "channels: {", "channels: { x: 1,", .ownBot, .met),
      ("no bot", "botToken: '1:abcdef'", "", .ownBot, .missing),
      (
        "a bot that cannot be read", "'1:abcdef'", "{ source: 'exec', provider: 'vault', id: 'x' }", .ownBot,
        .unknown
      ),
      ("one provider", "anthropic", "openai", .ownProvider, .missing),
      ("no provider", "anthropic/claude", "claude", .ownProvider, .unknown),
    ] as [(String, String, String, ReadinessPoint.Kind, ReadinessPoint.Status)])
  func `what is shared or lacking is said at its own point`(
    _ row: (what: String, old: String, new: String, kind: ReadinessPoint.Kind, status: ReadinessPoint.Status)
  ) {
    let found = point(status(rescue: Self.rescue.replacing(row.old, with: row.new)), row.kind)
    #expect(found?.status == row.status, "\(row.what): \(found?.detail ?? "no point")")
  }

  @Test func `one bot for both is an error between them, and blocks the switch`() {
    let shared = status(
      main: Self.main.replacing("agents:", with: "channels: { telegram: { botToken: '1:abcdef' } }, agents:"))
    #expect(point(shared, .ownBot)?.status == .missing && point(shared, .isolated)?.status == .missing)
    #expect(shared?.verdict == .blocked)
    #expect(point(shared, .ownBot)?.detail.contains("1:abcdef") == false)
  }

  static let unit =
    "[Service]\nExecStart=/usr/bin/node /opt/openclaw/x.mjs --profile rescue gateway --port 19789\n"

  @Test func `a unit or a policy supervises, and one that is not enabled does not`() {
    let bare = point(status(), .supervised)
    #expect(
      bare?.status == .missing
        && bare?.fix?.contains("openclaw --profile rescue gateway install --port 19789") == true)
    var config = GatehouseConfig()
    config.restart.policy = .onFailure
    #expect(point(status(config: config), .supervised)?.status == .met)
    let files = ["/h/.config/systemd/user/openclaw-gateway-rescue.service": Self.unit]
    func supervised(_ state: String) -> ReadinessPoint? {
      let service = ServiceStatus(
        unit: "openclaw-gateway-rescue.service", activeState: .inactive, fileState: state)
      return point(status(files: files, services: [service]), .supervised)
    }
    #expect(supervised("enabled")?.status == .met)
    #expect(supervised("disabled")?.status == .missing)
    #expect(supervised("disabled")?.fix == "`systemctl --user enable openclaw-gateway-rescue.service`")
  }

  @Test func `a unit of the system is enabled by root`() {
    let unit = "openclaw-gateway-rescue.service"
    let text = Self.unit + "User=op\nEnvironment=HOME=/h\n"
    let service = ServiceStatus(
      unit: unit, isUserUnit: false, activeState: .inactive, fileState: "disabled")
    let found = point(
      status(files: ["/etc/systemd/system/\(unit)": text], services: [service]), .supervised)
    #expect(found?.fix == "`sudo systemctl enable \(unit)`")
  }

  @Test func `a last good copy has its age, and without one it is said when there will be one`() {
    var config = GatehouseConfig()
    config.settleSeconds = 75
    let none = point(status(config: config), .lastGood)
    #expect(none?.status == .missing && none?.fix?.contains("75 s") == true)
    let kept = status { state, inventory in
      for definition in inventory.definitions { state.rescue.lastGood[definition.id] = 5 }
    }
    #expect(point(kept, .lastGood)?.status == .met && point(kept, .lastGood)?.at == 5)
    // The rescue's own copy is no copy of main.
    let other = status { state, inventory in
      for definition in inventory.definitions where definition.name == "rescue" {
        state.rescue.lastGood[definition.id] = 5
      }
    }
    #expect(point(other, .lastGood)?.status == .missing)
  }

  @Test(
    arguments: [
      (30.0, "default", "rescue", ReadinessPoint.Status.met), (30.01, "default", "rescue", .missing),
      (1, "prod", "rescue", .missing), (1, "default", "night", .missing),
    ])
  func `a drill counts for thirty days, and for the pair that it was made with`(
    _ row: (days: Double, main: String, rescue: String, status: ReadinessPoint.Status)
  ) {
    let found = status { state, inventory in
      state.rescue.drill = RescueStore.Drill(
        at: inventory.takenAt - row.days * 86400, main: row.main, rescue: row.rescue, secondsToReady: 3)
    }
    #expect(point(found, .drill)?.status == row.status)
    #expect((point(found, .drill)?.fix == nil) == (row.status == .met))
  }
}
