import OpenClaw
import TestSupport
import Testing

/// What is crossed out, and what may be shown.
@Suite(.computing) struct SecretWordTests {
  @Test(
    arguments: [
      ("token", true), ("BotToken", true), ("OPENCLAW_GATEWAY_TOKEN", true), ("password", true),
      ("apiKey", true),
      ("API_KEY", true), ("clientSecret", true), ("privateKey", true), ("credentials", true),
      ("OPENAI_KEY", true),
      ("GITHUB_PAT", true), ("pat", true), ("key", true), ("passphrase", true), ("TS_AUTH_KEY", true),
      ("signingKey", true), ("accessKey", true), ("webhookKey", true),
      ("--api-key", true), ("--private-key", true), ("x-api-key", true), ("auth-key", true),
      ("keyboard", false), ("monkey", false), ("path", false), ("PATH", false), ("compat", false),
      ("mode", false),
      ("port", false), ("", false), ("keys", false),
    ] as [(String, Bool)])
  func `a name speaks of a secret, or does not`(name: String, isSecret: Bool) {
    #expect(SecretValues.isSecretName(name) == isSecret)
  }

  struct Found: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var secrets: Set<String>
  }

  @Test(arguments: [
    Found(testDescription: "{ token: 'a', name: 'b' }", secrets: ["a"]),
    Found(testDescription: "{ tokens: { x: ['a', { y: 'b' }] } }", secrets: []),
    Found(testDescription: "{ secrets: { x: ['a', { y: 'b' }] } }", secrets: ["a", "b"]),
    Found(testDescription: "{ token: '' , password: 5 }", secrets: []),
    Found(testDescription: "{ token: '${T}', password: 'p${X}' }", secrets: []),
    Found(testDescription: "{ token: { source: 'env', id: 'T', more: 'x' } }", secrets: []),
    Found(testDescription: "{ token: { source: 'plain' } }", secrets: ["plain"]),
    Found(testDescription: "{ tokenFile: '/f', passwordMode: 'm', maxTokens: '5' }", secrets: []),
    Found(testDescription: "{ url: 'https://u:p@h/x' }", secrets: ["p"]),
    Found(testDescription: "{ url: 'https://only@h' }", secrets: ["only"]),
    Found(testDescription: "{ url: 'https://u:p:q@w@h' }", secrets: ["p:q@w"]),
    Found(testDescription: "{ url: 'https://h/x?y=u@z' }", secrets: []),
    Found(testDescription: "{ list: ['wss://u:p@h:1'] }", secrets: ["p"]),
    Found(testDescription: "{ token: 'https://u:p@h' }", secrets: ["https://u:p@h", "p"]),
    Found(testDescription: "{ mail: 'u@h' }", secrets: []),
  ])
  func `secrets are the texts below such names, and the passwords in addresses`(_ found: Found) throws {
    #expect(SecretValues.inConfig(try JSON5Parser.parse(found.testDescription, file: "c")) == found.secrets)
  }

  @Test(arguments: [
    ("a\nb", ["a", "b"]), ("a\r\nb\r\n", ["a", "b", ""]), ("a\rb", ["a", "b"]), ("", [""]), ("\n", ["", ""]),
    ("a\n\rb", ["a", "", "b"]),
  ])
  func `a text has as many lines as its line ends say`(text: String, lines: [String]) {
    #expect(MaskedConfig.split(text).map(String.init) == lines)
    #expect(MaskedConfig(text.replacing("a", with: "1").replacing("b", with: "2")).lines.count == lines.count)
  }

  @Test(arguments: [
    ("{ port: 18789, mode: 'local' }", "{ port: 18789, mode: 'local' }"),
    ("{ mode: \"\", token: '' }", "{ mode: \"\", token: '' }"),
    ("{ MODE: 'Local', bind: 'lan' }", "{ MODE: 'Local', bind: 'lan' }"),
    ("{ name: 'bot' }", "{ name: '•••' }"), ("{ mode: ['a', 'b'] }", "{ mode: ['•••', '•••'] }"),
    ("{ auth: { mode: 'token' } }", "{ auth: { mode: 'token' } }"),
    ("{ token: { source: 'env', id: 'T' } }", "{ token: { source: '•••', id: '•••' } }"),
    ("{ token: true }", "{ token: ••• }"), ("{ a: -1.5e3, b: 0x10 }", "{ a: -1.5e3, b: ••• }"),
    ("{ a: 123456789012, b: 1234567890123 }", "{ a: 123456789012, b: ••• }"),
    ("{ cdpUrl: 'http://127.0.0.1:9222' }", "{ cdpUrl: 'http://127.0.0.1:9222' }"),
    ("{ cdpUrl: 'http://127.0.0.1:9222/' }", "{ cdpUrl: 'http://127.0.0.1:9222/' }"),
    ("{ $include: './x.json5' }", "{ $include: './x.json5' }"),
    (
      "{ name: null, id: NaN, port: Infinity, mode: nope }",
      "{ name: null, id: NaN, port: Infinity, mode: ••• }"
    ),
    // On a line that does not parse only the keys are shown that OpenClaw has.
    (
      "{ a: null, port: 18789, b: 1, mode: 'local', mode: nope }",
      "{ •••: null, port: 18789, •••: •••, mode: '•••', mode: ••• }"
    ),
    ("{ mode: 'a, token: \"b\"' }", "{ mode: '•••' }"), ("{ workspace: '~/x: y' }", "{ workspace: '•••' }"),
    ("{ cdpUrl: 'host/x' }", "{ cdpUrl: '•••' }"), ("{ mode: '\\x41' }", "{ mode: '•••' }"),
    ("[ 'a': 1 ]", "[ •••: ••• ]"), ("{ 't\\u006fken': 'x' }", "{ 't\\u006fken': '•••' }"),
    ("{ workspace: '~/clawd' } // note", "{ workspace: '~/clawd' } // •••"), ("// \n{}", "//\n{}"),
    ("{ credentials: { mode: 'x' } }", "{ credentials: { mode: '•••' } }"),
  ])
  func `a value is shown where its key is harmless, or where it is a number or a word`(
    text: String, shown: String
  ) {
    #expect(MaskedConfig(text).lines.joined(separator: "\n") == shown)
  }

  @Test func `a key that is longer than any name is hidden`() {
    let key = String(repeating: "k", count: 49)
    #expect(MaskedConfig("{ \(key): 1 }").lines == ["{ •••: 1 }"])
    #expect(MaskedConfig("{ \(key.dropFirst()): 1 }").lines == ["{ \(key.dropFirst()): 1 }"])
  }

  @Test func `what is crossed out elsewhere is six characters or more`() {
    #expect(MaskedConfig("{ token: '12345x', password: '12345' }").secrets == ["12345x"])
    #expect(MaskedConfig("{ name: 'harmless-text' }").secrets.isEmpty)
    #expect(
      MaskedConfig("{ password: ['first-secret', 'second-secret'] }").secrets == [
        "first-secret", "second-secret",
      ])
  }

  @Test(arguments: [
    (
      "{ a: 1, meta: { v: 1 }, meta: { v: 2 } }", "{ meta: { v: 3 } }",
      "{ a: 1, meta: { v: 1 }, meta: { v: 3 } }"
    ),
    ("// c {\n{ b: 1 }", "{ 'meta': { v: 3 } }", "// c {\n{ 'meta': { v: 3 },\n  b: 1 }"),
    ("{ a: '😀', meta: 1 }", "{ x: '😀😀', meta: { v: '😀' } }", "{ a: '😀', meta: { v: '😀' } }"),
    ("{ a: ", "{ meta: 1 }", "{ a: "), ("[1]", "{ meta: 1 }", "[1]"), ("", "{ meta: 1 }", ""),
    ("{ a: { meta: 1 } }", "{ b: { meta: 2 } }", "{ a: { meta: 1 } }"),
  ])
  func `a restored text takes the meta block of now and nothing else`(copy: String, now: String, kept: String)
  {
    #expect(ConfigMeta.keep(in: copy, of: now) == kept)
  }
}
