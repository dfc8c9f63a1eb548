import OpenClaw
import Ports
import TestSupport
import Testing

/// openclaw-facts.md section 3.3, openclaw-2026-11.md "Ports".
@Suite(.computing) struct BrowserAllocationTests {
  private static let newest = VersionRules(version: nil)
  private static let fourth = VersionRules(version: Version(2026, 4, 12))
  private static let old = VersionRules(version: Version(2026, 3, 3))

  private func all(_ text: String, _ rules: VersionRules = newest) throws -> [CDPAllocation] {
    CDPAllocation.all(
      settings: BrowserSettings(try JSON5Parser.parse(text, file: "c")),
      derived: DerivedPorts(base: 20000, movesClampedRange: rules.movesClampedRange), rules: rules)
  }

  struct Row: Sendable, CustomTestStringConvertible {
    /// The section; the profile that is looked at is `w`, or the built-in one where there is no `w`.
    var testDescription: String
    var port: Int?
    var how: CDPAllocation.How
    var host: String? = nil
    var attaches = false
    var isRefused = false
  }

  @Test(arguments: [
    Row(testDescription: "{}", port: 20011, how: .implicitFirst),
    Row(testDescription: "{ cdpPortRangeStart: 30000 }", port: 30000, how: .implicitFirst),
    Row(testDescription: "{ cdpPortRangeStart: 65437 }", port: 20011, how: .implicitFirst),
    Row(testDescription: "{ cdpUrl: 'http://127.0.0.1:18800' }", port: 18800, how: .pinnedCDPURL),
    Row(
      testDescription: "{ cdpUrl: 'http://10.0.0.42:9222' }", port: 9222, how: .remoteCDPURL,
      host: "10.0.0.42"),
    Row(testDescription: "{ cdpUrl: 'nonsense' }", port: nil, how: .pinnedCDPURL, isRefused: true),
    Row(testDescription: "{ cdpUrl: ' ' }", port: 20011, how: .implicitFirst),
    Row(testDescription: "{ attachOnly: true }", port: 20011, how: .implicitFirst, attaches: true),
    Row(testDescription: "{ profiles: { openclaw: { cdpPort: 19800 } } }", port: 19800, how: .explicit),
    Row(
      testDescription: "{ cdpUrl: 'http://127.0.0.1:1', profiles: { openclaw: { cdpPort: 19800 } } }",
      port: 19800, how: .explicit),
    Row(testDescription: "{ profiles: { w: { cdpPort: 20012 } } }", port: 20012, how: .explicit),
    Row(
      testDescription: "{ profiles: { w: { cdpPort: 70000 } } }", port: nil, how: .explicit, isRefused: true),
    Row(
      testDescription: "{ cdpUrl: 'https://far.example', profiles: { w: { cdpPort: 20012 } } }", port: 20012,
      how: .remoteCDPURL, host: "far.example"),
    Row(
      testDescription: "{ cdpUrl: 'http://localhost:1', profiles: { w: { cdpPort: 20012 } } }", port: 20012,
      how: .explicit),
    // Only the built-in profile takes the address of the section.
    Row(
      testDescription: "{ cdpUrl: 'http://127.0.0.1:18800', profiles: { w: {} } }", port: 20011,
      how: .implicitFirst),
    Row(
      testDescription: "{ profiles: { w: { cdpUrl: 'http://[::1]:9222', attachOnly: true } } }", port: 9222,
      how: .pinnedCDPURL, attaches: true),
    Row(
      testDescription: "{ attachOnly: true, profiles: { w: { cdpPort: 20012, attachOnly: false } } }",
      port: 20012, how: .explicit),
    Row(
      testDescription: "{ profiles: { w: { cdpUrl: 'wss://far.example/x' } } }", port: 443,
      how: .remoteCDPURL,
      host: "far.example"),
    // A port in the address goes before the profile's, and that before the scheme's.
    Row(
      testDescription: "{ profiles: { w: { cdpUrl: 'http://127.0.0.1:1', cdpPort: 2 } } }", port: 1,
      how: .pinnedCDPURL),
    Row(
      testDescription: "{ profiles: { w: { cdpUrl: 'http://127.0.0.1', cdpPort: 2 } } }", port: 2,
      how: .pinnedCDPURL),
    Row(
      testDescription: "{ profiles: { w: { driver: 'existing-session', attachOnly: true } } }", port: nil,
      how: .existingSession, attaches: true),
    Row(
      testDescription: "{ profiles: { w: { driver: 'existing-session', cdpUrl: 'http://10.0.0.1:9222' } } }",
      port: 9222, how: .remoteCDPURL, host: "10.0.0.1", attaches: true),
    Row(testDescription: "{ profiles: { w: { driver: 'extension', cdpPort: 7 } } }", port: 7, how: .relay),
    Row(
      testDescription: "{ profiles: { w: { driver: 'extension', cdpUrl: 'http://127.0.0.1:8' } } }", port: 8,
      how: .relay),
    Row(testDescription: "{ profiles: { w: { driver: 'extension' } } }", port: 20010, how: .relay),
    Row(
      testDescription: "{ profiles: { w: { driver: 'clawd', cdpPort: 20013 } } }", port: 20013, how: .explicit
    ),
  ])
  func `each setting gives a profile its port, or refuses it`(_ row: Row) throws {
    let found = try all(row.testDescription)
    let profile = try #require(found.first { $0.name == "w" } ?? found.first { $0.name == "openclaw" })
    #expect(profile.port == row.port && profile.how == row.how && profile.host == row.host)
    #expect(profile.attachOnly == row.attaches && (profile.problem != nil) == row.isRefused)
  }

