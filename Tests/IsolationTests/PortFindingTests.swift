import GatewayModel
import Isolation
import TestSupport
import Testing

/// Each code about ports: a host that has it, and its neighbour a port away that has not.
/// Rule: the table of design section 4.
@Suite(.computing) struct PortFindingTests {
  private static let both = ["default", "lab"]
  private static let mainConfig = "~/.openclaw/openclaw.json"
  private static let labConfig = "~/.openclaw-lab/openclaw.json"
  private static let labUnit = "~/.config/systemd/user/openclaw-gateway-lab.service"

  @Test func `two gateways that lie apart have no finding at all`() {
    #expect(TwoGateways().findings().isEmpty)
  }

  private static let cases: [FindingCase] = [
    FindingCase(
      .gatewayPortDuplicate, .error, both, ports: [.one(18789)],
      wrong: { $0.lab.takeBase(18789) }, right: { $0.lab.takeBase(18790) }),
    // The base of one is the control port, then the canvas port of the other.
    FindingCase(
      .derivedPortHitsGatewayPort, .error, both, ports: [.one(18791)],
      wrong: { $0.lab.takeBase(18791) }, right: { $0.lab.takeBase(18790) }),
    FindingCase(
      .derivedPortHitsGatewayPort, .error, both, ports: [.one(18793)],
      wrong: { $0.lab.takeBase(18793) }, right: { $0.lab.takeBase(18792) }),
    FindingCase(
      .derivedPortHitsGatewayPort, .error, both, ports: [.one(18789)],
      wrong: { $0.lab.takeBase(18787) }, right: { $0.lab.takeBase(18788) }),
    FindingCase(
      .derivedPortHitsGatewayPort, .error, both, ports: [.one(19789)],
      paths: ["\(mainConfig)#channels.telegram.webhookPort"],
      wrong: { $0.main.addService("telegram webhook", 19789, "channels.telegram.webhookPort") },
      right: { $0.main.addService("telegram webhook", 19790, "channels.telegram.webhookPort") }),
    FindingCase(
      .derivedPortDuplicate, .error, both, ports: [.one(18791)],
      wrong: { $0.lab.servicePorts[1].port = 18791 }, right: { $0.lab.servicePorts[1].port = 18792 }),
    FindingCase(
      .derivedPortDuplicate, .info, both, ports: [.one(18793)],
      wrong: { $0.lab.servicePorts[2] = .init(port: 18793, use: .canvas, isDerived: false) },
      right: { $0.lab.servicePorts[2] = .init(port: 18794, use: .canvas, isDerived: false) }),
    FindingCase(
      .servicePortDuplicate, .error, both, ports: [.one(8787)],
      paths: ["\(mainConfig)#a.port", "\(labConfig)#b.port"],
      wrong: {
        $0.main.addService("webhook", 8787, "a.port")
        $0.lab.addService("webhook", 8787, "b.port")
      },
      right: {
        $0.main.addService("webhook", 8787, "a.port")
        $0.lab.addService("webhook", 8788, "b.port")
      }),
    FindingCase(
      .servicePortDuplicate, .error, ["lab"], ports: [.one(8787)],
      paths: ["\(labConfig)#a.port", "\(labConfig)#b.port"],
      wrong: {
        $0.lab.addService("webhook", 8787, "a.port")
        $0.lab.addService("voice call", 8787, "b.port")
      },
      right: {
        $0.lab.addService("webhook", 8787, "a.port")
        $0.lab.addService("voice call", 8788, "b.port")
      }),
    FindingCase(
      .cdpPortDuplicate, .error, both, ports: [.one(9222)],
      paths: [
        "\(mainConfig)#browser.profiles.work.cdpPort", "\(labConfig)#browser.profiles.play.cdpPort",
      ],
      wrong: {
        $0.main.addBrowser("work", 9222)
        $0.lab.addBrowser("play", 9222)
      },
      right: {
        $0.main.addBrowser("work", 9222)
        $0.lab.addBrowser("play", 9223)
      }),
    // A set port meets one that follows from the base: only what is set has a place.
    FindingCase(
      .cdpPortDuplicate, .error, both, ports: [.one(19800)],
      paths: ["\(mainConfig)#browser.profiles.work.cdpPort"],
      wrong: { $0.main.addBrowser("work", 19800) }, right: { $0.main.addBrowser("work", 19801) }),
    FindingCase(
      .cdpPortHitsServicePort, .error, both, ports: [.one(18789)],
      paths: ["\(labConfig)#browser.profiles.work.cdpPort"],
      wrong: { $0.lab.addBrowser("work", 18789) }, right: { $0.lab.addBrowser("work", 18790) }),
    FindingCase(
      .cdpPortHitsServicePort, .error, both, ports: [.one(18793)],
      paths: ["\(labConfig)#browser.profiles.work.cdpPort"],
      wrong: { $0.lab.addBrowser("work", 18793) }, right: { $0.lab.addBrowser("work", 18792) }),
    FindingCase(
      .cdpURLShared, .error, both, ports: [.one(9222)],
      paths: ["\(mainConfig)#browser.profiles.work.cdpUrl", "\(labConfig)#browser.profiles.work.cdpUrl"],
      wrong: {
        $0.main.pinBrowser("work", 9222)
        $0.lab.pinBrowser("work", 9222)
      },
      right: {
        $0.main.pinBrowser("work", 9222)
        $0.lab.pinBrowser("work", 9223)
      }),
    FindingCase(
      .cdpURLShared, .error, both, ports: [.one(443)],
      paths: ["\(mainConfig)#browser.profiles.far.cdpUrl", "\(labConfig)#browser.profiles.far.cdpUrl"],
      wrong: {
        $0.main.addRemoteBrowser("chrome.example", 443)
        $0.lab.addRemoteBrowser("chrome.example", 443)
      },
      right: {
        $0.main.addRemoteBrowser("chrome.example", 443)
        $0.lab.addRemoteBrowser("chrome2.example", 443)
      }),
    FindingCase(
      .cdpURLWithoutAttachOnly, .warning, ["default"], ports: [.one(19800)],
      paths: ["\(mainConfig)#browser.attachOnly"],
      wrong: { $0.main.pinBrowser("work", 19800) },
      right: { $0.main.pinBrowser("work", 19800, attachOnly: true) }),
    FindingCase(
      .cdpRangeOverlap, .warning, both, ports: [.range(18899...18899)],
      wrong: { $0.lab.takeBase(18888) }, right: { $0.lab.takeBase(18900) }),
    FindingCase(
      .servicePortInForeignCDPRange, .warning, both, ports: [.one(18899)],
      wrong: { $0.lab.takeBase(18899) }, right: { $0.lab.takeBase(18900) }),
    FindingCase(
      .cdpRangeClamped, .warning, ["lab"], ports: [.range(65437...65437)],
      wrong: {
        $0.lab.takeBase(65426)
        $0.lab.cdpRange = 65437...65437
      },
      right: { $0.lab.takeBase(65425) }),
    FindingCase(
      .cdpHeadroom, .info, ["default"], ports: [.one(18899)],
      wrong: { $0.lab.takeBase(18899) }, right: { $0.lab.takeBase(18900) }),
    FindingCase(
      .cdpPortOutsideOwnRange, .info, ["lab"], ports: [.one(19900)],
      wrong: { $0.lab.addBrowser("work", 19900) }, right: { $0.lab.addBrowser("work", 19899) }),
    FindingCase(
      .portNotPersisted, .warning, ["lab"], ports: [.one(18789), .one(19789)],
      paths: ["\(labConfig)#gateway.port"],
      wrong: { $0.lab.unpersistedOrigin = .flag }, right: { $0.lab.unpersistedOrigin = nil }),
    FindingCase(
      .portNotPersisted, .info, ["default"], ports: [.one(18789)], paths: ["\(mainConfig)#gateway.port"],
      wrong: { $0.main.unpersistedOrigin = .environment }, right: { $0.main.unpersistedOrigin = nil }),
    FindingCase(
      .portDependsOnVersion, .warning, ["lab"], ports: [.one(18789), .one(31234)],
      paths: ["\(labConfig)#gateway.port"],
      wrong: { $0.lab.assumedPort = 31234 }, right: { $0.lab.assumedPort = nil }),
    FindingCase(
      .servicePortDrift, .warning, ["lab"], ports: [.one(19789), .one(20789)],
      paths: [labUnit, "\(labConfig)#gateway.port"],
      wrong: { $0.lab.unit?.configPort = 20789 }, right: { $0.lab.unit?.configPort = nil }),
  ]

  @Test(arguments: cases) func `a host has the finding, and its neighbour has it not`(
    _ one: FindingCase
  ) throws {
    try one.check()
  }
}
