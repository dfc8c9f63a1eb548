import GatewayModel
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// Variables of a unit that speak of another profile: openclaw-facts.md sections 1.2 and 8.2.
@Suite(.computing) struct UnitContradictionsTests {
  private func find(
    _ name: String, _ environment: [String: String], profile: String? = nil,
    arguments: [String] = ["/bin/openclaw", "gateway"], links: [String: String] = [:],
    origins: [String: String] = [:]
  ) -> [ClaimedResources.Contradiction] {
    var unit = UnitFile(
      name: name, path: "/h/.config/systemd/user/\(name)", profile: profile, home: "/h", arguments: arguments,
      environment: environment)
    unit.origins = origins
    return UnitContradictions(
      unit: unit, realPath: { links[$0] ?? $0 }, abbreviate: { UserPath.abbreviate($0, home: "/h") }
    ).find()
  }

  struct Row: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var name = "openclaw-gateway-rescue.service"
    var environment: [String: String]
    /// `VARIABLE says → means`.
    var found: [String]
  }

  static let rows: [Row] = [
    Row(
      testDescription: "its own places",
      environment: [
        "OPENCLAW_STATE_DIR": "/h/.openclaw-rescue", "OPENCLAW_PROFILE": "rescue",
        "OPENCLAW_CONFIG_PATH": "~/.openclaw-rescue/openclaw.json",
        "OPENCLAW_SYSTEMD_UNIT": "openclaw-gateway-rescue.service",
      ], found: []),
    Row(
      testDescription: "the default's state directory", environment: ["OPENCLAW_STATE_DIR": "/h/.openclaw"],
      found: ["OPENCLAW_STATE_DIR ~/.openclaw → ~/.openclaw-rescue"]),
    Row(
      testDescription: "another profile's config",
      environment: ["OPENCLAW_CONFIG_PATH": "/h/.openclaw-work/openclaw.json"],
      found: [
        "OPENCLAW_CONFIG_PATH ~/.openclaw-work/openclaw.json → ~/.openclaw-rescue/openclaw.json"
      ]),
    Row(
      testDescription: "a place of its own is anybody's choice",
      environment: ["OPENCLAW_STATE_DIR": "/srv/claw", "OPENCLAW_CONFIG_PATH": "/srv/claw/openclaw.json"],
      found: []),
    Row(
      testDescription: "a config of another name in the default's directory",
      environment: ["OPENCLAW_CONFIG_PATH": "/h/.openclaw/rescue.json"], found: []),
    Row(
      testDescription: "a directory below another home's profile",
      environment: ["OPENCLAW_STATE_DIR": "/srv/.openclaw-work"], found: []),
    Row(
      testDescription: "what is called like a profile's and cannot be one",
      environment: ["OPENCLAW_STATE_DIR": "/h/.openclaw-a.b"], found: []),
    Row(
      testDescription: "another profile by variable, and its places: one cause, one finding",
      environment: [
        "OPENCLAW_PROFILE": "work", "OPENCLAW_STATE_DIR": "/h/.openclaw-work",
        "OPENCLAW_CONFIG_PATH": "/h/.openclaw-work/openclaw.json",
      ], found: ["OPENCLAW_PROFILE work → rescue"]),
    Row(
      testDescription: "another profile by variable, and the places of a third",
      environment: ["OPENCLAW_PROFILE": "work", "OPENCLAW_STATE_DIR": "/h/.openclaw"],
      found: ["OPENCLAW_PROFILE work → rescue", "OPENCLAW_STATE_DIR ~/.openclaw → ~/.openclaw-rescue"]),
    Row(
      testDescription: "the name of another unit", environment: ["OPENCLAW_SYSTEMD_UNIT": "openclaw-gateway"],
      found: ["OPENCLAW_SYSTEMD_UNIT openclaw-gateway → openclaw-gateway-rescue"]),
    Row(
      testDescription: "its own name without the suffix",
      environment: ["OPENCLAW_SYSTEMD_UNIT": "openclaw-gateway-rescue"], found: []),
    Row(
      testDescription: "the default's unit with a profile", name: "openclaw-gateway.service",
      environment: ["OPENCLAW_PROFILE": "work"], found: ["OPENCLAW_PROFILE work → default"]),
    Row(
      testDescription: "the default's unit with the default's other name", name: "openclaw-gateway.service",
      environment: ["OPENCLAW_PROFILE": "Default"], found: []),
    Row(
      testDescription: "a unit of any name that names no profile is what its places say", name: "bot.service",
      environment: ["OPENCLAW_STATE_DIR": "/h/.openclaw-work"], found: []),
    Row(
      testDescription: "blank variables", environment: ["OPENCLAW_PROFILE": " ", "OPENCLAW_STATE_DIR": ""],
      found: []),
  ]

  @Test(arguments: rows) func `only another profile's word is a contradiction`(_ row: Row) {
    let profile = row.name.contains("rescue") ? "rescue" : nil
    let found = find(row.name, row.environment, profile: profile)
    #expect(found.map { "\($0.variable) \($0.says) → \($0.means)" } == row.found)
  }

  @Test func `a unit of any name that has a profile's flag is held to that profile`() {
    let found = find(
      "bot.service", ["OPENCLAW_STATE_DIR": "/h/.openclaw"], profile: "work",
      arguments: ["/bin/openclaw", "--profile", "work", "gateway"])
    #expect(found.map(\.means) == ["~/.openclaw-work"])
    #expect(found.first?.whose == "profile work")
  }

  @Test func `a link to its own place is its own place`() {
    let links = ["/h/.openclaw": "/srv/x", "/h/.openclaw-rescue": "/srv/x"]
    #expect(
      find(
        "openclaw-gateway-rescue.service", ["OPENCLAW_STATE_DIR": "/h/.openclaw"], profile: "rescue",
        links: links
      ).isEmpty)
    // And a link to the default's place is the default's.
    #expect(
      find(
        "openclaw-gateway-rescue.service", ["OPENCLAW_STATE_DIR": "/srv/link"], profile: "rescue",
        links: ["/srv/link": "/real", "/h/.openclaw": "/real"]
      ).map(\.variable) == ["OPENCLAW_STATE_DIR"])
  }

  @Test func `whose the unit is and which file says it are told`() {
    let found = find(
      "openclaw-gateway.service", ["OPENCLAW_PROFILE": "work"], origins: ["OPENCLAW_PROFILE": "/h/x.env"])
    #expect(found.first?.whose == "the default profile")
    #expect(found.first?.setIn == "~/x.env")
    #expect(find("openclaw-gateway.service", ["OPENCLAW_PROFILE": "work"]).first?.setIn == nil)
  }
}
