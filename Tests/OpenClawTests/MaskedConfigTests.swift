import TestSupport
import Testing

@testable import OpenClaw

@Suite(.computing) struct MaskedConfigTests {
  @Test func `values are shown only for harmless keys, numbers and words, and keys stay`() {
    let masked = MaskedConfig(
      """
      // an old token: 123:abc
      {
        gateway: { mode: "local", port: 18789, auth: { token: "s3cret-one" } },
        "botToken": 'it\\'s secret', enabled: true, /* two
        lines */ name: unquoted-secret,
        $include: "./more.json5", cdpUrl: "http://user:pass@host:1?t=x",
      """)
    #expect(
      masked.lines == [
        "// •••", "{", "  gateway: { mode: \"local\", port: 18789, auth: { token: \"•••\" } },",
        "  \"botToken\": '•••', enabled: true, /* •••", " •••*/ name: •••,",
        "  $include: \"./more.json5\", cdpUrl: \"•••\",",
      ])
    #expect(masked.secrets == ["s3cret-one", "it's secret"])
  }

  @Test func `the place that is wrong is found in the masked line`() {
    let text = "{ a: 1,\r\n  token: 'a-long-secret', b c }"
    #expect(MaskedConfig.head(of: text, line: 2, column: 29) == "  token: '•••', ••• ")
    #expect(MaskedConfig.head(of: text, line: 1, column: 1) == "")
    #expect(MaskedConfig.head(of: text, line: 3, column: 1) == nil)
    #expect(MaskedConfig.head(of: text, line: 0, column: 1) == nil)
  }

  @Test func `what is no secret is not crossed out elsewhere: references, limits, words`() {
    let masked = MaskedConfig(
      "{ token: { source: 'env', provider: 'default', id: 'MAIN_TOKEN' }, maxTokens: 819200, token: null, tokenFile: '/etc/token-file', password: 'short'"
    )
    #expect(masked.secrets.isEmpty)
  }

  @Test(arguments: [
    "{ token: \"never closed", "{ token: s3cret }", "{ token 's3cret' }", "{ token: 's3cret\n, port: 1 }",
    "{ credentials: { any: 's3cret' } }", "{ tokens: ['s3cret', \"s3cret\"] }", "s3cret", "{ a: 's3cret }",
    "{ token: 123456789012345 }", "{ token: 's3cret\\\nmore' }", "{ x: `s3cret` }", "{ // s3cret",
    "{ auth: { mode: 'token', token 's3cret' } }", "{ mode: 'token', 's3cret' }",
    "{ primary: 'a', 's3cret' }",
    "{ mode: 'x', Authorization 'Bearer s3cret' }", "{ token = 's3cret' }", "{ token: “s3cret:x” }",
    "{ mode: \"token, token: \"s3cret:x\" }", "{ auth: { mode: 'token' }, token 's3cret' }",
    "{ auth: { mode: \"token\" token: \"s3cret\" } }", "{ \"mode\": \"token\" \"token\": \"s3cret\" }",
    "{ mode: 'token' key token: 's3cret' }", "{ bind: token: 's3cret' }", "{ mode:: 's3cret' }",
    "{ port: 1; auth: { mode: 'token'; token: 's3cret' } }", "{ mode: , : 's3cret' }",
    "{ mode: 'x' : 's3cret' }",
    "{ cdpUrl: 'wss://host/s3cret' }", "{ cdpUrl: 'http://h:1#s3cret' }", "{ cdpUrl: 'u:s3cret@h' }",
    "{ host: 'u:s3cret@db' }", "{ token: s3cret:def\" }", "{ token: \"s3cret\": 1 }",
  ])
  func `no value of a broken config is shown`(_ text: String) {
    let masked = MaskedConfig(text)
    #expect(!masked.lines.joined(separator: "\n").contains("s3cret"))
    #expect(!masked.lines.joined().contains("123456789012345"))
    #expect(masked.lines.count == text.split(separator: "\n", omittingEmptySubsequences: false).count)
  }
}

@Suite(.computing) struct ConfigMetaTests {
  @Test func `a restored config keeps the meta block that the config has now`() {
    let copy = "{\n  // mine\n  meta: { lastTouchedVersion: '1' },\n  gateway: { port: 1 },\n}\n"
    let now = "{ gateway: { port: 2 }, \"meta\": { lastTouchedVersion: '2', deep: [1, { a: '}' }] } }"
    #expect(
      ConfigMeta.keep(in: copy, of: now)
        == "{\n  // mine\n  \"meta\": { lastTouchedVersion: '2', deep: [1, { a: '}' }] },\n  gateway: { port: 1 },\n}\n"
    )
  }

  @Test func `a copy without a meta block gets the one of now, and an unreadable config changes nothing`() {
    let now = "{ meta: { v: 1 } }"
    #expect(ConfigMeta.keep(in: "{ a: 1 }", of: now) == "{ meta: { v: 1 },\n  a: 1 }")
    #expect(ConfigMeta.keep(in: "{}", of: now) == "{meta: { v: 1 }}")
    #expect(ConfigMeta.keep(in: "{ a: 1 }", of: "{ meta: ") == "{ a: 1 }")
    #expect(ConfigMeta.keep(in: "{ meta: 1 }", of: "{ a: 1 }") == "{ meta: 1 }")
  }

  @Test func `a value that is written is read back as the same value`() throws {
    let text = "{ a: [1, 2.5, -3e9, NaN], 'b c': { d: null, e: \"x\\n\\\"\\u2028\" }, f: {}, g: true }"
    let node = try JSON5Parser.parse(text, file: "")
    let again = try JSON5Parser.parse(JSON5Writer.text(node), file: "")
    #expect(JSON5Writer.text(again) == JSON5Writer.text(node))
    #expect(again["b c", "e"]?.string == "x\n\"\u{2028}" && again["a"]?.array?[1].number == 2.5)
  }
}
