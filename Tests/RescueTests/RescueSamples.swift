import Host
import OpenClaw

@testable import GatewayModel
@testable import Rescue

/// A pair with a main that does not run.
enum RescueSamples {
  static func gateway(_ name: String, port: Int, pid: Int32? = nil) -> Gateway {
    let directory = name == "default" ? "/h/.openclaw" : "/h/.openclaw-\(name)"
    let identity = pid.map { ProcessIdentity(pid: $0, startTicks: 1) }
    return Gateway(
      id: GatewayID(stateDir: directory, configPath: directory + "/openclaw.json"), name: name,
      profile: name == "default" ? nil : name, source: .profile, isRescue: name == "rescue",
      isMain: name == "default", configPath: directory + "/openclaw.json", stateDir: directory,
      home: "/home/ada", workspace: directory + "/workspace", configModifiedAt: 0, isConfigMissing: false,
      version: "2026.9.4",
      plan: PortPlan(
        gateway: .init(port, .config), canvas: nil, browser: BrowserSettings(),
        rules: VersionRules(version: nil)), browsers: [], listeners: [], holders: [:],
      service: .init(
        manager: "systemd-user", unit: "openclaw-gateway.service", state: nil, mainPID: nil,
        isInstalled: false),
      runBy: pid == nil ? nil : .gatehouse,
      process: identity.map {
        .init(identity: $0, startedAt: 0, memoryBytes: 1, cpuPercent: nil, count: 1)
      }, owner: Ownership(process: identity, links: []), health: Health(),
      state: pid == nil ? .failed : .running, logOffset: 0)
  }

  static func facts() -> RescueFacts {
    var facts = RescueFacts(
      takenAt: 1_800_000_000, main: gateway("default", port: 18789), rescue: gateway("rescue", port: 19789),
      blockers: [], run: nil, settleSeconds: 60, configFingerprint: "x")
    var run = RescueRun(
      id: "20270115T080000Z", main: .init(name: "default", stateDir: "/h/.openclaw", configPath: "/h/c"),
      rescue: .init(name: "rescue", stateDir: "/h/.openclaw-rescue", configPath: "/h/r"),
      beganAt: 1_799_999_900)
    run.step = .freeze
    facts.run = run
    return facts
  }

  static var copy: RescueFacts.Copy {
    .init(
      id: "20270115T070000Z", takenAt: 1_799_990_000, isStartProven: true,
      difference: ConfigDifference(copy: [.init(path: "/h/c", text: "{ a: 1, }")]) { _ in "{ a: 1 }" })
  }
}
