import Isolation
import TestSupport
import Testing

@testable import GatewayModel

/// What hides what among the errors between ports, and what is to be done about them.
@Suite(.computing) struct PortCollisionTests {
  @Test func `an error between two gateways hides their range warnings, and no other pair's`() {
    var host = TwoGateways()
    // The base of lab is main's control port; the third one only lies near both.
    host.lab.takeBase(18791)
    host.others = [TwoGateways.gateway("near", 18830, order: 2)]
    let overlaps = host.findings(.cdpRangeOverlap).map(\.names)
    #expect(overlaps == [["default", "near"], ["lab", "near"]])
    let inside = host.findings(.servicePortInForeignCDPRange).map(\.names)
    #expect(inside == [["default", "near"], ["lab", "near"]])
  }

  @Test func `among many errors each pair keeps its own`() {
    var host = TwoGateways()
    // Control ports by pairs: main and b, lab and c. Main lies near lab, and b near c.
    host.lab.takeBase(18830)
    var b = TwoGateways.gateway("b", 40000, order: 2)
    b.servicePorts[1].port = 18791
    var c = TwoGateways.gateway("c", 40020, order: 3)
    c.servicePorts[1].port = 18832
    host.others = [b, c]
    let errors = host.findings(.derivedPortDuplicate).map { "\($0.names) \($0.ports.map(\.text))" }
    #expect(errors == [#"["default", "b"] ["18791"]"#, #"["lab", "c"] ["18832"]"#])
    #expect(host.findings(.cdpRangeOverlap).map(\.names) == [["default", "lab"], ["b", "c"]])
  }

  @Test func `a port that a config opens besides explains nothing about ranges`() {
    var host = TwoGateways()
    host.lab.takeBase(18809)
    host.main.addService("telegram webhook", 18809, "channels.telegram.webhookPort")
    #expect(host.codes().contains("derived-port-hits-gateway-port"))
    #expect(host.codes().contains("cdp-range-overlap"))
  }

  @Test func `a base between two ports of another is one finding a pair`() {
    var host = TwoGateways()
    // Control and canvas of main both lie on lab's base.
    host.main.servicePorts[1] = .init(port: 19789, use: .browserControl, isDerived: false)
    host.main.servicePorts[2] = .init(port: 19789, use: .canvas, isDerived: false)
    #expect(host.findings(.derivedPortHitsGatewayPort).count == 1)
  }

  @Test func `two gateways on one base are each told of what hits it`() {
    var host = TwoGateways()
    host.lab.takeBase(18789)
    host.others = [TwoGateways.gateway("low", 18787, order: 2)]
    let hits = host.findings(.derivedPortHitsGatewayPort).filter { $0.ports == [.one(18789)] }
    #expect(hits.map(\.names) == [["default", "low"], ["lab", "low"]])
    #expect(host.findings(.gatewayPortDuplicate).map(\.names) == [["default", "lab"]])
  }

  @Test func `what is set on an equal base is said beside the base`() {
    var host = TwoGateways()
    host.lab.takeBase(18789)
    host.main.addService("telegram webhook", 8787, "channels.telegram.webhookPort")
    host.lab.addService("telegram webhook", 8787, "channels.telegram.webhookPort")
    #expect(host.codes() == ["gateway-port-duplicate", "service-port-duplicate"])
    // A port that follows from the equal base is explained by it.
    var derived = TwoGateways()
    derived.lab.takeBase(18789)
    derived.main.addService("mcp", 18790, "mcp.apps", isDerived: true)
    derived.lab.addService("mcp", 18790, "mcp.apps", isDerived: true)
    #expect(derived.codes() == ["gateway-port-duplicate"])
    derived.main.servicePorts[3].isDerived = false
    #expect(derived.codes() == ["gateway-port-duplicate", "service-port-duplicate"])
  }

  @Test func `a canvas port that is set to where it would lie anyhow is explained by the equal base`() {
    var host = TwoGateways()
    host.lab.takeBase(18789)
    host.lab.servicePorts[2] = .init(port: 18793, use: .canvas, isDerived: false)
    #expect(host.findings().map(\.code) == [.gatewayPortDuplicate])
  }

  @Test func `control ports that meet fail, and a canvas port that meets one is only reserved`() throws {
    var control = TwoGateways()
    control.lab.servicePorts[1].port = 18791
    let error = try control.finding(.derivedPortDuplicate)
    #expect(error.severity == .error && error.detail.contains("browser control port 18791"))
    var canvas = TwoGateways()
    canvas.lab.servicePorts[2] = .init(port: 18791, use: .canvas, isDerived: false)
    let info = try canvas.finding(.derivedPortDuplicate)
    #expect(info.severity == .info && info.fix.contains("canvasHost.port"))
    #expect(Verdict(canvas.findings()) == .isolated)
  }

  @Test func `a webhook on another's control port is a port that two ask for`() throws {
    var host = TwoGateways()
    host.lab.addService("voice call", 18791, "plugins.voice.port")
    let found = try host.finding(.servicePortDuplicate)
    #expect(found.names == ["default", "lab"])
    #expect(found.paths == ["~/.openclaw-lab/openclaw.json#plugins.voice.port"])
    #expect(found.detail.contains("browser control of default") && found.detail.contains("voice call of lab"))
    #expect(found.fix.contains("~/.openclaw-lab/openclaw.json#plugins.voice.port"))
  }

  @Test func `the last place in the roster gives way where two webhooks meet`() throws {
    var host = TwoGateways()
    host.main.addService("webhook", 8787, "a.port")
    host.lab.addService("webhook", 8787, "b.port")
    #expect(try host.finding(.servicePortDuplicate).fix.contains("~/.openclaw-lab/openclaw.json#b.port"))
  }

  @Test func `a webhook on the own base port is told of the one gateway`() throws {
    var host = TwoGateways()
    host.lab.addService("webhook", 19789, "a.port")
    let found = try host.finding(.servicePortDuplicate)
    #expect(found.names == ["lab"] && found.ports == [.one(19789)])
    #expect(found.detail.contains("gateway and webhook"))
    #expect(host.codes() == ["service-port-duplicate"])
  }

  @Test(arguments: [
    (2, "default and g1"), (4, "default, g1, g2 and g3"), (5, "default, g1, g2 and 2 others"),
    (9, "default, g1, g2 and 6 others"),
  ])
  func `of many gateways the first are named and the rest are counted`(count: Int, words: String) throws {
    let all = (0..<count).map { TwoGateways.gateway($0 == 0 ? "default" : "g\($0)", 18789, order: $0) }
    // Whatever the order in which they come, the roster's is said.
    let found = IsolationChecker().check(all.reversed()).filter { $0.code == .gatewayPortDuplicate }
    #expect(found.count == 1)
    #expect(found.first?.detail.hasPrefix("\(words) use the same gateway port 18789") == true)
    #expect(found.first?.names == all.map(\.name))
    if count > 2 { #expect(found.first?.fix.contains("plan --count \(count - 1)") == true) }
  }

  @Test func `a gateway whose port nobody knows collides with nothing`() {
    var host = TwoGateways()
    host.lab.base = nil
    host.lab.servicePorts = []
    host.lab.cdpRange = nil
    host.lab.cdpPorts = []
    host.others = [host.lab]
    host.others[0].order = 2
    host.others[0].name = "other"
    #expect(!host.findings().contains { !$0.ports.isEmpty })
  }
}
