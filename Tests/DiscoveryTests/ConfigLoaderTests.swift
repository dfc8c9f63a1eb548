import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// What becomes of a config, and of the files of variables beside it.
@Suite(.computing) struct ConfigLoaderTests {
  private func load(
    _ files: [String: String], links: [String: String] = [:], path: String = "/h/.openclaw/openclaw.json",
    environment: [String: String] = [:]
  ) -> Definition.Config {
    ConfigLoader(files: ChangingFiles(files, links: links).host().files)
      .load(path, environment: environment).0
  }

  private func message(_ config: Definition.Config) -> String? {
    if case .invalid(let problem) = config { problem.message } else { nil }
  }

  @Test func `a config that is not there is missing, and a torn one is not`() {
    guard case .missing = load([:]) else {
      Issue.record("it is there")
      return
    }
    #expect(load(["/h/.openclaw/openclaw.json": "{ gateway: { port: 5 } }"]).value?.port == 5)
    #expect(message(load(["/h/.openclaw/openclaw.json": "{ gateway"])) != nil)
  }

  @Test func `a path that is none is no config`() {
    guard case .missing = load(["/h/x": "{}"], path: "container:x") else {
      Issue.record("it was read")
      return
    }
  }

  @Test func `a link to nowhere is a config, a broken one, and says where it leads`() {
    let config = load(
      ["/h/.openclaw/x": ""], links: ["/h/.openclaw/openclaw.json": "/mnt/gone/openclaw.json"])
    #expect(message(config)?.contains("/mnt/gone/openclaw.json") == true)
    let directory = load(["/h/x": ""], links: ["/h/.openclaw": "/mnt/gone"])
    #expect(message(directory)?.contains("/mnt/gone") == true)
  }

  @Test func `a link to a directory that is there leaves a config that is not there missing`() {
    guard case .missing = load(["/srv/state/x": ""], links: ["/h/.openclaw": "/srv/state"]) else {
      Issue.record("it is said to be broken")
      return
    }
  }

  @Test func `an include that is gone makes the config a broken one, not a missing one`() {
    #expect(message(load(["/h/.openclaw/openclaw.json": "{ $include: './gone.json' }"])) != nil)
  }

  @Test func `includes stay below the config, unless a root is named for them`() {
    let files = [
      "/h/.openclaw/openclaw.json": "{ gateway: { $include: '/srv/b/part.json' } }",
      "/srv/b/part.json": "{ port: 20700 }",
    ]
    #expect(message(load(files)) != nil)
    #expect(load(files, environment: ["OPENCLAW_INCLUDE_ROOTS": "/srv/a:/srv/b"]).value?.port == 20700)
    #expect(message(load(files, environment: ["OPENCLAW_INCLUDE_ROOTS": "/srv/a"])) != nil)
  }

  @Test func `what is too large is not read`() {
    let text = "{ a: '" + String(repeating: "x", count: ConfigLoader.limit) + "' }"
    #expect(message(load(["/h/.openclaw/openclaw.json": text])) != nil)
  }

  // MARK: Variables

  private func variables(
    _ files: ChangingFiles, stateDir: String = "/h/.openclaw", workingDirectory: String = "/w",
    version: Version? = nil
  ) -> VariableFiles.Content {
    VariableFiles(files: files.host().files).read(
      stateDir: stateDir, home: "/h", workingDirectory: workingDirectory,
      rules: VersionRules(version: version))
  }

  private static let files = [
    "/w/.env": "A=local\nB=local\nOPENCLAW_GATEWAY_PORT=1\n", "/h/.openclaw/.env": "A=own\nC=own\n",
    "/h/.config/openclaw/gateway.env": "A=fallback\nB=fallback\nC=fallback\nD=fallback\n",
  ]

  @Test
  func `the working directory's file goes before the state directory's, and the fallback fills the rest`() {
    let found = variables(ChangingFiles(Self.files))
    #expect(found.all == ["A": "local", "B": "local", "C": "own", "D": "fallback"])
    #expect(
      found.files == ["/w/.env", "/h/.openclaw/.env", "/h/.config/openclaw/gateway.env"])
  }

  @Test(
    arguments: [
      (Version(2026, 3, 1), "1", nil), (Version(2026, 4, 12), nil, "fallback"), (nil, nil, "fallback"),
    ] as [(Version?, String?, String?)])
  func `older versions trust the working directory's file and know no fallback`(
    version: Version?, port: String?, fallback: String?
  ) {
    let found = variables(ChangingFiles(Self.files), version: version).all
    #expect(found["OPENCLAW_GATEWAY_PORT"] == port && found["D"] == fallback)
  }

  @Test func `the fallback is the default state directory's alone`() {
    let found = variables(ChangingFiles(Self.files), stateDir: "/h/.openclaw-b")
    #expect(found.fallbackFile == nil && found.all["D"] == nil)
  }

  @Test func `a gateway that is started in its state directory has one file of its own`() {
    let found = variables(ChangingFiles(Self.files), workingDirectory: "/h/.openclaw")
    #expect(found.localFile == nil && found.all["A"] == "own")
    #expect(variables(ChangingFiles(Self.files), stateDir: "").all == [:])
  }

  @Test(
    arguments: [
      ("/h/.openclaw/.env", nil, true), ("/h/.config/openclaw/gateway.env", nil, true),
      ("/h/.config/openclaw/gateway.env", Version(2026, 3, 1), false), ("/w/.env", nil, false),
      ("/w/.env", Version(2026, 3, 1), true),
    ] as [(String, Version?, Bool)])
  func `a file that is there and cannot be read leaves open what it could say`(
    path: String, version: Version?, isOpen: Bool
  ) {
    let files = ChangingFiles(Self.files)
    files.deny(path)
    let unread = variables(files, version: version).unread
    #expect((unread != nil) == isOpen)
    if isOpen {
      #expect(unread?.hasPrefix(UserPath.name(path)) == true && unread?.contains("permission denied") == true)
    }
  }

  @Test func `the strongest layer that says something wins, a blank says nothing`() {
    let layers = VariableLayers(layers: [
      .init(values: ["A": " ", "B": "1"], file: "first"),
      .init(values: ["A": "2", "B": "3"], file: "second"),
    ])
    #expect(layers["A"]?.value == "2" && layers["A"]?.layer.file == "second")
    #expect(layers["B"]?.layer.file == "first" && layers["C"] == nil)
  }
}
