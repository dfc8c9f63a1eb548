import GatewayModel
import Isolation
import OpenClaw
import TestSupport
import Testing

/// What units say against the gateways they are for, and which command puts that right.
@Suite(.computing) struct ServiceFindingTests {
  private static let unit = "~/.config/systemd/user/openclaw-gateway-lab.service"

  @Test func `each variable that contradicts the profile is a finding of its own`() {
    var host = TwoGateways()
    host.lab.contradict("OPENCLAW_STATE_DIR", says: "~/.openclaw", means: "~/.openclaw-lab")
    host.lab.contradict("OPENCLAW_PROFILE", says: "rescue", means: "lab")
    let found = host.findings(.serviceEnvMismatch)
    #expect(
      found.map(\.paths) == [["\(Self.unit)#OPENCLAW_STATE_DIR"], ["\(Self.unit)#OPENCLAW_PROFILE"]])
    #expect(found[0].detail.contains("OPENCLAW_STATE_DIR=~/.openclaw"))
    #expect(found[0].detail.contains("profile lab means ~/.openclaw-lab"))
  }

  @Test func `a variable is taken from the file that sets it, of the unit alone by a new install`() throws {
    var host = TwoGateways()
    host.lab.contradict("OPENCLAW_PROFILE", says: "a", means: "lab", setIn: "~/drop-in.conf")
    #expect(try host.finding(.serviceEnvMismatch).fix.contains("from ~/drop-in.conf"))
    host.lab.claims.unitContradictions[0].setIn = Self.unit
    let fix = try host.finding(.serviceEnvMismatch).fix
    // A clean environment, or the install bakes in what the shell has.
    for variable in ["STATE_DIR", "CONFIG_PATH", "GATEWAY_PORT", "PROFILE", "SYSTEMD_UNIT"] {
      #expect(fix.contains(" -u OPENCLAW_\(variable) "), "\(fix)")
    }
    // The port stands in the profile's own config: the unit's may be another's.
    #expect(fix.hasSuffix("openclaw --profile lab gateway install --force"), "\(fix)")
    host.lab.unit?.configPort = nil
    let withPort = try host.finding(.serviceEnvMismatch).fix
    #expect(withPort.hasSuffix("gateway install --port 19789 --force"), "\(withPort)")
    // What no profile names, OpenClaw would install over the default gateway's service.
    host.lab.isInstanceOnly = true
    #expect(try host.finding(.serviceEnvMismatch).fix == "Remove OPENCLAW_PROFILE from \(Self.unit).")
  }

  @Test func `a unit's other port is told with what the config's port is another's`() throws {
    var host = TwoGateways()
    host.lab.unit?.configPort = 18793
    let taken = try host.finding(.servicePortDrift)
    #expect(taken.detail.contains("19789") && taken.detail.contains("18793, the canvas port of default"))
    // Nobody is sent to a port that is another's.
    #expect(taken.fix == "Write gateway.port: 19789 into ~/.openclaw-lab/openclaw.json.")
    host.lab.unit?.configPort = 20789
    let free = try host.finding(.servicePortDrift)
    #expect(free.fix.contains("`openclaw --profile lab gateway install --port 20789 --force`"))
  }

  @Test func `no port drifts of a client, nor where the unit reads another's config`() {
    var client = TwoGateways()
    client.lab.unit?.configPort = 20789
    client.lab.kind = .client(host: nil)
    #expect(client.findings(.servicePortDrift).isEmpty)
    var leaked = TwoGateways()
    leaked.lab.unit?.configPort = 18789
    leaked.lab.contradict("OPENCLAW_CONFIG_PATH", says: "~/.openclaw/openclaw.json", means: "another")
    #expect(leaked.findings().map(\.code) == [.serviceEnvMismatch])
    var silent = TwoGateways()
    silent.lab.unit?.port = nil
    #expect(silent.findings(.servicePortDrift).isEmpty)
  }

  /// What a unit runs, and what `openclaw` is.
  struct Drift: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var stated: String?
    var own: ClaimedResources.Installation?
    var installed: ClaimedResources.Installation?
    var isScriptMissing = false
    var saved: Version?
    /// What the finding tells; nil where there is none.
    var told: [String]?
  }

  private static let old = ClaimedResources.Installation(root: "/old", version: "2026.9.4")
  private static let new = ClaimedResources.Installation(root: "/new", version: "2026.11.2")

  private static let drifts: [Drift] = [
    Drift(testDescription: "two copies", own: old, installed: new, told: ["2026.9.4 in /old", "in /new"]),
    Drift(testDescription: "one copy", own: new, installed: new),
    Drift(
      testDescription: "no script", installed: new, isScriptMissing: true, told: ["not there", "/new"]),
    Drift(testDescription: "no script, and nothing installed", isScriptMissing: true),
    Drift(testDescription: "an older text", stated: "2026.9.4", installed: new, told: ["2026.11.2"]),
    Drift(testDescription: "the same text", stated: "2026.11.2", own: new, installed: new),
    // What it runs is what it is compared with, where both are known.
    Drift(testDescription: "the text of its copy", stated: "2026.9.4", own: old),
    Drift(testDescription: "nothing known", stated: "2026.9.4"),
    Drift(
      testDescription: "a config of a newer version", stated: "2026.9.4", saved: Version(2026, 10, 9),
      told: ["written for 2026.9.4", "saved by 2026.10.9"]),
    Drift(testDescription: "a config of an older version", stated: "2026.9.4", saved: Version(2026, 8, 1)),
    // Of an extended line and a later month nobody knows which is newer.
    Drift(testDescription: "two lines", stated: "2026.9.37", saved: Version(2026, 10, 9)),
    Drift(
      testDescription: "a config that says less than the installation", stated: "2026.11.2",
      installed: new, saved: Version(2026, 12, 1)),
    Drift(testDescription: "a version that is none", stated: "dev", saved: Version(2026, 10, 9)),
  ]

  @Test(arguments: drifts) func `a unit that runs something else than openclaw is told of`(
    _ drift: Drift
  ) throws {
    var host = TwoGateways()
    host.lab.unit?.version = drift.stated
    host.lab.unit?.entryPoint = "~/gone/index.js"
    host.lab.unit?.isScriptMissing = drift.isScriptMissing
    host.lab.unit?.configVersion = drift.saved
    host.lab.claims.unitInstallation = drift.own
    host.lab.claims.installed = drift.installed
    guard let told = drift.told else {
      #expect(host.findings(.serviceVersionDrift).isEmpty)
      return
    }
    let found = try host.finding(.serviceVersionDrift)
    for part in told { #expect(found.detail.contains(part), "\(found.detail)") }
    #expect(found.fix.contains("openclaw --profile lab gateway install --port 19789 --force"))
    host.lab.isInstanceOnly = true
    #expect(try host.finding(.serviceVersionDrift).fix == "Bring ExecStart in \(Self.unit) up to date.")
  }

  @Test func `the manager that is asked is the unit's own`() throws {
    var host = TwoGateways()
    host.lab.claims.rivalUnits = ["a.service", "b.service"]
    host.lab.unit?.problems = ["first", "second"]
    let rival = try host.finding(.serviceDuplicate)
    #expect(rival.detail.contains("openclaw-gateway-lab.service, a.service and b.service"))
    #expect(rival.fix.contains("systemctl --user disable --now a.service"))
    let unclear = try host.finding(.unitUnclear)
    #expect(unclear.detail.contains("first; second"))
    #expect(unclear.fix.contains("systemctl --user cat openclaw-gateway-lab.service"))
    host.lab.unit?.isUserUnit = false
    #expect(try host.finding(.serviceDuplicate).fix.contains("systemctl disable --now a.service"))
    #expect(try host.finding(.unitUnclear).fix.contains("systemctl cat openclaw-gateway-lab.service"))
  }

  @Test(
    arguments: [
      (true, nil, true, "a unit of the user"), (true, true, true, "enabled"),
      (true, false, false, "disabled"),
      (false, true, false, "a unit of the system"),
    ] as [(Bool, Bool?, Bool, String)])
  func `only units of the user that start by themselves end with the last login`(
    isUserUnit: Bool, isEnabled: Bool?, isTold: Bool, why: String
  ) {
    var host = TwoGateways()
    host.checker.isLingering = false
    host.main.unit = nil
    host.lab.unit?.isUserUnit = isUserUnit
    host.lab.unit?.isEnabled = isEnabled
    let found = host.findings(.serviceWithoutLinger)
    #expect(found.map(\.names) == (isTold ? [["lab"]] : []), "\(why)")
    host.checker.isLingering = true
    #expect(host.findings(.serviceWithoutLinger).isEmpty)
  }
}
