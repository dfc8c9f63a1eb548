import OpenClaw
import TestSupport
import Testing

/// openclaw-facts.md section 8.1.
@Suite(.computing) struct ServiceFileTests {
  struct Unit: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var isGateway = true
    var profile: String?
  }

  @Test(arguments: [
    Unit(testDescription: "openclaw-gateway.service"), Unit(testDescription: "openclaw-gateway"),
    Unit(testDescription: "clawdbot-gateway.service"), Unit(testDescription: "moltbot-gateway.service"),
    Unit(testDescription: "openclaw-gateway-rescue.service", profile: "rescue"),
    Unit(testDescription: "openclaw-gateway-main.service", profile: "main"),
    Unit(testDescription: "openclaw-gateway-a-b.service", profile: "a-b"),
    Unit(testDescription: "openclaw-gateway-.service", isGateway: false),
    Unit(testDescription: "openclaw-node.service", isGateway: false),
    Unit(testDescription: "openclaw.service", isGateway: false),
    Unit(testDescription: "openclaw-gatewayx.service", isGateway: false),
    Unit(testDescription: "my-openclaw-gateway.service", isGateway: false),
    Unit(testDescription: "openclaw-gateway.timer", isGateway: false),
    Unit(testDescription: "", isGateway: false),
  ])
  func `a unit's name says which profile it stands for`(_ unit: Unit) {
    let found = ServiceNames.profile(ofUnit: unit.testDescription)
    #expect((found != nil) == unit.isGateway)
    #expect(found.flatMap(\.self) == unit.profile)
  }

  @Test(arguments: [
    (nil, "openclaw-gateway", "ai.openclaw.gateway"), ("default", "openclaw-gateway", "ai.openclaw.gateway"),
    ("rescue", "openclaw-gateway-rescue", "ai.openclaw.rescue"),
    (" Rescue ", "openclaw-gateway-Rescue", "ai.openclaw.Rescue"),
    ("main", "openclaw-gateway-main", "ai.openclaw.main"),
  ])
  func `a profile's unit and label are named after it`(profile: String?, unit: String, label: String) {
    let names = ServiceNames(profile: profile)
    #expect(names.systemdUnit == unit && names.launchdLabel == label)
    #expect(ServiceNames.profile(ofUnit: names.systemdUnit + ".service") == .some(names.profile))
  }

  @Test func `a stem loses one ending alone`() {
    #expect(ServiceNames.stem(ofUnit: "a.service.service") == "a.service")
    #expect(ServiceNames.stem(ofUnit: "a.timer") == "a.timer")
  }

  @Test func `what an environment says of its files goes before the profile's names`() throws {
    let paths = ServicePaths(
      environment: [
        "HOME": "/h/", "OPENCLAW_PROFILE": "lab", "OPENCLAW_SYSTEMD_UNIT": "bot.service",
        "OPENCLAW_LAUNCHD_LABEL": "org.bot", "OPENCLAW_STATE_DIR": "~/st", "OPENCLAW_LOG_PREFIX": "bot",
        // The service code ignores it.
        "OPENCLAW_HOME": "/elsewhere",
      ], workingDirectory: "/w")
    #expect(try paths.systemdUnit() == "/h/.config/systemd/user/bot.service")
    #expect(try paths.launchdPlist() == "/h/Library/LaunchAgents/org.bot.plist")
    #expect(try paths.stateDir() == "/h/st")
    let logs = try paths.launchdLogs()
    #expect(logs.directory == "/h/st/logs" && logs.stdout == "/h/st/logs/bot.log")
    #expect(logs.stderr == "/h/st/logs/bot.err.log")
  }

  @Test func `without a home only an absolute state directory can be told`() throws {
    let absolute = ServicePaths(
      environment: ["OPENCLAW_STATE_DIR": "/s", "HOME": " "], workingDirectory: "/w")
    #expect(try absolute.stateDir() == "/s")
    #expect(throws: ServicePaths.MissingHome.self) { try absolute.systemdUnit() }
    let tilde = ServicePaths(environment: ["OPENCLAW_STATE_DIR": "~/s"], workingDirectory: "/w")
    #expect(throws: ServicePaths.MissingHome.self) { try tilde.stateDir() }
    let relative = ServicePaths(environment: ["OPENCLAW_STATE_DIR": "s"], workingDirectory: "/w")
    #expect(try relative.stateDir() == "/w/s")
    let profile = ServicePaths(
      environment: ["USERPROFILE": "/u", "OPENCLAW_PROFILE": "lab"], workingDirectory: "/w")
    #expect(try profile.stateDir() == "/u/.openclaw-lab")
  }
}
