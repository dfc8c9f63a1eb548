import OpenClaw
import TestSupport
import Testing

@Suite(.computing) struct ConfigDocumentTests {
  /// Loads `/home/a/openclaw.json` from files that exist only here.
  private func load(
    _ files: [String: String], environment: [String: String] = [:]
  ) -> Result<ConfigDocument, ConfigProblem> {
    do throws(ConfigProblem) {
      return .success(
        try ConfigDocument.load(path: "/home/a/openclaw.json", environment: environment) { path in
          files[path].map(Result.success) ?? .failure(ConfigReadFailure("no such file"))
        })
    } catch {
      return .failure(error)
    }
  }

  private func problem(_ files: [String: String]) -> String? {
    if case .failure(let problem) = load(files) { problem.description } else { nil }
  }

  @Test func `an include stands in the place of its object, and keys beside it win`() throws {
    let document = try load([
      "/home/a/openclaw.json": "{ gateway: { $include: './sub/g.json5', port: 20001 } }",
      "/home/a/sub/g.json5": "{ port: 20000, bind: 'lan', auth: { $include: 'auth.json5' } }",
      "/home/a/sub/auth.json5": "{ mode: 'token' }",
    ]).get()
    let config = GatewayConfig(document)
    #expect(config.port == 20001)
    #expect(config.bind == "lan")
    #expect(config.authMode == .token)
    #expect(document.files.count == 3)
  }

  @Test func `several includes are merged in order and arrays are joined`() throws {
    let document = try load([
      "/home/a/openclaw.json": "{ $include: ['a.json', 'b.json'] }",
      "/home/a/a.json": "{ gateway: { port: 1000, bind: 'lan' }, list: [1] }",
      "/home/a/b.json": "{ gateway: { port: 2000 }, list: [2] }",
    ]).get()
    #expect(document.root["gateway", "port"]?.integer == 2000)
    #expect(document.root["gateway", "bind"]?.string == "lan")
    #expect(document.root["list"]?.array?.count == 2)
  }

  @Test(arguments: [
    (
      "{ gateway: { $include: './x.json' } }",
      "/home/a/openclaw.json:1:24: the included file cannot be read: no such file"
    ),
    (
      "{ $include: './openclaw.json' }",
      "/home/a/openclaw.json:1:13: this include leads back to a file that includes it"
    ),
    (
      "{ $include: '../b/x.json' }",
      "/home/a/openclaw.json:1:13: this include lies outside the config's directory (OPENCLAW_INCLUDE_ROOTS would allow it)"
    ),
    ("{ $include: 3 }", "/home/a/openclaw.json:1:13: $include takes a file name or a list of them"),
    ("[1]", "/home/a/openclaw.json:1:1: the config must be an object in braces"),
    (
      "{\n  gateway: { port: 1 \n",
      "/home/a/openclaw.json:3:1: the file ends too early: a comma or a closing brace is expected here"
    ),
  ])
  func `what is wrong is said with its place`(text: String, message: String) {
    #expect(problem(["/home/a/openclaw.json": text]) == message)
  }

  @Test func `variables come from the environment, else from the config's own section`() throws {
    let document = try load(
      [
        "/home/a/openclaw.json":
          "{ env: { vars: { A: 'own', B: 'own' } }, a: '${A}', b: '${B}', c: '$${A}', d: '${NONE} ${x}' }"
      ],
      environment: ["A": "outer", "B": ""]
    ).get()
    #expect(document.root["a"]?.string == "outer")
    #expect(document.root["b"]?.string == "own")
    #expect(document.root["c"]?.string == "${A}")
    #expect(document.root["d"]?.string == "${NONE} ${x}")
    #expect(Array(document.missingVariables.keys) == ["NONE"])
  }

  @Test(arguments: ["0", "70000", "1.5", "'20000'", "-1"])
  func `a port that is none is a problem at its place`(port: String) throws {
    let document = try load(["/home/a/openclaw.json": "{ gateway: { port: \(port) } }"]).get()
    let config = GatewayConfig(document)
    #expect(config.port == nil)
    #expect(
      config.problems.first?.description
        == "/home/a/openclaw.json:1:20: gateway.port must be a whole number from 1 to 65535")
  }

  @Test func `files that include each other many times are given up, not followed for ever`() {
    var files = ["/home/a/openclaw.json": "{ $include: ['f1','f1','f1','f1','f1','f1'] }"]
    for index in 1..<9 {
      let next = String(repeating: "'f\(index + 1)',", count: 6)
      files["/home/a/f\(index)"] = "{ $include: [\(next)] }"
    }
    files["/home/a/f9"] = "{}"
    #expect(problem(files)?.contains("more than 200 files are included") == true)
  }

  @Test func `secrets are found under their keys and in addresses, and nothing harmless is taken for one`()
    throws
  {
    let document = try load([
      "/home/a/openclaw.json":
        "{ gateway: { auth: { mode: 'token', token: 'S1' } }, channels: { slack: { botToken: 'S2', tokenFile: '/f', accounts: { x: { appToken: 'S3' } } } }, models: { apiKey: 'S4', key: { source: 'env', provider: 'default', id: 'OPS' }, token: '${OPS_TOKEN}' }, browser: { cdpUrl: 'http://u:S5@h:1' }, maxTokens: 'no' }"
    ]).get()
    #expect(SecretValues.inConfig(document.root) == ["S1", "S2", "S3", "S4", "S5"])
  }
}
