import OpenClaw
import Ports
import TestSupport
import Testing

/// openclaw-facts.md section 2.1: `OPENCLAW_GATEWAY_PORT` over `gateway.port` over the default.
@Suite(.computing) struct PortVariableTests {
  private static let old = VersionRules(version: Version(2026, 3, 3))
  private static let newest = VersionRules(version: Version(2026, 9, 4))

  @Test(
    arguments: [
      ("19001", 19001, 19001), (" 19001\n", 19001, 19001), ("127.0.0.1:19001", 127, 19001),
      ("[::1]:19001", nil, 19001), ("localhost:19001", nil, 19001),
      ("19001abc", 19001, nil), ("host:", nil, nil), ("19001:", 19001, nil), ("host:19001x", nil, nil),
      (":19001", nil, nil), ("a:b:19001", nil, nil), ("::1", nil, nil), ("http://127.0.0.1:19001", nil, nil),
      ("[]:19001", nil, nil), ("[::1]", nil, nil), ("[::1]19001", nil, nil),
      ("abc", nil, nil), ("0", nil, nil), ("host:0", nil, nil), ("-1", nil, nil), ("+19001", 19001, nil),
      ("1e3", 1, nil), ("19 001", 19, nil), ("", nil, nil), ("  ", nil, nil), ("١٩٠٠١", nil, nil),
    ] as [(String, Int?, Int?)])
  func `older versions read the number in front, newer ones digits alone or behind a host`(
    text: String, old: Int?, newest: Int?
  ) {
    let environment = ["OPENCLAW_GATEWAY_PORT": text]
    #expect(GatewayPort.fromEnvironment(environment, rules: Self.old) == old)
    #expect(GatewayPort.fromEnvironment(environment, rules: Self.newest) == newest)
  }

  struct Order: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var environment: [String: String]
    var configured: Int?
    var port: Int
  }

  @Test(arguments: [
    Order(testDescription: "nothing", environment: [:], configured: nil, port: 18789),
    Order(testDescription: "config", environment: [:], configured: 20001, port: 20001),
    Order(testDescription: "zero in the config", environment: [:], configured: 0, port: 18789),
    Order(testDescription: "less than zero", environment: [:], configured: -5, port: 18789),
    Order(
      testDescription: "variable over config", environment: ["OPENCLAW_GATEWAY_PORT": "20002"],
      configured: 20001, port: 20002),
    Order(
      testDescription: "unusable variable", environment: ["OPENCLAW_GATEWAY_PORT": "none"],
      configured: 20001, port: 20001),
    Order(
      testDescription: "unusable variable beside the older one",
      environment: ["OPENCLAW_GATEWAY_PORT": "none", "CLAWDBOT_GATEWAY_PORT": "20003"],
      configured: 20001, port: 20001),
    Order(
      testDescription: "blank variable beside the older one",
      environment: ["OPENCLAW_GATEWAY_PORT": " ", "CLAWDBOT_GATEWAY_PORT": "20003"],
      configured: 20001, port: 20003),
    Order(
      testDescription: "both variables",
      environment: ["OPENCLAW_GATEWAY_PORT": "20002", "CLAWDBOT_GATEWAY_PORT": "20003"],
      configured: 20001, port: 20002),
  ])
  func `the variable goes before the config, and the config before the default`(_ order: Order) {
    #expect(
      GatewayPort.resolve(configured: order.configured, environment: order.environment, rules: Self.old)
        == order.port)
  }

  @Test func `without rules the newest version's hold`() {
    let environment = ["CLAWDBOT_GATEWAY_PORT": "20003"]
    #expect(GatewayPort.fromEnvironment(environment) == nil)
    #expect(GatewayPort.fromEnvironment(["OPENCLAW_GATEWAY_PORT": "h:20003"]) == 20003)
    #expect(GatewayPort.resolve(configured: nil, environment: ["OPENCLAW_GATEWAY_PORT": "20003x"]) == 18789)
  }
}
