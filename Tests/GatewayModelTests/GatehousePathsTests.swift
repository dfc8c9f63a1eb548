import GatewayModel
import Host
import TestSupport
import Testing

/// Where Gatehouse looks, and where its own files lie: design section 3.
@Suite struct GatehousePathsTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var what: String
    var home: String?
    var config: String?
    var environment: [String: String]
    var found: String
    var configFile: String
    var stateDir: String
    var testDescription: String { what }
  }

  static let table: [Row] = [
    Row(
      what: "HOME alone", environment: ["HOME": "/h"], found: "/h",
      configFile: "/h/.config/gatehouse/config.json5", stateDir: "/h/.local/state/gatehouse"),
    Row(
      what: "XDG moves its own files, not the home",
      environment: ["HOME": "/h", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s/"], found: "/h",
      configFile: "/c/gatehouse/config.json5", stateDir: "/s/gatehouse"),
    Row(
      what: "a relative XDG place counts as none",
      environment: ["HOME": "/h", "XDG_CONFIG_HOME": "c", "XDG_STATE_HOME": " "], found: "/h",
      configFile: "/h/.config/gatehouse/config.json5", stateDir: "/h/.local/state/gatehouse"),
    Row(
      what: "OPENCLAW_HOME decides the home, HOME keeps Gatehouse's files",
      environment: ["HOME": "/h", "OPENCLAW_HOME": "~/claw"], found: "/h/claw",
      configFile: "/h/.config/gatehouse/config.json5", stateDir: "/h/.local/state/gatehouse"),
    Row(
      what: "--home moves all of it, whatever the environment says", home: "/demo",
      environment: [
        "HOME": "/h", "OPENCLAW_HOME": "/claw", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s",
      ], found: "/demo", configFile: "/demo/.config/gatehouse/config.json5",
      stateDir: "/demo/.local/state/gatehouse"),
    Row(
      what: "a relative --home is one of the working directory", home: "demo/../lab",
      environment: ["HOME": "/h"], found: "/work/lab",
      configFile: "/work/lab/.config/gatehouse/config.json5", stateDir: "/work/lab/.local/state/gatehouse"),
    Row(
      what: "--config names the file itself", config: "~/g.json5",
      environment: ["HOME": "/h", "XDG_CONFIG_HOME": "/c"], found: "/h", configFile: "/h/g.json5",
      stateDir: "/h/.local/state/gatehouse"),
    Row(
      what: "no HOME at all", environment: [:], found: "/", configFile: "/.config/gatehouse/config.json5",
      stateDir: "/.local/state/gatehouse"),
  ]

  private func paths(_ row: Row) -> GatehousePaths {
    var system = FakeHost.host(files: [:], environment: row.environment).system
    system.workingDirectory = "/work"
    return GatehousePaths(home: row.home, config: row.config, system: system)
  }

  @Test(arguments: table) func `each place follows from what was said of it`(_ row: Row) {
    let paths = paths(row)
    #expect(paths.home == row.found)
    #expect(paths.configFile == row.configFile)
    #expect(paths.stateDir == row.stateDir)
    #expect(paths.homeIsExplicit == (row.home != nil))
  }

  @Test func `OPENCLAW_HOME decided only where --home did not`() {
    func decided(_ home: String?, _ variable: String?) -> Bool {
      var environment = ["HOME": "/h"]
      environment["OPENCLAW_HOME"] = variable
      let row = Row(
        what: "", home: home, environment: environment, found: "", configFile: "", stateDir: "")
      return paths(row).homeIsFromOpenClawHome
    }
    #expect(decided(nil, "/claw"))
    #expect(!decided(nil, nil) && !decided(nil, "  ") && !decided("/demo", "/claw"))
  }

  @Test func `every kind of file has a place of its own below the state directory`() {
    let paths = paths(Self.table[0])
    let all = [
      paths.runs, paths.logs, paths.locks, paths.supervisors, paths.policies, paths.copies, paths.rescue,
      paths.journal,
    ]
    #expect(Set(all).count == all.count)
    #expect(all.allSatisfy { $0.hasPrefix("/h/.local/state/gatehouse/") })
    #expect(paths.journal.hasSuffix(".jsonl"))
  }

  @Test func `only the home itself and what lies below it is abbreviated`() {
    let paths = paths(Self.table[0])
    #expect(paths.abbreviate("/h/.openclaw") == "~/.openclaw")
    #expect(paths.abbreviate("/h") == "~")
    #expect(paths.abbreviate("/home/x") == "/home/x")
    #expect(paths.abbreviate("/hh/x") == "/hh/x")
  }
}
