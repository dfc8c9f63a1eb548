import GatewayModel
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// What the service manager's answer adds to a unit's file.
@Suite(.computing) struct UnitCorrectionTests {
  private static let path = "/u/openclaw@work.service"

  private func unit(
    arguments: [String] = ["/bin/openclaw", "gateway"], _ environment: [String: String] = [:],
    name: String = "openclaw@work.service"
  ) -> UnitFile {
    UnitFile(name: name, path: Self.path, home: "/h", arguments: arguments, environment: environment)
  }

  private func corrected(_ unit: UnitFile, _ change: (inout ServiceStatus) -> Void) -> UnitFile {
    var status = ServiceStatus(unit: unit.name, activeState: .active)
    change(&status)
    var unit = unit
    unit.correct(by: status)
    return unit
  }

  @Test func `a specifier that is left is filled, and what files say stays`() {
    let found = corrected(unit(["OPENCLAW_STATE_DIR": "%S/claw", "A": "file"])) {
      $0.environment = ["OPENCLAW_STATE_DIR": "/h/.local/state/claw", "A": "manager", "B": "new"]
    }
    #expect(
      found.environment == ["OPENCLAW_STATE_DIR": "/h/.local/state/claw", "A": "file", "B": "new"])
  }

  @Test(arguments: [("masked", false), ("error", false), ("loaded", true)])
  func `an answer that is not of these files changes nothing`(loadState: String, needsReload: Bool) {
    let before = unit(arguments: ["/bin/openclaw", "gateway", "--port", "%i"], ["A": "%S"])
    let after = corrected(before) {
      $0.environment = ["A": "x"]
      $0.arguments = ["/bin/openclaw", "gateway", "--port", "20001"]
      $0.fileState = "enabled"
      $0.loadState = loadState
      $0.needsReload = needsReload
    }
    #expect(after == before)
  }

  @Test func `a command that a specifier leaves open is the manager's, and its port with it`() {
    let found = corrected(unit(arguments: ["/bin/openclaw", "gateway", "--port", "%m"])) {
      $0.arguments = ["/bin/openclaw", "--profile", "ops", "gateway", "--port", "20001"]
    }
    #expect(found.port == 20001)
    #expect(found.profile == "ops")
    let own = corrected(unit(arguments: ["/bin/openclaw", "gateway", "--port", "20002"])) {
      $0.arguments = ["/bin/openclaw", "gateway", "--port", "20001"]
    }
    #expect(own.port == 20002)
  }

  @Test func `a start that drops the unit's variables takes none from the manager either`() {
    var start = StartCommand(.gateway, arguments: ["gateway"], program: "openclaw")
    start.dropsEnvironment = true
    let unit = UnitFile(
      name: "openclaw-gateway.service", path: Self.path, home: "/h",
      arguments: ["/usr/bin/env", "-i", "openclaw", "gateway"], start: start)
    #expect(corrected(unit) { $0.environment = ["OPENCLAW_GATEWAY_PORT": "1"] }.environment == [:])
  }

  @Test func `a profile of the manager's variables counts where the file names none`() {
    let found = corrected(unit()) { $0.environment = ["OPENCLAW_PROFILE": "ops"] }
    #expect(found.profile == "ops")
    var named = unit(["OPENCLAW_PROFILE": "lab"])
    named.profile = "lab"
    #expect(corrected(named) { $0.environment = ["OPENCLAW_PROFILE": "ops"] }.profile == "lab")
  }

  @Test(
    arguments: [
      ("enabled", true), ("enabled-runtime", true), ("generated", true), ("static", false),
      ("disabled", false), ("masked", false), ("indirect", false), ("linked", false),
      ("linked-runtime", false), ("masked-runtime", false), ("alias", true), ("bad", nil), (nil, nil),
    ] as [(String?, Bool?)])
  func `the manager knows whether a unit starts by itself`(state: String?, isEnabled: Bool?) {
    #expect(corrected(unit()) { $0.fileState = state }.isEnabled == isEnabled)
  }

  @Test func `a word of the manager's that says nothing leaves what the links said`() {
    var enabled = unit()
    enabled.isEnabled = true
    #expect(corrected(enabled) { $0.fileState = "transient" }.isEnabled == true)
    #expect(corrected(enabled) { $0.fileState = "disabled" }.isEnabled == false)
  }
}
