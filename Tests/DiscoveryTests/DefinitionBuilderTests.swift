import GatewayModel
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// What files and sources together make of one gateway.
@Suite(.computing) struct DefinitionBuilderTests {
  private static let config = "/h/.openclaw/openclaw.json"

  private func build(
    _ config: String, files: [String: String] = [:], environment: [String: String] = ["HOME": "/h"],
    runningPort: Int? = nil, _ change: (inout Candidate) -> Void = { _ in }
  ) -> Definition {
    var candidate = DefinitionSamples.profile(nil)
    change(&candidate)
    return DefinitionSamples(
      files: files.merging([Self.config: config]) { a, _ in a }, environment: environment
    ).build(candidate, runningPort: runningPort)
  }

  @Test
  func `the version is what a start would run: the unit's package, its word, the command's, the config's`() {
    let config = "{ meta: { lastTouchedVersion: '2026.1.1' } }"
    #expect(build(config).version == Version(2026, 1, 1))
    var files = ["/h/bin/openclaw": "", "/h/package.json": "{ \"version\": \"2026.2.2\" }"]
    #expect(build(config, files: files).version == Version(2026, 2, 2))
    files["/opt/lab/package.json"] = "{ \"version\": \"2026.3.3\" }"
    files["/opt/lab/run.mjs"] = ""
    #expect(
      build(config, files: files) {
        $0.declared = .init(name: "default", command: ["node", "/opt/lab/run.mjs"])
      }
      .version == Version(2026, 3, 3))
    let stated = ["OPENCLAW_SERVICE_VERSION": "2026.4.4"]
    #expect(
      build(config, files: files) { $0.unit = DefinitionSamples.unit(["/bin/openclaw", "gateway"], stated) }
        .version == Version(2026, 4, 4))
    files["/opt/oc/package.json"] = "{ \"version\": \"2026.5.5\" }"
    files["/opt/oc/dist/index.js"] = ""
    let words = ["/usr/bin/node", "/opt/oc/dist/index.js", "gateway"]
    #expect(
      build(config, files: files) { $0.unit = DefinitionSamples.unit(words, stated) }.version
        == Version(2026, 5, 5))
    let pinned = ["/usr/bin/npx", "openclaw@2026.6.6", "gateway"]
    #expect(
      build(config, files: files) { $0.unit = DefinitionSamples.unit(pinned, stated) }.version
        == Version(2026, 6, 6))
  }

  @Test(
    arguments: [
      ("nothing runs", nil, [.profile], nil, true), ("it runs", 20001, [.profile], nil, false),
      ("its lock is there", nil, [.profile, .lock], nil, false),
      ("started all the same", nil, [.profile], ["/bin/openclaw", "gateway", "--allow-unconfigured"], false),
      ("its command says so", nil, [.profile], ["/bin/openclaw", "gateway"], true),
    ] as [(String, Int?, [Definition.Source], [String]?, Bool)])
  func `a remote profile is a client unless it runs a gateway all the same`(
    why: String, port: Int?, sources: [Definition.Source], words: [String]?, isClient: Bool
  ) {
    let config = "{ gateway: { mode: 'remote', remote: { url: 'wss://far.example:443' } } }"
    let found = build(config, runningPort: port) {
      $0.sources = sources
      $0.unit = words.map { DefinitionSamples.unit($0) }
    }
    #expect((found.kind == .client(host: "far.example")) == isClient, "\(why)")
    #expect(found.isPortKnown == !isClient)
  }

  @Test func `its home is its unit's, its entry's, its process's, and else the one that is looked at`() {
    func home(_ change: (inout Candidate) -> Void) -> Definition { build("{}", change) }
    #expect(home { _ in }.home == "/h" && !home { _ in }.isOfOtherHome)
    #expect(home { $0.home = "/p" }.home == "/p" && home { $0.home = "/p" }.isOfOtherHome)
    let declared = GatehouseConfig.Declared(name: "default", environment: ["OPENCLAW_HOME": "~/d"])
    #expect(
      home {
        $0.home = "/p"
        $0.declared = declared
      }.home == "/h/d")
    #expect(
      home {
        $0.declared = declared
        $0.unit = DefinitionSamples.unit()
        $0.unit?.home = "/u"
      }.home == "/u")
  }

  @Test func `what its config refers to and a start would not supply is missing`() {
    let config =
      "{ gateway: { auth: { token: '${T}' } }, a: '${HOME}', b: '${FILE}', c: '${OWN}', d: '${OPENCLAW_X}' }"
    let shell = ["HOME": "/h", "OPENCLAW_X": "1", "T": ""]
    let found = build(config, files: ["/h/.openclaw/.env": "FILE=1"], environment: shell) {
      $0.declared = .init(name: "default", environment: ["OWN": "1"])
    }
    #expect(found.referencedVariables == ["T", "HOME", "FILE", "OWN", "OPENCLAW_X"])
    // Of the shell's variables those that say who a gateway is are not handed on.
    #expect(found.missingVariables == ["T", "OPENCLAW_X"])
  }

  @Test func `a unit's start gets nothing of the shell`() {
    let found = build("{ a: '${KEY}' }", environment: ["HOME": "/h", "KEY": "1"]) {
      $0.unit = DefinitionSamples.unit()
    }
    #expect(found.missingVariables == ["KEY"])
  }

  @Test func `whatever may be secret is known as that, and the rest of the shell is none of it`() {
    let found = build(
      "{ gateway: { auth: { password: 'pw-config' } }, x: '${ASKED_TOKEN}' }",
      files: ["/h/.openclaw/.env": "FILE_TOKEN=from-file\nFILE_NAME=plain"],
      environment: ["HOME": "/h", "SHELL_TOKEN": "of-shell", "ASKED_TOKEN": "asked-for"]
    ) {
      $0.declared = .init(
        name: "default",
        command: ["node", "--token", "by-word", "--gateway-token=by-sign", "--port", "5", "--token"],
        environment: ["OWN_SECRET": "own-value"])
    }
    for secret in ["pw-config", "from-file", "asked-for", "by-word", "by-sign", "own-value"] {
      #expect(found.secrets.contains(secret), "\(secret)")
    }
    for plain in ["plain", "of-shell", "5"] { #expect(!found.secrets.contains(plain), "\(plain)") }
  }

  @Test func `what a running process holds under a secret's name is secret`() {
    let found = build("{}") {
      $0.processEnvironment = ["HOME": "/h", "MY_TOKEN": "held-by-it", "LANG": "C-held"]
    }
    #expect(found.secrets.contains("held-by-it") && !found.secrets.contains("C-held"))
  }

  @Test func `the token is the config's before the variable's`() {
    let files = ["/h/.openclaw/.env": "OPENCLAW_GATEWAY_TOKEN=e\nOPENCLAW_GATEWAY_PASSWORD=p"]
    #expect(build("{ gateway: { auth: { token: 'c' } } }", files: files).token == "c")
    #expect(build("{}", files: files).token == "e" && build("{}", files: files).password == "p")
  }

  @Test func `a container is known by its port alone`() {
    var candidate = Candidate(
      declaredName: "box", stateDir: "", configPath: "container:box", sources: [.unit],
      container: Container(name: "box", port: 19789))
    let found = DefinitionSamples().build(candidate)
    #expect(found.kind == .container && found.plan.gateway == .init(19789, .unit) && found.startPort == 19789)
    candidate.container?.port = nil
    #expect(!DefinitionSamples().build(candidate).isPortKnown)
  }

  @Test func `a gateway without a place says that none is known, and claims nothing`() {
    let found = DefinitionSamples().build(
      Candidate(strayPID: 5, strayPort: 20001, stateDir: "", configPath: "process:5", sources: [.process]),
      runningPort: 20001)
    #expect(found.placeDoubt != nil && found.claims.stateDirs.isEmpty && found.plan.gateway.known == 20001)
    #expect(build("{}").placeDoubt == nil)
  }

  @Test func `a script, and an interpreter of the home, that the unit names and that is not there are told`()
  {
    let words = ["/h/.nvm/node", "/opt/oc/index.js", "gateway"]
    let gone = build("{}") { $0.unit = DefinitionSamples.unit(words) }
    #expect(gone.claims.isUnitScriptMissing && gone.claims.missingInterpreter == "~/.nvm/node")
    let there = build("{}", files: ["/h/.nvm/node": "", "/opt/oc/index.js": ""]) {
      $0.unit = DefinitionSamples.unit(words)
    }
    #expect(!there.claims.isUnitScriptMissing && there.claims.missingInterpreter == nil)
    // What lies outside of the home may be seen by the unit alone.
    let outside = build("{}") {
      $0.unit = DefinitionSamples.unit(["/usr/bin/gone", "/opt/oc/x.js", "gateway"])
    }
    #expect(outside.claims.missingInterpreter == nil)
  }

  @Test func `only another enabled unit is a rival of an enabled one`() {
    func rivals(own: Bool?, other: Bool?) -> [String] {
      build("{}") {
        $0.unit = DefinitionSamples.unit()
        $0.unit?.isEnabled = own
        var second = DefinitionSamples.unit(profile: "b")
        second.isEnabled = other
        $0.otherUnits = [second]
      }.claims.rivalUnits
    }
    #expect(rivals(own: true, other: true) == ["openclaw-gateway-b.service"])
    #expect(rivals(own: true, other: nil) == [] && rivals(own: nil, other: true) == [])
    #expect(rivals(own: true, other: false) == [])
  }

  @Test func `a version whose schema is known refuses unknown keys, any other may`() {
    let known = ConfigSchema.knownVersions.max() ?? Version(2026, 6, 11)
    let samples = DefinitionSamples(files: [Self.config: "{ nonsense: 1 }"])
    let refused = samples.build(DefinitionSamples.profile(nil), version: known)
    #expect(refused.configDoubts.isEmpty)
    #expect(refused.configProblems.contains { $0.message.contains("\(known) refuses") })
    let open = samples.build(DefinitionSamples.profile(nil), version: Version(2031, 1, 1))
    #expect(open.configDoubts.count == 1 && !open.configProblems.contains { $0.message.contains("refuses") })
  }
}
