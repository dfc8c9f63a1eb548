import GatewayModel
import Isolation
import TestSupport
import Testing

/// Where CDP ranges lie beside each other, and what is inside them.
@Suite(.computing) struct BrowserRangeTests {
  @Test func `a range inside another one is shared as far as it reaches`() throws {
    var host = TwoGateways()
    host.lab.cdpRange = 18850...18860
    host.lab.isRangeConfigured = true
    let found = try host.finding(.cdpRangeOverlap)
    #expect(found.ports == [.range(18850...18860)])
    #expect(found.detail.contains("11 ports"))
    #expect(found.detail.contains("18800-18899 of default") && found.detail.contains("18850-18860 of lab"))
    #expect(found.fix.contains("browser.cdpPortRangeStart of lab"))
    host.lab.cdpRange = 18900...18910
    #expect(host.findings(.cdpRangeOverlap).isEmpty)
  }

  @Test func `each pair of three ranges is told, also where the middle one has ended before`() {
    var host = TwoGateways()
    host.main.cdpRange = 30000...30099
    host.lab.cdpRange = 30010...30020
    var third = TwoGateways.gateway("third", 20789, order: 2)
    third.cdpRange = 30050...30149
    host.others = [third]
    let found = host.findings(.cdpRangeOverlap).map { "\($0.names) \($0.ports.map(\.text))" }
    #expect(found == [#"["default", "lab"] ["30010-30020"]"#, #"["default", "third"] ["30050-30099"]"#])
  }

  @Test func `the names stand in the order of the roster, whoever lies lower`() throws {
    var host = TwoGateways()
    host.main.takeBase(20789)
    host.lab.takeBase(20700)
    let found = try host.finding(.cdpRangeOverlap)
    #expect(found.names == ["default", "lab"])
    #expect(found.detail.contains("20800-20899 of default and 20711-20810 of lab"), "\(found.detail)")
  }

  @Test func `service ports inside a range are one finding for each direction`() {
    var host = TwoGateways()
    host.lab.takeBase(18850)
    let found = host.findings(.servicePortInForeignCDPRange)
    #expect(found.map(\.ports) == [[.one(18850), .one(18852), .one(18854)]])
    #expect(found.first?.detail.contains("of lab lie inside the CDP range 18800-18899 of default") == true)
    // The other way round too, where a setting puts the range there.
    host.lab.cdpRange = 18780...18795
    host.lab.isRangeConfigured = true
    let both = host.findings(.servicePortInForeignCDPRange)
    #expect(both.map(\.ports).contains([.one(18789), .one(18791), .one(18793)]) && both.count == 2)
  }

  @Test func `the relay of an extension is no service port in a range`() {
    var host = TwoGateways()
    host.lab.servicePorts.append(.init(port: 18850, use: .relay, isDerived: true))
    #expect(host.findings(.servicePortInForeignCDPRange).isEmpty)
    host.lab.addService("webhook", 18851, "a.port")
    #expect(host.findings(.servicePortInForeignCDPRange).map(\.ports) == [[.one(18851)]])
  }

  @Test(arguments: [
    (18800, [], "has no CDP port before 18800", "Create no browser profile for default"),
    (18801, [], "has 1 CDP ports (18800-18800, 1 used)", "Create no browser profile for default"),
    (18802, [], "has 2 CDP ports (18800-18801, 1 used)", "no more than 1 further"),
    (18810, [18803, 18811], "has 10 CDP ports (18800-18809, 2 used)", "no more than 8 further"),
  ])
  func `the ports of a range are counted up to the first that is another's`(
    foreign: Int, own: [Int], detail: String, fix: String
  ) throws {
    var host = TwoGateways()
    for port in own { host.main.addBrowser("b\(port)", port) }
    host.lab.addBrowser("far", foreign)
    let found = try host.finding(.cdpHeadroom)
    #expect(found.names == ["default"] && found.ports == [.one(foreign)])
    #expect(found.detail.contains(detail) && found.detail.contains("lab's"), "\(found.detail)")
    #expect(found.fix.contains(fix), "\(found.fix)")
  }

  @Test func `a second gateway on the same base leaves as many ports as it takes`() {
    var host = TwoGateways()
    host.lab.takeBase(18789)
    #expect(host.findings(.cdpHeadroom).isEmpty)
  }

  @Test func `a clamped range is said with where it falls`() throws {
    var host = TwoGateways()
    host.lab.takeBase(65500)
    host.lab.cdpRange = 65511...65511
    #expect(try host.finding(.cdpRangeClamped).detail.contains("65511 alone"))
    host.lab.cdpRange = 20100...20199
    let moved = try host.finding(.cdpRangeClamped)
    #expect(moved.detail.contains("20100-20199") && moved.ports == [.range(20100...20199)])
    // A range that a setting put there is where it is meant to be.
    host.lab.isRangeConfigured = true
    #expect(host.findings(.cdpRangeClamped).isEmpty)
  }

  @Test func `ports outside the own range are one finding, each port once, lowest first`() throws {
    var host = TwoGateways()
    host.lab.addBrowser("a", 9300)
    host.lab.addBrowser("b", 9222)
    host.lab.pinBrowser("c", 9300, attachOnly: true)
    // The first of the range and a relay lie where they lie.
    host.lab.cdpPorts.append(
      .init(profile: "r", port: 9400, how: .relay, attachOnly: false, place: nil))
    let found = try host.finding(.cdpPortOutsideOwnRange)
    #expect(found.ports == [.one(9222), .one(9300)])
    #expect(found.detail.contains("own range 19800-19899"))
  }
}