  @Test func `extension profiles share the relay ports downwards, in the order of their names`() throws {
    let text =
      "{ profiles: { zed: { driver: 'extension' }, own: { driver: 'extension', cdpPort: 9 }, "
      + "abe: { driver: 'extension' }, plain: { cdpPort: 8 } } }"
    let found = try all(text)
    #expect(found.map(\.name) == ["openclaw", "zed", "own", "abe", "plain"])
    #expect(found.map(\.port) == [20011, 20009, 9, 20010, 8])
    // Until 2026.3.22 there is one relay, on base + 3.
    #expect(try all(text, Self.old).map(\.port) == [20011, 20003, 9, 20003, 8])
  }

  @Test func `the built-in profile is first wherever it stands, and stays one`() throws {
    let found = try all("{ profiles: { b: { cdpPort: 1 }, openclaw: { cdpPort: 2 }, a: { cdpPort: 3 } } }")
    #expect(found.map(\.name) == ["openclaw", "b", "a"] && found.map(\.port) == [2, 1, 3])
  }

  @Test func `a profile's own port counts beside an address without one since 2026.5`() throws {
    let text = "{ profiles: { w: { cdpUrl: 'http://127.0.0.1', cdpPort: 2 } } }"
    #expect(try all(text, Self.fourth).first { $0.name == "w" }?.port == 80)
    let later = VersionRules(version: Version(2026, 5, 7))
    #expect(try all(text, later).first { $0.name == "w" }?.port == 2)
  }

  @Test func `a profile called user by the config is not given twice`() throws {
    let later = VersionRules(version: Version(2026, 6, 11))
    let found = try all("{ profiles: { user: { cdpPort: 20040 } } }", later)
    #expect(found.map(\.name) == ["openclaw", "user"] && found.last?.port == 20040)
    let implicit = try #require(try all("{}", later).last)
    #expect(implicit.name == "user" && implicit.how == .existingSession && implicit.attachOnly)
    #expect(implicit.port == nil && implicit.problem == nil)
  }

  @Test func `a section is read as written, and what is no section is the standard`() throws {
    let text =
      "{ enabled: false, cdpUrl: 'u', defaultProfile: 'w', attachOnly: true, "
      + "cdpPortRangeStart: 5, profiles: { w: { cdpPort: 1.5, driver: 3, userDataDir: '/d' } } }"
    let settings = BrowserSettings(try JSON5Parser.parse(text, file: "c"))
    #expect(
      !settings.enabled && settings.attachOnly && settings.cdpUrl == "u" && settings.cdpPortRangeStart == 5)
    #expect(settings.defaultProfile == "w")
    #expect(settings.profiles == [.init(name: "w", userDataDir: "/d")])
    #expect(BrowserSettings(nil) == BrowserSettings() && BrowserSettings(nil).enabled)
    #expect(BrowserSettings(try JSON5Parser.parse("[1]", file: "c")) == BrowserSettings())
  }
}
