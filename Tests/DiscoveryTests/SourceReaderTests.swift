import GatewayModel
import Host
import TestSupport
import Testing

@testable import Discovery

/// Directories of the home that could be a gateway's.
@Suite(.computing) struct SourceReaderTests {
  private func facts(_ files: ChangingFiles) -> InventoryFacts {
    let host = files.host()
    var reader = SourceReader(host: host, paths: GatehousePaths(home: nil, config: nil, system: host.system))
    return reader.read(declared: [], services: []).0
  }

  private func facts(_ files: [String], links: [String: String] = [:]) -> InventoryFacts {
    facts(ChangingFiles(Dictionary(uniqueKeysWithValues: files.map { ($0, "{}") }), links: links))
  }

  @Test func `the default comes first and the profiles follow by name, those that can be profiles`() {
    let found = facts([
      "/h/.openclaw-work/openclaw.json", "/h/.openclaw/openclaw.json", "/h/.openclaw-a.b/openclaw.json",
      "/h/.openclaw-Lab/openclaw.json", "/h/.openclaw-/openclaw.json", "/h/.openclaw-default/openclaw.json",
      "/h/.openclawx/openclaw.json", "/h/openclaw-x/openclaw.json",
    ])
    #expect(found.directories.map(\.profile) == [nil, "Lab", "work"])
    #expect(
      found.directories.map(\.paths.stateDir) == ["/h/.openclaw", "/h/.openclaw-Lab", "/h/.openclaw-work"])
  }

  @Test(
    arguments: [
      ("/h/.openclaw-a/openclaw.json", true, false), ("/h/.openclaw-a/state/x", false, true),
      ("/h/.openclaw-a/agents/x", false, true), ("/h/.openclaw-a/logs/x", false, true),
      ("/h/.openclaw-a/logs", false, false), ("/h/.openclaw-a/notes/x", false, false),
    ])
  func `a config or a trace of a gateway is seen`(file: String, hasConfig: Bool, hasMarks: Bool) {
    let found = facts([file]).directories
    #expect(found.map(\.hasConfig) == [hasConfig] && found.map(\.hasMarks) == [hasMarks])
  }

  @Test func `traces are not looked for where a config tells`() {
    let found = facts(["/h/.openclaw/openclaw.json", "/h/.openclaw/agents/x"]).directories
    #expect(found.map(\.hasMarks) == [false])
  }

  @Test func `a file that is called like a state directory is none`() {
    #expect(facts(["/h/.openclaw-a", "/h/.openclaw"]).directories.isEmpty)
  }

  @Test func `a config that is a link to nowhere is there, a broken one`() {
    let found = facts(["/h/.openclaw-a/notes"], links: ["/h/.openclaw-a/openclaw.json": "/gone"]).directories
    #expect(found.map(\.hasConfig) == [true])
  }

  @Test func `a state directory that is a link to nowhere is somebody's`() {
    let found = facts(["/h/x"], links: ["/h/.openclaw-a": "/gone"]).directories
    #expect(found.map(\.profile) == ["a"] && found.map(\.hasConfig) == [true])
  }

  @Test func `a state directory that may not be looked into is somebody's`() {
    let files = ChangingFiles(["/h/.openclaw-a/notes": ""])
    files.deny("/h/.openclaw-a")
    #expect(facts(files).directories.map(\.hasConfig) == [true])
  }

  @Test func `an older directory is the default where there is no newer one, with its own config's name`() {
    let found = facts(["/h/.clawdbot/clawdbot.json"])
    #expect(found.directories.map(\.paths.stateDir) == ["/h/.clawdbot"])
    #expect(found.directories.map(\.paths.configPath) == ["/h/.clawdbot/clawdbot.json"])
    #expect(found.directories.map(\.hasConfig) == [true] && found.otherDirectories == [])
  }

  @Test func `older directories beside the newer one are named, and files of that name are none`() {
    let found = facts(["/h/.openclaw/openclaw.json", "/h/.clawdbot/clawdbot.json", "/h/.moltbot"])
    #expect(found.directories.map(\.paths.stateDir) == ["/h/.openclaw"])
    #expect(found.otherDirectories == ["/h/.clawdbot"])
  }

  @Test func `what was read is the same as long as nothing changed`() {
    let files = ChangingFiles([
      "/h/.openclaw/openclaw.json": "{}",
      "/h/.config/systemd/user/openclaw-gateway.service": "[Service]\nExecStart=/bin/openclaw gateway\n",
    ])
    let host = files.host()
    var reader = SourceReader(host: host, paths: GatehousePaths(home: nil, config: nil, system: host.system))
    let first = reader.read(declared: [], services: []).1
    #expect(reader.read(declared: [], services: []).1 == first)
    files.write("/h/.ocm/envs/a/.openclaw/openclaw.json", "{}")
    let second = reader.read(declared: [], services: []).1
    #expect(second != first)
    files.write("/h/.openclaw-b/openclaw.json", "{}")
    #expect(reader.read(declared: [], services: []).1 != second)
  }
}
