import GatewayModel
import OpenClaw
import Testing

/// Every port of a base: design section 4.
@Suite struct PortPlanTests {
  private func plan(
    _ base: Int, _ from: PortPlan.Provenance = .config, canvas: Int? = nil, range: Int? = nil,
    version: String? = nil
  ) -> PortPlan {
    PortPlan(
      gateway: .init(base, from), canvas: canvas, browser: BrowserSettings(cdpPortRangeStart: range),
      rules: VersionRules(version: version.flatMap { Version($0) }))
  }

  @Test func `what derives from a base lies where OpenClaw puts it`() {
    let plan = plan(20000)
    #expect(plan.browserControl == .init(20002, .derived))
    #expect(plan.canvas == .init(20004, .derived))
    #expect(plan.cdpRange == 20011...20110 && plan.cdpRangeFrom == .derived)
    #expect(plan.knownCDPRange == 20011...20110)
  }

  @Test func `what the config sets is from the config`() {
    let plan = plan(20000, .unit, canvas: 18793, range: 30000)
    #expect(plan.canvas == .init(18793, .config))
    #expect(plan.cdpRangeFrom == .config && plan.cdpRange.lowerBound == 30000)
    #expect(plan.browserControl.from == .derived && plan.gateway.from == .unit)
  }

  @Test func `what follows from a base that nobody knows is not known, what is set is`() {
    let plan = plan(18789, .unknown, canvas: 18793)
    #expect(plan.gateway.known == nil && plan.browserControl.known == nil && plan.knownCDPRange == nil)
    #expect(plan.canvas.known == 18793)
    #expect(self.plan(18789, .unknown, range: 30000).knownCDPRange?.lowerBound == 30000)
    #expect(plan.knownPort(of: .init(name: "openclaw", port: 18800, how: .implicitFirst)) == nil)
    #expect(plan.knownPort(of: .init(name: "a", port: 9222, how: .explicit)) == 9222)
    #expect(self.plan(20000).knownPort(of: .init(name: "x", port: 20011, how: .implicitFirst)) == 20011)
  }

  @Test(
    arguments: [
      ("2026.3.1", 20003), ("2026.3.21", 20003), ("2026.3.22", nil), ("2026.9.4", nil), (nil, nil),
    ] as [(String?, Int?)])
  func `the fixed relay is there up to 2026.3.21, and only where the version is known`(
    _ row: (version: String?, relay: Int?)
  ) {
    #expect(plan(20000, version: row.version).relay == row.relay)
  }

  @Test func `a hashed port without a version is an assumption, and nothing else is`() {
    #expect(plan(34567, .profileHash).isAssumed)
    #expect(!plan(34567, .profileHash, version: "2026.9.4").isAssumed)
    #expect(!plan(18789, .standard).isAssumed && !plan(20000).isAssumed)
  }

  @Test(
    arguments: [
      ("nothing is said", nil, nil, nil, nil, 18789, .standard),
      ("the config", nil, nil, nil, 20000, 20000, .config),
      ("the environment wins over the config", nil, nil, "21000", 20000, 21000, .environment),
      ("a port of zero is none", nil, nil, "0", 20000, 20000, .config),
      ("a port out of range is none", nil, nil, "70000", 20000, 20000, .config),
      ("a flag wins over the environment", nil, 22000, "21000", 20000, 22000, .flag),
      ("a unit wins over all", 23000, 22000, "21000", 20000, 23000, .unit),
    ] as [(String, Int?, Int?, String?, Int?, Int, PortPlan.Provenance)])
  func `of several sources one wins`(
    _ row: (
      what: String, unit: Int?, flag: Int?, variable: String?, config: Int?, port: Int,
      from: PortPlan.Provenance
    )
  ) {
    var environment: [String: String] = [:]
    environment["OPENCLAW_GATEWAY_PORT"] = row.variable
    let entry = PortPlan.base(
      profile: nil, unit: row.unit, flag: row.flag, environment: environment, configured: row.config,
      rules: VersionRules(version: nil))
    #expect(entry == .init(row.port, row.from), "\(row.what)")
  }
}
