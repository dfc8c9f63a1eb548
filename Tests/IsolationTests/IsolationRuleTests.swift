import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel
@testable import Isolation

/// The rules over gateways made for the purpose: what the scenarios on disk do not show.
@Suite(.computing) struct IsolationRuleTests {
  /// A gateway on a base port with its standard ports and nothing else in common with others.
  static func subject(
    _ name: String, _ base: Int, order: Int, cdp: [(String, Int)] = [], range: ClosedRange<Int>? = nil
  ) -> IsolationInput {
    var subject = IsolationInput(
      order: order, id: GatewayID(stateDir: "/h/\(name)", configPath: "/h/\(name).json"), name: name,
      config: "~/\(name).json")
    subject.profile = name
    subject.base = base
    subject.unit = .init(
      name: "\(name).service", path: "~/\(name).service", port: base, configPort: base, version: nil,
      configVersion: nil, entryPoint: nil, problems: [])
    subject.servicePorts = [
      .init(port: base, use: .gateway, isDerived: false),
      .init(port: base + 2, use: .browserControl, isDerived: true),
      .init(port: base + 4, use: .canvas, isDerived: true),
    ]
    subject.cdpRange = range ?? (base + 11)...(base + 110)
    subject.isRangeConfigured = range != nil
    subject.cdpPorts =
      [.init(profile: "openclaw", port: base + 11, how: .implicitFirst, attachOnly: false, place: nil)]
      + cdp.map { name, port in
        .init(
          profile: name, port: port, how: .explicit, attachOnly: false,
          place: "\(subject.config)#browser.profiles.\(name).cdpPort")
      }
    return subject
  }

  private func check(_ subjects: IsolationInput...) -> [Finding] { IsolationChecker().check(subjects) }

  private func codes(_ findings: [Finding]) -> [String] { findings.map(\.code.rawValue).sorted() }

  @Test(arguments: 1..<200) func `two gateways are apart from a spacing of 111 on`(spacing: Int) {
    let findings = check(
      Self.subject("a", 18789, order: 0), Self.subject("b", 18789 + spacing, order: 1))
    #expect((Verdict(findings) == .isolated) == (spacing >= 111), "\(codes(findings))")
    // Nothing is told twice: an error between the ports hides the warnings about the ranges.
    if findings.contains(where: { $0.severity == .error }) {
      #expect(!findings.contains { $0.severity == .warning })
    }
  }

  @Test func `three gateways on one port are one finding, and what follows is not said`() {
    let findings = check(
      Self.subject("a", 20000, order: 0), Self.subject("b", 20000, order: 1),
      Self.subject("c", 20000, order: 2))
    #expect(codes(findings) == ["gateway-port-duplicate"])
    #expect(findings[0].names == ["a", "b", "c"] && findings[0].ports == [.one(20000)])
  }

