import GatewayModel
import OpenClaw
import Ports
import TestSupport
import Testing

/// One gateway as the rules of isolation see it.
@Suite struct IsolationInputTests {
  private func input(
    _ text: String?, port: Int = 20000, from: PortPlan.Provenance = .config, name: String = "work",
    version: String? = "2026.9.4", change: (inout Definition) -> Void = { _ in }
  ) throws -> IsolationInput {
    let definition = try ModelSamples.definition(name, port: port, from: from, config: text, version: version)
    {
      if let config = $0.config.value {
        let rules = VersionRules(version: $0.version)
        $0.allocations = CDPAllocation.all(
          settings: config.browser,
          derived: DerivedPorts(base: port, movesClampedRange: rules.movesClampedRange), rules: rules)
      }
      change(&$0)
    }
    return IsolationInput(definition, order: 3) { $0.replacing("/h", with: "~") }
  }

  @Test func `ports that follow from the base are told from those that are set`() throws {
    let input = try input("{ gateway: { port: 20000 }, canvasHost: { port: 18793 } }")
    #expect(input.base == 20000 && input.order == 3 && input.config == "~/.openclaw-work/openclaw.json")
    #expect(input.servicePorts.map(\.port) == [20000, 20002, 18793])
    #expect(input.servicePorts.map(\.isDerived) == [false, true, false])
    #expect(input.canvasPlace == "~/.openclaw-work/openclaw.json#canvasHost.port")
    #expect(input.cdpRange == 20011...20110 && !input.isRangeConfigured)
  }

  @Test func `each browser's port has the key that moves it`() throws {
    let input = try input(
      """
      { gateway: { port: 20000 }, browser: { profiles: { a: { cdpPort: 9222 },
        b: { cdpUrl: 'http://localhost:9333' },
        c: { cdpUrl: 'https://cloud.example:444/?key=k' }, d: { cdpUrl: 'http://0.0.0.0:9555' } } } }
      """)
    let file = "~/.openclaw-work/openclaw.json#browser.profiles."
    let places = Dictionary(input.cdpPorts.map { ($0.port, $0.place) }, uniquingKeysWith: { a, _ in a })
    #expect(
      places[20011] == .some(nil) && places[9222] == file + "a.cdpPort" && places[9333] == file + "b.cdpUrl")
    // On another machine there is no port of this one; the wildcard is this one.
    #expect(places[444] == nil && places[9555] == file + "d.cdpUrl")
    #expect(input.endpoints.map(\.host) == ["127.0.0.1", "cloud.example", "127.0.0.1"])
    #expect(input.endpoints[1].customer.contains("k") && input.endpoints[0].customer.isEmpty)
  }

  @Test func `a browser that is switched off has no ports`() throws {
    let input = try input(
      "{ gateway: { port: 20000 }, browser: { enabled: false, profiles: { a: { cdpPort: 9222 } } } }")
    #expect(input.cdpPorts.isEmpty && input.endpoints.isEmpty)
  }

  @Test func `without a known base it has no port that could collide`() throws {
    let input = try input("{}", from: .unknown)
    #expect(
      input.base == nil && input.servicePorts.isEmpty && input.cdpRange == nil && input.cdpPorts.isEmpty)
  }

  @Test func `of a container only the published port counts`() throws {
    let input = try input(nil) { $0.kind = .container }
    #expect(input.servicePorts.map(\.port) == [20000] && input.cdpRange == nil)
  }

  @Test(
    arguments: [
      (nil, .flag, .flag, nil), (nil, .environment, .environment, nil), (nil, .unit, .unit, nil),
      (nil, .standard, nil, nil), (nil, .profileHash, nil, nil), (20000, .config, nil, nil),
      // What the config says is overridden from outside.
      (21000, .flag, .flag, 21000), (21000, .environment, .environment, 21000), (21000, .unit, nil, nil),
      (20000, .flag, nil, nil),
    ] as [(Int?, PortPlan.Provenance, PortPlan.Provenance?, Int?)])
  func `a port that the config does not hold is told with where it comes from`(
    _ row: (config: Int?, from: PortPlan.Provenance, origin: PortPlan.Provenance?, overridden: Int?)
  ) throws {
    let input = try input(row.config.map { "{ gateway: { port: \($0) } }" } ?? "{}", from: row.from)
    #expect(input.unpersistedOrigin == row.origin && input.overriddenPort == row.overridden)
  }

  @Test(
    arguments: [
      ("default", "2026.9.4", 18789), ("dev", "2026.9.4", 19001), ("work", "2026.6.11", 18789),
      ("rescue", "2026.9.4", GatewayPort.hashed(profile: "rescue")),
    ])
  func `what OpenClaw takes where nothing says a port depends on name and version`(
    _ row: (name: String, version: String, port: Int)
  ) throws {
    #expect(try input("{}", name: row.name, version: row.version).standardPort == row.port)
  }

  @Test func `a hashed port of an unknown version is an assumption`() throws {
    #expect(try input("{}", from: .profileHash, version: nil).assumedPort == 20000)
    #expect(try input("{}", from: .profileHash).assumedPort == nil)
  }
}
