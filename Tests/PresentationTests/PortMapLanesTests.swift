import Canvas
import GatewayModel
import OpenClaw
import Testing

@testable import Presentation

/// Who meets whom on the port map.
struct PortMapLanesTests {
  @Test func `gateways 111 ports apart share nothing, at 110 they meet in one port`() {
    let apart = PortMapLanes.lanes(
      [ShownGateway.make("a", port: 20000), ShownGateway.make("b", port: 20111)], strong: nil)
    #expect(
      apart.allSatisfy { $0.shared.isEmpty && $0.note.isEmpty && !$0.ticks.contains(where: \.isShared) })
    let close = PortMapLanes.lanes(
      [ShownGateway.make("a", port: 20000), ShownGateway.make("b", port: 20110)], strong: nil)
    // The last CDP port of a is the base port of b.
    #expect(close[0].shared == [20110...20110] && close[0].note == "1 shared with b")
    #expect(close[1].ticks.filter(\.isShared).map(\.port) == [20110])
  }

  @Test func `a lane has its service ports in order, and its CDP range`() {
    let other = ConfiguredPort(use: "webhook", port: 8787, key: "k", isConfigured: true)
    let lane = PortMapLanes.lanes([ShownGateway.make("a", port: 20000, others: [other])], strong: nil)[0]
    #expect(lane.ticks.map(\.port) == [8787, 20000, 20002, 20004])
    #expect(lane.bar == 20011...20110)
    #expect(!lane.isStrong)
  }

  @Test func `what is shared is told run by run`() {
    let lanes = PortMapLanes.lanes(
      [ShownGateway.make("a", port: 20000), ShownGateway.make("b", port: 20020)], strong: nil)
    // b's gateway, control and canvas port in a's range, then the range of b.
    #expect(lanes[0].shared == [20020...20020, 20022...20022, 20024...20024, 20031...20110])
    #expect(lanes[0].note == "83 shared with b")
    #expect(lanes[1].shared == [20031...20110] && lanes[1].note == "80 shared with a")
  }

  @Test func `several others are counted, not named`() {
    let lanes = PortMapLanes.lanes(
      ["a", "b", "c"].enumerated().map { ShownGateway.make($1, port: 20000 + 20 * $0) }, strong: nil)
    #expect(lanes.allSatisfy { $0.note.hasSuffix("with 2 others") })
  }

  @Test func `of very many gateways none is named`() {
    let lanes = PortMapLanes.lanes(
      (0..<65).map { ShownGateway.make("g\($0)", port: $0 == 64 ? 10020 : 10000 + 500 * $0) }, strong: nil)
    #expect(lanes[0].note == "83 shared")
    #expect(lanes[1].note.isEmpty)
  }

  @Test func `what owns no port here, and what has no known port, has no lane`() {
    let gateways = [
      ShownGateway.make("a", port: 20000), ShownGateway.make("b", port: 20000, from: .unknown),
      ShownGateway.make("c", port: 20000, kind: .client(host: nil)),
      ShownGateway.make("d", port: 20000, kind: .container),
    ]
    let lanes = PortMapLanes.lanes(gateways, strong: gateways[0].id)
    #expect(lanes.map(\.name) == ["a"])
    #expect(lanes[0].isStrong && lanes[0].note.isEmpty)
  }

  @Test func `ports that no machine has do not count as shared`() {
    let wrong = ConfiguredPort(use: "webhook", port: 70000, key: "k", isConfigured: true)
    let lanes = PortMapLanes.lanes(
      [
        ShownGateway.make("a", port: 20000, others: [wrong]),
        ShownGateway.make("b", port: 30000, others: [wrong]),
      ], strong: nil)
    #expect(lanes[0].ticks.last == .init(port: 70000, isShared: false))
  }

  @Test func `the plain map has its legend with the scale, and a line a gateway`() {
    let gateways = [ShownGateway.make("a", port: 20000), ShownGateway.make("b", port: 30000)]
    let wide = PortMapText.text(gateways, columns: 200, glyphs: .ascii).split(separator: "\n")
    #expect(wide.count == 3)
    #expect(wide[0].contains("each column is a port;") && wide[0].contains("| gateway"))
    #expect(wide[1].hasPrefix("  a ") && wide[2].hasPrefix("  b "))
    let narrow = PortMapText.text(gateways, columns: 62, glyphs: .unicode).split(separator: "\n")
    #expect(narrow[0].contains("each column is 4 ports;"))
    for line in narrow.dropFirst() { #expect(TextWidth.of(String(line)) <= 62) }
    #expect(PortMapText.text([], columns: 80, glyphs: .unicode).isEmpty)
  }
}