  @Test func `an equal base hides no collision that it does not make`() {
    let findings = check(
      Self.subject("a", 20000, order: 0, cdp: [("x", 9222)]),
      Self.subject("b", 20000, order: 1, cdp: [("x", 9222)]))
    #expect(
      codes(findings).filter { $0 != "cdp-port-outside-own-range" } == [
        "cdp-port-duplicate", "gateway-port-duplicate",
      ])
  }

  @Test func `the main gateway stays where it is, and no two others are sent to one place`() {
    var main = Self.subject("default", 18809, order: 0)
    main.isMain = true
    let findings = check(
      main, Self.subject("b", 18789, order: 1), Self.subject("c", 18829, order: 2))
    let moved = findings.filter { $0.code == .cdpRangeOverlap }.map(\.fix)
    #expect(!moved.contains { $0.contains("Move default") })
    let places = Set(
      moved.compactMap { $0.split(separator: " ").compactMap { Int($0.filter(\.isNumber)) }.first })
    #expect(places.count == 2, "\(moved)")
  }

  @Test func `how many CDP ports are left is counted to the first port of another`() throws {
    let findings = check(
      Self.subject("a", 20000, order: 0, cdp: [("x", 20012)]), Self.subject("b", 20030, order: 1))
    let found = try #require(findings.first { $0.code == .cdpHeadroom && $0.names == ["a"] })
    #expect(found.ports == [.one(20030)])
    #expect(found.detail.contains("19 CDP ports (20011-20029, 2 used)"), "\(found.detail)")
  }

  @Test func `a moved CDP range keeps two near gateways apart`() {
    let findings = check(
      Self.subject("a", 20000, order: 0, range: 40000...40099),
      Self.subject("b", 20020, order: 1, range: 41000...41099))
    #expect(codes(findings.filter { $0.severity != .info }).isEmpty)
  }

  @Test func `many findings of a kind are one group, and the list stays whole`() {
    let subjects = (0..<30).map { Self.subject("g\($0)", 20000 + $0 * 20, order: $0) }
    let findings = IsolationChecker().check(subjects)
    let overlaps = findings.filter { $0.code == .cdpRangeOverlap }
    #expect(overlaps.count == 30 * 4 - 10)
    let groups = FindingGroup.groups(findings)
    #expect(groups.first { $0.first.code == .cdpRangeOverlap }?.findings == overlaps)
    #expect(groups.count < 6)
  }

  @Test func `ports at the top of the range are no trap`() {
    for base in [65300, 65425, 65426, 65524, 65525, 65533, 65534, 65535, 1, 80] {
      let plan = PortPlan(
        gateway: .init(base, .config), canvas: nil, browser: BrowserSettings(),
        rules: VersionRules(version: nil))
      var subject = Self.subject("a", 18789, order: 0)
      subject.base = base
      subject.servicePorts = [plan.gateway, plan.browserControl, plan.canvas].map {
        .init(port: $0.port, use: .gateway, isDerived: false)
      }
      subject.cdpRange = plan.cdpRange
      let findings = check(subject, Self.subject("b", 18789, order: 1))
      #expect(findings.contains { $0.code == .cdpRangeClamped } == (base > 65425), "\(base)")
    }
  }
}

@Suite(.computing) struct PlannerTests {
  private let known = [
    IsolationRuleTests.subject("a", 18789, order: 0), IsolationRuleTests.subject("b", 19789, order: 1),
  ]

  @Test func `proposed bases hit no gateway, no listener, no other proposal and no outgoing connection`() {
    let listeners = [20790: "node 1", 21800: "node 2"]
    let plan = PortPlanning(
      known, listeners: listeners, ephemeral: 32768...60999, count: 40, from: nil)
    #expect(plan.proposals.count == 40 && plan.hits.isEmpty)
    var taken = Set(listeners.keys)
    for subject in known { taken.formUnion((subject.base ?? 0)...((subject.base ?? 0) + 110)) }
    for proposal in plan.proposals {
      let footprint = Set(proposal.base...(proposal.base + 110))
      #expect(footprint.isDisjoint(with: taken), "\(proposal.base)")
      #expect(!proposal.isEphemeral && footprint.isDisjoint(with: Set(32768...60999)))
      taken.formUnion(footprint)
    }
  }

  @Test func `a given base is told what it would hit`() {
    let plan = PortPlanning(
      known, listeners: [18950: "node 1"], ephemeral: 32768...60999, count: 1, from: 18780)
    #expect(plan.asked == 18780)
    let text = plan.hits.map { "\($0.kind.rawValue) \($0.ports.text)" }
    #expect(
      text == [
        "gateway 18789", "gateway 18791", "gateway 18793", "gateway 18800", "gateway 18800-18890",
      ], "\(text)")
    #expect(plan.proposals.first?.base == 18951)
    #expect(
      PortPlanning(known, listeners: [:], ephemeral: 32768...60999, count: 1, from: 65500).hits.contains {
        $0.kind == .tooHigh
      })
    #expect(
      PortPlanning(known, listeners: [:], ephemeral: 32768...60999, count: 1, from: 40000).hits.map(\.kind)
        == [.ephemeral])
  }

  @Test func `when all is taken nothing is proposed`() {
    let plan = PortPlanning(
      [],
      listeners: Dictionary(uniqueKeysWithValues: stride(from: 1, through: 65535, by: 100).map { ($0, "x") }),
      ephemeral: 32768...60999, count: 3, from: nil)
    #expect(plan.proposals.isEmpty)
  }
}
