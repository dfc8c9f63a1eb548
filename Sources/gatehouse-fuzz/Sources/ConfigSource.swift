import OpenClaw
import Ports

extension FuzzSource {
  /// An OpenClaw config with what it includes, and the variables that it names.
  static let config = FuzzSource(
    name: "config", about: "an OpenClaw config with its includes and variables",
    corpus: {
      Corpus.texts(
        """
        // main
        { $include: ["./base.json5", 'more/b.json'], gateway: { mode: 'local', port: 18789, bind: "loopback",
          auth: { mode: 'token', token: '${TOKEN}' }, controlUi: { basePath: '/x/' } },
          agents: { defaults: { workspace: '~/w' }, list: [{ id: 'main', default: true }, { id: 'B', workspace: '/b' }] },
          channels: { telegram: { botToken: 'abc', webhookUrl: 'https://x:8443/a', accounts: { a: { botToken: 'x' } } } },
          browser: { cdpUrl: 'http://127.0.0.1:9222', cdpPortRangeStart: 20000, profiles: { a: { cdpPort: 1 } } },
        }
        @@ base.json5
        { env: { vars: { TOKEN: 'x' }, A: 'b' }, canvasHost: { port: 1e3 }, mcp: { apps: { enabled: true, sandboxPort: 5 } } }
        @@ more/b.json
        {"gateway":{"port":0x4965},"meta":{"lastTouchedVersion":"2026.9.4"},"$include":"../base.json5"}
        @@ env
        TOKEN=secret
        OPENCLAW_GATEWAY_PORT=19001
        """,
        "{a:1,'b':\"\\u0041\\x41\\\n\",c:[+1,-.5e3,0xF,Infinity,-NaN,],/**/d:null,e:true,}",
        "{ $include: './a', } \n@@ a\n{ $include: './b' }\n@@ b\n{ $include: ['./c', './c'] }\n@@ c\n[1, [2]]",
        "{ secrets: { providers: { default: { source: 'file', path: '/x', mode: 'json' } } }, channels: { slack: { appToken: { source: 'env', id: 'A' }, botToken: '$${NOT}${YES}' } } }\n@@ env\nYES=y\nA="
      ) + Corpus.fixtures("configs", ends: [".json", ".json5"], most: 60)
        + Corpus.fixtures("cases", ends: ["openclaw.json"], most: 60)
    },
    dictionary: [
      "$include", "gateway", "port", "auth", "token", "${TOKEN}", "$${", "env", "vars", "agents", "list",
      "channels",
      "telegram", "botToken", "accounts", "browser", "profiles", "cdpUrl", "cdpPort", "cdpPortRangeStart",
      "driver",
      "extension", "enabled", "source", "id", "secrets", "@@ base.json5\n", "@@ env\n", "'./base.json5'",
      "null", "true",
      "Infinity", "NaN", "0x", "1e", "/*", "*/", "//", "\\u0024", "\\\n", "plugins", "mcp", "apps",
      "sandboxPort",
    ],
    run: { input throws(FuzzFault) in try ConfigChecks(input).run() })
}

/// What must hold of a config.
private struct ConfigChecks {
  private static let path = "/h/.openclaw/openclaw.json"
  private static let rules = [
    VersionRules(version: nil), VersionRules(version: Version(2026, 3, 1)),
    VersionRules(version: Version(2026, 9, 4)),
  ]

  let files: [String: String]
  let environment: [String: String]
  let size: Int

  init(_ input: [UInt8]) {
    let map = FileMap(input)
    var files: [String: String] = [:]
    for (name, text) in map.texts where name != "env" {
      files[name.isEmpty ? Self.path : UserPath.absolute(name, workingDirectory: "/h/.openclaw")] = text
    }
    self.files = files
    environment = map.variables("env")
    size = input.count
  }

  func run() throws(FuzzFault) {
    let document: ConfigDocument
    do throws(ConfigProblem) {
      let files = files
      document = try ConfigDocument.load(path: Self.path, environment: environment) { path in
        files[path].map { .success($0) } ?? .failure(ConfigReadFailure("no such file"))
      }
    } catch {
      return try check(error)
    }
    try Hold.that(document.files.first == Self.path, "the config itself is not the first file")
    try Hold.that(document.files.allSatisfy { files[$0] != nil }, "a file was read that is not there")
    try Hold.that(
      Set(document.missingVariables.keys).isSubset(of: document.referencedVariables),
      "a variable is missing that nothing refers to")
    try checkWriting(document.root)
    let config = GatewayConfig(document)
    for rules in Self.rules { try checkPorts(config, rules) }
    try checkPlaces(config)
    _ = SecretValues.inConfig(document.root)
    for problem in config.problems + config.doubts(version: Version(2026, 9, 4)) { try check(problem) }
  }

  /// A problem lies in a file that is there, at a place that the file has.
  private func check(_ problem: ConfigProblem) throws(FuzzFault) {
    guard let text = files[problem.file], let line = problem.line, let column = problem.column else { return }
    let lines = text.unicodeScalars.reduce(into: 1) { count, scalar in
      if ["\n", "\r", "\u{2028}", "\u{2029}"].contains(scalar) { count += 1 }
    }
    try Hold.that(
      (1...lines).contains(line) && column >= 1, "a problem lies at no place of its file: \(line):\(column)")
    try Hold.bounded(problem.description.utf8.count, by: 2, of: size, "the text of a problem")
  }

  /// What is written is read again as the same.
  private func checkWriting(_ root: JSON5Node) throws(FuzzFault) {
    let text = JSON5Writer.text(root)
    let again: JSON5Node
    do throws(JSON5Error) {
      again = try JSON5Parser.parse(text, file: "again")
    } catch {
      throw FuzzFault("what was written cannot be read: \(error.problem.message)")
    }
    try Hold.same(JSON5Writer.text(again), text, "what was written is read as something else")
  }

  private func checkPorts(_ config: GatewayConfig, _ rules: VersionRules) throws(FuzzFault) {
    try Hold.port(config.port, "gateway.port")
    try Hold.port(config.canvasPort, "canvasHost.port")
    for base in [config.port ?? 18789, 1, 65535] {
      for other in config.otherPorts(base: base, rules: rules, environment: environment) {
        try Hold.port(other.port, "the port of \(other.use)")
      }
      let derived = DerivedPorts(base: base, movesClampedRange: rules.movesClampedRange)
      for allocation in CDPAllocation.all(settings: config.browser, derived: derived, rules: rules) {
        try Hold.port(allocation.port, "the port of a browser (\(allocation.how.rawValue))")
      }
      // What OpenClaw refuses is no fault.
      guard let resolution = try? BrowserResolution(config.browser, base: base, rules: rules) else {
        continue
      }
      for profile in resolution.profiles { _ = try? resolution.endpoint(of: profile, rules: rules) }
    }
  }

  private func checkPlaces(_ config: GatewayConfig) throws(FuzzFault) {
    for rules in Self.rules {
      let places = config.agents.places(
        fallback: environment["OPENCLAW_WORKSPACE_DIR"], standard: "/h/w", stateDir: "/h/.openclaw",
        rules: rules
      ) { UserPath.resolve($0, home: "/h", workingDirectory: "/h") }
      try Hold.that(!places.isEmpty, "no agent works anywhere")
      for place in places { try Hold.normalPath(place.path, "a workspace") }
    }
  }
}
