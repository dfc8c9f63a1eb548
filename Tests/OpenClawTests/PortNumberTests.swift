import Ports
import TestSupport
import Testing

@testable import OpenClaw

/// Numbers that stand where a port should stand, and are none.
@Suite(.computing) struct PortNumberTests {
  static let none = ["65536", "70000", "9223372036854775807", "9223372036854775808", "99999999999999999999"]

  @Test(arguments: none) func `a number beyond all ports is read, and is no port`(text: String) throws {
    let port = try #require(GatewayPort.parse(text))
    #expect(!GatewayPort.isValid(port))
    #expect(GatewayPort.parse("-" + text) == nil)
  }

  private func hostPort(_ options: [String], _ command: [String]) -> Int? {
    let words = ["docker", "run"] + options + ["openclaw/openclaw"] + command
    let found = StartReader(home: "/h", namesOpenClaw: true) { _ in .missing }.command(
      words, environment: [:])
    guard case .container(let run) = found.kind else { return 7 }
    return run.hostPort
  }

  @Test(arguments: none + ["0", "-1", "x", ""])
  func `a container whose gateway is told no port has none that is known`(text: String) {
    let command = ["openclaw", "gateway", "--port", text]
    #expect(hostPort(["--net=host"], command) == nil)
    #expect(hostPort(["-p", "19789:18789"], command) == nil)
    // The flag goes before the variable, whatever it is.
    #expect(hostPort(["-p", "19789:19001", "-e", "OPENCLAW_GATEWAY_PORT=19001"], command) == nil)
  }

  @Test(arguments: none) func `nor has one whose variable is none`(text: String) {
    #expect(hostPort(["--net=host", "-e", "OPENCLAW_GATEWAY_PORT=\(text)"], []) == nil)
    #expect(hostPort(["-p", "19789:18789", "-e", "OPENCLAW_GATEWAY_PORT=\(text)"], []) == nil)
  }

  @Test(arguments: [Int.max, Int.max - 1, 65536, 65535, 0, -1, Int.min])
  func `nothing follows from a base that is no port, or the last one`(base: Int) throws {
    let root = try JSON5Parser.parse("{ mcp: { apps: { enabled: true } } }", file: "c")
    #expect(
      ConfiguredPort.all(in: root, base: base, rules: VersionRules(version: nil)).isEmpty)
  }
}
