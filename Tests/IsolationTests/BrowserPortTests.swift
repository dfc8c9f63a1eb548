import GatewayModel
import Isolation
import TestSupport
import Testing

/// CDP ports and addresses: whose they are, what hides what, and what is to be done.
@Suite(.computing) struct BrowserPortTests {
  @Test func `one endpoint hides the port that it shares`() {
    var host = TwoGateways()
    host.main.pinBrowser("work", 9222, attachOnly: true)
    host.lab.pinBrowser("work", 9222, attachOnly: true)
    #expect(host.codes() == ["cdp-url-shared"])
    // A third gateway with that port has not the address: that is said.
    host.others = [TwoGateways.gateway("third", 20789, order: 2)]
    host.others[0].addBrowser("x", 9222)
    #expect(host.codes() == ["cdp-url-shared", "cdp-port-duplicate"])
    #expect(host.findings(.cdpPortDuplicate).first?.names == ["default", "lab", "third"])
    #expect(host.findings(.cdpURLShared).first?.names == ["default", "lab"])
  }

  @Test func `a shared endpoint on another machine hides no port of this one`() {
    var host = TwoGateways()
    host.main.addRemoteBrowser("chrome.example", 9222)
    host.lab.addRemoteBrowser("chrome.example", 9222)
    host.main.addBrowser("work", 9222)
    host.lab.addBrowser("work", 9222)
    #expect(host.codes() == ["cdp-url-shared", "cdp-port-duplicate"])
    host.lab.takeBase(18809)
    #expect(host.codes().contains("cdp-range-overlap"))
  }

  @Test func `a shared local endpoint hides the pair's range warnings`() {
    var host = TwoGateways()
    host.lab.takeBase(18809)
    #expect(host.codes().contains("cdp-range-overlap"))
    host.main.pinBrowser("work", 9222, attachOnly: true)
    host.lab.pinBrowser("work", 9222, attachOnly: true)
    #expect(host.codes() == ["cdp-url-shared"])
  }

  @Test func `two customers of one hosted browser share nothing, and no text names them`() throws {
    var host = TwoGateways()
    host.main.addRemoteBrowser("chrome.example", 443, customer: "?token=FAKE-a")
    host.lab.addRemoteBrowser("chrome.example", 443, customer: "?token=FAKE-b")
    #expect(host.findings().isEmpty)
    host.lab.endpoints[0].customer = "?token=FAKE-a"
    let found = try host.finding(.cdpURLShared)
    #expect(found.detail.contains("chrome.example:443"))
    #expect(!"\(found)".contains("FAKE"))
  }

  @Test func `a gateway that names one endpoint twice shares it with nobody`() {
    var host = TwoGateways()
    host.main.pinBrowser("a", 9222)
    host.main.pinBrowser("b", 9222)
    host.main.addBrowser("c", 9222)
    #expect(host.codes().isEmpty)
  }

  @Test func `an address on a port of another is to be taken away, not the port`() throws {
    var host = TwoGateways()
    host.main.pinBrowser("work", 19800, attachOnly: true)
    let shared = try host.finding(.cdpPortDuplicate)
    let place = "~/.openclaw/openclaw.json#browser.profiles.work.cdpUrl"
    #expect(shared.fix.contains("Remove \(place)") && shared.detail.contains("openclaw of lab"))
    #expect(shared.paths.isEmpty)
    var service = TwoGateways()
    service.main.pinBrowser("work", 19789, attachOnly: true)
    let hit = try service.finding(.cdpPortHitsServicePort)
    #expect(hit.paths == [place] && hit.fix.contains("Remove \(place)"))
  }

  @Test func `the next free port of the own range is proposed`() throws {
    var host = TwoGateways()
    host.main.addBrowser("work", 9222)
    host.lab.addBrowser("play", 9222)
    // The first three ports of lab's range are taken: by itself, by itself, by another gateway.
    host.lab.addBrowser("more", 19801)
    host.main.addBrowser("far", 19802)
    let found = try host.finding(.cdpPortDuplicate)
    #expect(found.fix.contains("browser.profiles.play.cdpPort of lab to 19803"), "\(found.fix)")
    var full = host
    for port in 19803...19899 { full.lab.addBrowser("p\(port)", port) }
    let none = try full.finding(.cdpPortDuplicate)
    #expect(none.fix.contains("another cdpPort in ~/.openclaw-lab/openclaw.json"), "\(none.fix)")
  }

