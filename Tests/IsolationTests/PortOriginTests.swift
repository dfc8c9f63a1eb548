import GatewayModel
import Isolation
import TestSupport
import Testing

/// Where a gateway's port and name come from, and what is said of it.
@Suite(.computing) struct PortOriginTests {
  private static let write = "Write gateway.port: 19789 into ~/.openclaw-lab/openclaw.json"

  @Test(arguments: [
    (PortPlan.Provenance.flag, "only on a command line or in Gatehouse's config"),
    (.unit, "only in its unit"), (.environment, "only in OPENCLAW_GATEWAY_PORT in ~/.openclaw-lab/.env"),
  ])
  func `a port that the config does not hold is told with where it stands`(
    origin: PortPlan.Provenance, place: String
  ) throws {
    var host = TwoGateways()
    host.lab.unpersistedOrigin = origin
    host.lab.portPlace = "OPENCLAW_GATEWAY_PORT in ~/.openclaw-lab/.env"
    let found = try host.finding(.portNotPersisted)
    #expect(found.detail.contains(place) && found.detail.contains("18789"), "\(found.detail)")
    #expect(found.fix == Self.write + ".")
  }

  @Test func `the port that OpenClaw would take anyhow breaks nothing`() throws {
    var host = TwoGateways()
    host.lab.unpersistedOrigin = .flag
    // Since 2026.8 the standard port of a profile is its own.
    host.lab.standardPort = 19789
    let found = try host.finding(.portNotPersisted)
    #expect(found.severity == .info && found.ports == [.one(19789)])
    host.lab.standardPort = 31000
    #expect(try host.finding(.portNotPersisted).ports == [.one(31000), .one(19789)])
    #expect(try host.finding(.portNotPersisted).severity == .warning)
  }

  @Test func `what stands in another gateway's config is not asked for`() {
    var host = TwoGateways()
    host.lab.unpersistedOrigin = .unit
    host.lab.contradict("OPENCLAW_CONFIG_PATH", says: "a", means: "b")
    #expect(host.findings(.portNotPersisted).isEmpty)
    host.lab.claims.unitContradictions[0].variable = "OPENCLAW_STATE_DIR"
    #expect(host.findings(.portNotPersisted).count == 1)
  }

  @Test func `a port that overrides the config's is told with both`() throws {
    var host = TwoGateways()
    host.lab.unpersistedOrigin = .environment
    host.lab.overriddenPort = 20789
    host.lab.portPlace = "OPENCLAW_GATEWAY_PORT in ~/.env"
    let found = try host.finding(.portNotPersisted)
    #expect(found.ports == [.one(20789), .one(19789)] && found.severity == .warning)
    #expect(found.detail.contains("by OPENCLAW_GATEWAY_PORT in ~/.env"))
    #expect(found.fix == Self.write + ", or change OPENCLAW_GATEWAY_PORT in ~/.env to 20789.")
    host.lab.portPlace = nil
    #expect(try host.finding(.portNotPersisted).fix.contains("Restart lab so that it takes 20789"))
    // Nobody is sent to a port of another.
    host.lab.overriddenPort = 18789
    let taken = try host.finding(.portNotPersisted)
    #expect(taken.detail.contains("18789, which is the gateway port of default"))
    #expect(taken.fix == Self.write + " before it is started in any other way.")
  }

  @Test func `all gateways without a profile are one finding`() throws {
    var host = TwoGateways()
    host.lab.isInstanceOnly = true
    host.others = (0..<4).map { TwoGateways.gateway("g\($0)", 30000 + $0 * 200, order: 2 + $0) }
    for place in host.others.indices { host.others[place].isInstanceOnly = true }
    #expect(try host.finding(.instanceWithoutProfile).names == ["lab", "g0", "g1", "g2", "g3"])
    // A stray is claimed first; of a place that nobody knows no profile can be asked;
    // the rest is not driven from here.
    host.others[0].isStray = true
    host.others[1].placeDoubt = "its working directory may not be seen"
    host.others[2].kind = .container
    host.others[3].hasOutsideSupervisor = true
    let found = try host.finding(.instanceWithoutProfile)
    #expect(found.names == ["lab"] && found.detail.contains("lab is known by paths alone"))
  }

  @Test func `all gateways that nothing starts again are one finding, with the commands of a few`() throws {
    var host = TwoGateways()
    host.main.unit = nil
    host.lab.unit = nil
    host.lab.base = nil
    let two = try host.finding(.noServiceInstalled)
    #expect(two.names == ["default", "lab"])
    #expect(
      two.fix.contains("`openclaw gateway install --port 18789`, `openclaw --profile lab gateway install`"))
    host.others = (0..<3).map { TwoGateways.gateway("g\($0)", 30000 + $0 * 200, order: 2 + $0) }
    for place in host.others.indices { host.others[place].unit = nil }
    let five = try host.finding(.noServiceInstalled)
    #expect(five.names.count == 5 && five.fix.contains("openclaw --profile NAME gateway install"))
    // What cannot be installed has no command.
    host.others[0].isInstanceOnly = true
    let four = try host.finding(.noServiceInstalled)
    #expect(four.names.count == 5 && !four.fix.contains("g0") && four.fix.contains("--profile g1"))
  }

  @Test func `gateways without a profile are moved to one before they have a service`() throws {
    var host = TwoGateways()
    host.lab.unit = nil
    host.lab.isInstanceOnly = true
    #expect(try host.finding(.noServiceInstalled).fix.contains("Move them to profiles"))
  }

  @Test func `strays, clients and containers need no service`() {
    var host = TwoGateways()
    host.lab.unit = nil
    #expect(host.findings(.noServiceInstalled).count == 1)
    var stray = host
    stray.lab.isStray = true
    #expect(stray.findings(.noServiceInstalled).isEmpty)
    var client = host
    client.lab.kind = .client(host: "bots.example.net")
    #expect(client.findings(.noServiceInstalled).isEmpty)
    // A unit that starts one of them, nobody knows which, is a service all the same.
    host.main.placeDoubt = "its script cannot be followed"
    #expect(host.findings(.noServiceInstalled).isEmpty)
  }
}
