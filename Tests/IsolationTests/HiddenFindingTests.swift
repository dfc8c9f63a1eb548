import Isolation
import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel

/// What one finding must not hide of another one.
@Suite(.computing) struct HiddenFindingTests {
  @Test func `two broken configs whose names differ in bytes alone are two findings`() {
    var host = TwoGateways()
    host.main.problem = .init(file: "~/B\u{FC}ro/openclaw.json", line: 1, column: 1, message: "m")
    host.lab.problem = .init(file: "~/Bu\u{308}ro/openclaw.json", line: 2, column: 1, message: "n")
    #expect(host.findings(.configInvalid).count == 2)
  }

  @Test func `a canvas port on a base hides no control ports that meet`() {
    var host = TwoGateways()
    host.lab.takeBase(65534)
    host.lab.servicePorts[1].port = 18791
    host.lab.servicePorts[2] = .init(port: 18789, use: .canvas, isDerived: false)
    #expect(host.codes().contains("derived-port-hits-gateway-port"))
    #expect(host.codes().contains("derived-port-duplicate"))
  }
}
