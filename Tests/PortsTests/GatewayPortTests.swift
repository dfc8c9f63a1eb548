import Ports
import TestSupport
import Testing

@Suite(.computing) struct GatewayPortTests {
  /// The table of openclaw-facts.md section 2.1.
  @Test(arguments: [
    ("main", 23592), ("rescue", 23532), ("ops", 55291), ("work", 41984), ("staging", 28422), ("ct2", 45696),
  ])
  func `a named profile's own port follows from its name`(name: String, port: Int) {
    #expect(GatewayPort.hashed(profile: name) == port)
  }

  @Test func `the name is hashed as typed, and the port stays below 60000`() {
    #expect(GatewayPort.hashed(profile: "Rescue") != GatewayPort.hashed(profile: "rescue"))
    for name in ["", "a", "z9", "dev", "x_y-z", String(repeating: "a", count: 64)] {
      #expect((20000..<60000).contains(GatewayPort.hashed(profile: name)), "\(name)")
    }
    // FNV-1a of nothing is its offset basis.
    #expect(GatewayPort.hashed(profile: "") == 20000 + 2_166_136_261 % 40000)
  }

  @Test(arguments: [(0, false), (1, true), (65535, true), (65536, false), (-1, false)])
  func `a port is from 1 to 65535`(number: Int, isValid: Bool) {
    #expect(GatewayPort.isValid(number) == isValid)
  }
}