  @Test func `a port that a browser has on another's service names every port that it meets`() throws {
    var host = TwoGateways()
    host.main.addBrowser("work", 30000)
    host.lab.servicePorts[2] = .init(port: 30000, use: .canvas, isDerived: false)
    host.others = [TwoGateways.gateway("third", 30000, order: 2)]
    let found = try host.finding(.cdpPortHitsServicePort)
    #expect(found.names == ["default", "lab", "third"])
    #expect(found.detail.contains("the canvas port of lab") && found.detail.contains("gateway port of third"))
    #expect(found.fix.contains("cdpPort of default to 18801"), "\(found.fix)")
  }

  @Test func `a browser on a service port of its own gateway hits nobody else's`() {
    var host = TwoGateways()
    host.main.addBrowser("work", 18789)
    #expect(host.findings(.cdpPortHitsServicePort).isEmpty)
    let outside = host.findings(.cdpPortOutsideOwnRange)
    #expect(outside.first?.detail.contains("18789 is a port of default itself") == true)
  }

  @Test func `a range that a setting moved onto another is to be moved by that setting`() throws {
    var host = TwoGateways()
    host.lab.cdpRange = 18800...18899
    host.lab.isRangeConfigured = true
    host.lab.cdpPorts = [
      .init(
        profile: "openclaw", port: 18800, how: .implicitFirst, attachOnly: false,
        place: "~/.openclaw-lab/openclaw.json#browser.cdpPortRangeStart")
    ]
    let found = try host.finding(.cdpPortDuplicate)
    #expect(found.fix.contains("Change browser.cdpPortRangeStart of lab"), "\(found.fix)")
    #expect(host.findings(.cdpRangeClamped).isEmpty)
    // Only a port that is set with cdpPort has a place in this code.
    #expect(found.paths.isEmpty)
  }

  @Test(arguments: [
    (true, false, true, "shared endpoint"), (false, true, true, "its port is another's CDP port"),
    (false, false, false, "a port of its own"),
  ])
  func `only what may start a Chrome on somebody else's port is asked to attach only`(
    isShared: Bool, isAnothers: Bool, isFound: Bool, why: String
  ) {
    var host = TwoGateways()
    host.main.pinBrowser("work", 9222)
    if isShared { host.lab.pinBrowser("work", 9222, attachOnly: true) }
    if isAnothers { host.lab.addBrowser("work", 9222) }
    let found = host.findings(.cdpURLWithoutAttachOnly)
    #expect(found.map(\.names) == (isFound ? [["default"]] : []), "\(why)")
    if isFound {
      #expect(found[0].fix.contains("~/.openclaw/openclaw.json#browser.profiles.work.attachOnly"), "\(why)")
    }
  }

  @Test func `a service port of another is somebody else's too, and all such ports are one finding`() {
    var host = TwoGateways()
    host.main.pinBrowser("a", 19789)
    host.main.pinBrowser("b", 19800)
    // An explicit port starts a Chrome by right.
    host.main.addBrowser("c", 19791)
    let found = host.findings(.cdpURLWithoutAttachOnly)
    #expect(found.map(\.ports) == [[.one(19789), .one(19800)]])
  }

  @Test func `the address of the whole browser is attached to by the setting of the whole browser`() {
    var host = TwoGateways()
    host.main.cdpPorts = [
      .init(
        profile: "openclaw", port: 19800, how: .pinnedCDPURL, attachOnly: false,
        place: "~/.openclaw/openclaw.json#browser.cdpUrl")
    ]
    let found = host.findings(.cdpURLWithoutAttachOnly)
    #expect(found.first?.fix.contains("Set browser.attachOnly: true in ~/.openclaw/openclaw.json") == true)
  }
}
