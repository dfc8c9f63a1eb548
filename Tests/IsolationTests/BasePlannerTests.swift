import GatewayModel
import Isolation
import TestSupport
import Testing

/// Which bases are free, and in which order they are liked.
@Suite(.computing) struct BasePlannerTests {
  private static let ephemeral = 32768...60999

  private func planner(_ taken: some Sequence<Int>, from: Int? = nil) -> Planner {
    Planner([], listeners: taken, ephemeral: Self.ephemeral, from: from)
  }

  @Test(arguments: [
    (19888, true), (19889, false), (19999, false), (20000, true), (0, false), (-5, false), (1, true),
    (65425, true), (65426, false), (70000, false),
  ])
  func `a base is free with the 110 ports behind it`(base: Int, isFree: Bool) {
    #expect(planner([19999]).isFree(base) == isFree)
  }

  @Test func `all that a gateway has is taken, wherever it lies`() {
    var subject = TwoGateways().lab
    subject.addBrowser("work", 25000)
    subject.cdpRange = 30000...30099
    subject.addService("webhook", 8787, "a.port")
    let planner = Planner([subject], listeners: [], ephemeral: Self.ephemeral)
    for (base, isFree) in [
      (19679, false), (19678, true), (19799, false), (19801, true), (24890, false), (25001, true),
      (29890, false), (30099, false), (30100, true), (8677, false), (8788, true),
    ] {
      #expect(planner.isFree(base) == isFree, "\(base)")
    }
  }

  @Test func `ports that are none are no obstacle`() {
    var subject = TwoGateways().lab
    subject.cdpPorts[0].port = 70000
    subject.servicePorts[0].port = 0
    let planner = Planner([subject], listeners: [-1, 0, 65536], ephemeral: Self.ephemeral)
    #expect(planner.isFree(65425) && planner.isFree(1))
  }

  @Test func `bases are proposed in thousands first, then between, then below, then above`() {
    var first = planner([])
    #expect((0..<3).map { _ in first.take() } == [18789, 19789, 20789])
    // Every thousand is held.
    var between = planner(stride(from: 18789, through: 32657, by: 1000))
    #expect(between.take() == 18790)
    // Nothing from the usual base on, up to the ports of outgoing connections.
    var below = planner(18789..<32768)
    #expect(below.take() == 10000)
    var above = planner(10000..<32768)
    #expect(above.take() == 61000)
    var within = planner(Array(10000..<32768) + Array(61000..<65536))
    #expect(within.take() == 32768)
    var lowest = planner(Array(10000..<65536))
    #expect(lowest.take() == nil)
  }

  @Test func `a base is taken once`() {
    var planner = planner(Array(1..<18789) + Array(19011..<65536))
    #expect(planner.take() == 18789)
    #expect(planner.take() == 18900)
    #expect(planner.take() == nil)
    #expect(!planner.isFree(18789))
  }

  @Test func `no proposed footprint reaches into the ports of outgoing connections`() {
    // Only this stretch is free, and it ends inside them.
    var planner = planner(Array(1..<32600) + Array(61000..<65536))
    #expect(planner.take() == 32600)
    var next = Planner([], listeners: Array(1..<32658) + Array(61000..<65536), ephemeral: Self.ephemeral)
    #expect(next.take() == 32658)
  }

  @Test(arguments: [
    (80, 1024, false), (25000, 25000, false), (40000, 61000, false), (32657, 32657, false),
    (32658, 61000, false), (61000, 61000, false),
  ])
  func `from a given base on the ports of outgoing connections come last`(
    from: Int, base: Int, isEphemeral: Bool
  ) {
    let plan = PortPlanning([], listeners: [:], ephemeral: Self.ephemeral, count: 1, from: from)
    #expect(plan.proposals.map(\.base) == [base])
    #expect(plan.proposals.map(\.isEphemeral) == [isEphemeral])
  }

  @Test func `a base among outgoing connections says why it was taken all the same`() {
    let listeners = Dictionary(uniqueKeysWithValues: (61000...65535).map { ($0, "x") })
    let plan = PortPlanning([], listeners: listeners, ephemeral: Self.ephemeral, count: 2, from: 32650)
    #expect(plan.proposals.map(\.base) == [32650, 32761])
    #expect(plan.proposals.map(\.isEphemeral) == [false, true])
    #expect(plan.proposals[0].reason.contains("32650-32760"))
    #expect(plan.proposals[1].reason.contains("the kernel gives ports 32768-60999"))
  }

  @Test func `a proposal's ports are those that follow from its base`() {
    let plan = PortPlanning([], listeners: [:], ephemeral: Self.ephemeral, count: 1, from: nil)
    let ports = plan.proposals.first?.ports
    #expect(ports?.gateway.port == 18789 && ports?.browserControl.port == 18791)
    #expect(ports?.canvas.port == 18793 && ports?.cdpRange == 18800...18899)
    #expect(plan.asked == nil && plan.hits.isEmpty)
  }

  // MARK: What a given base would hit

  private func hits(_ from: Int, _ subjects: [IsolationInput], _ listeners: [Int: String] = [:]) -> [String] {
    PortPlanning(subjects, listeners: listeners, ephemeral: Self.ephemeral, count: 0, from: from).hits
      .map { "\($0.kind.rawValue) \($0.ports.text) \($0.gateway ?? "-")" }
  }

  @Test func `a base is told all that it would meet, gateways first`() {
    var subject = TwoGateways().lab
    subject.addBrowser("work", 25000)
    #expect(
      hits(19790, [subject], [19795: "node 7", 20000: "far 8"]) == [
        "gateway 19791 lab", "gateway 19793 lab", "gateway 19800 lab", "gateway 19800-19899 lab",
        "listener 19795 -",
      ])
    #expect(hits(24890, [subject]) == ["gateway 25000 lab"])
    #expect(hits(24889, [subject]).isEmpty && hits(25001, [subject]).isEmpty)
  }

  @Test func `who listens on a gateway's own port is that gateway's matter`() {
    #expect(
      hits(19900, [TwoGateways.gateway("lab", 19900, order: 0)], [19900: "node 7"]).filter {
        $0.hasPrefix("listener")
      }.isEmpty)
  }

  @Test func `a base without room is told so, and so is one at the last port`() {
    #expect(hits(65425, []) == [])
    #expect(hits(65426, []) == ["too-high 65426 -"])
    #expect(hits(65535, [], [65535: "x"]) == ["too-high 65535 -", "listener 65535 -"])
  }

  @Test func `of outgoing connections only the shared part is told`() {
    #expect(hits(32700, []) == ["ephemeral 32768-32810 -"])
    #expect(hits(60990, []) == ["ephemeral 60990-60999 -"])
    #expect(hits(61000, []).isEmpty)
  }
}
