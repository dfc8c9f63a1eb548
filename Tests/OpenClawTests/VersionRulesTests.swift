import OpenClaw
import TestSupport
import Testing

/// What each release knows; the sources stand in openclaw-facts.md sections 1 to 4 and openclaw-2026-11.md.
@Suite(.computing) struct VersionRulesTests {
  struct Change: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var before: Version
    var first: Version
    /// Whether the newer of the two has it.
    var comes = true
    var has: @Sendable (VersionRules) -> Bool
  }

  @Test(arguments: [
    Change(
      testDescription: "hashed ports", before: Version(2026, 7, 35), first: Version(2026, 8, 1),
      has: \.hashesProfilePorts),
    Change(
      testDescription: "workspace in the state directory", before: Version(2026, 7, 31),
      first: Version(2026, 8, 33), has: \.keepsWorkspaceInStateDir),
    Change(
      testDescription: "agents below the default workspace", before: Version(2026, 3, 13),
      first: Version(2026, 4, 12), has: \.nestsAgentWorkspaces),
    Change(
      testDescription: "the whole range moves", before: Version(2026, 3, 3), first: Version(2026, 4, 12),
      has: \.movesClampedRange),
    Change(
      testDescription: "host and port", before: Version(2026, 3, 3), first: Version(2026, 4, 12),
      has: \.readsHostAndPort),
    Change(
      testDescription: "web socket addresses", before: Version(2026, 3, 3), first: Version(2026, 4, 12),
      has: \.allowsWebSocketURLs),
    Change(
      testDescription: "the profile's port", before: Version(2026, 4, 12), first: Version(2026, 5, 7),
      has: \.prefersProfilePort),
    Change(
      testDescription: "the relay on base + 3", before: Version(2026, 3, 21), first: Version(2026, 3, 22),
      comes: false, has: \.hasFixedRelay),
    Change(
      testDescription: "CLAWDBOT_*", before: Version(2026, 3, 1), first: Version(2026, 4, 12), comes: false,
      has: \.readsLegacyVariables),
    Change(
      testDescription: "gateway.env", before: Version(2026, 3, 1), first: Version(2026, 4, 12),
      has: \.readsFallbackVariables),
    Change(
      testDescription: ".env of the working directory", before: Version(2026, 3, 1),
      first: Version(2026, 5, 7), comes: false, has: \.trustsLocalVariables),
    Change(
      testDescription: "MCP apps", before: Version(2026, 6, 35), first: Version(2026, 7, 1),
      has: \.servesMCPApps),
    Change(
      testDescription: "the profile user", before: Version(2026, 3, 12), first: Version(2026, 3, 13),
      has: { $0.holds(.hasUserBrowser) }),
  ])
  func `a rule changes with its release, and an unknown version follows the newest one`(_ change: Change) {
    #expect(change.has(VersionRules(version: change.before)) == !change.comes)
    #expect(change.has(VersionRules(version: change.first)) == change.comes)
    #expect(change.has(VersionRules(version: Version(2031, 1, 1))) == change.comes)
    #expect(change.has(VersionRules(version: nil)) == change.comes)
  }

  @Test func `each rule is one of the table's, and each has a first or a last release`() {
    for rule in VersionRules.Rule.allCases {
      let early = VersionRules(version: Version(2026, 1, 30)).holds(rule)
      let late = VersionRules(version: Version(2026, 11, 2)).holds(rule)
      #expect(early != late, "\(rule)")
    }
  }
}
