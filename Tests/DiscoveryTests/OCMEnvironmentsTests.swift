import GatewayModel
import TestSupport
import Testing

@testable import Discovery

/// The registry and the directories of openclaw/ocm.
@Suite(.computing) struct OCMEnvironmentsTests {
  private func read(_ files: [String: String]) -> [OCMEnvironment] {
    OCMEnvironments(files: FakeHost.host(files: files, environment: [:]).files, home: "/h").read()
  }

  private func registry(_ entries: String) -> [String: String] {
    ["/h/.ocm/envs.json": "{ \"envs\": [\(entries)] }"]
  }

  @Test(
    arguments: [
      ("{ name: 'a', root: '/srv/a', gatewayPort: 18850 }", "/srv/a", 18850),
      ("{ name: 'a', root: '~/a' }", "/h/a", nil), ("{ name: 'a', root: 'a/b' }", "/h/a/b", nil),
      ("{ name: 'a', root: ' ', gatewayPort: 0 }", "/h/.ocm/envs/a", nil),
      ("{ name: 'a', gatewayPort: 65536 }", "/h/.ocm/envs/a", nil),
      ("{ name: 'a', gatewayPort: '18850' }", "/h/.ocm/envs/a", nil),
    ] as [(String, String, Int?)])
  func `an entry names its home and its port, where that is one`(entry: String, root: String, port: Int?) {
    #expect(read(registry(entry)) == [.init(name: "a", root: root, port: port)])
  }

  @Test func `an entry without a name is none, and the others stand`() {
    #expect(read(registry("{ root: '/x' }, { name: '' }, 7, { name: 'b' }")).map(\.name) == ["b"])
  }

  @Test
  func `directories that the registry does not name are environments where they hold a state directory`() {
    let files = registry("{ name: 'b', root: '/srv/b' }").merging([
      "/h/.ocm/envs/c/.openclaw/openclaw.json": "{}", "/h/.ocm/envs/a/.openclaw/openclaw.json": "{}",
      "/h/.ocm/envs/b/.openclaw/openclaw.json": "{}", "/h/.ocm/envs/empty/notes": "",
      "/h/.ocm/envs/file/.openclaw": "",
    ]) { a, _ in a }
    #expect(read(files).map(\.name) == ["b", "a", "c"])
    #expect(read(files).map(\.root) == ["/srv/b", "/h/.ocm/envs/a", "/h/.ocm/envs/c"])
  }

  @Test(arguments: ["{ torn", "[]", "{ \"envs\": 7 }"])
  func `a registry that is none leaves the directories to tell`(text: String) {
    let found = read(["/h/.ocm/envs.json": text, "/h/.ocm/envs/a/.openclaw/openclaw.json": "{}"])
    #expect(found.map(\.name) == ["a"])
  }

  @Test func `without ocm there is none`() {
    #expect(read(["/h/.openclaw/openclaw.json": "{}"]).isEmpty)
    #expect(read(["/h/.ocm": "a file"]).isEmpty)
  }
}
