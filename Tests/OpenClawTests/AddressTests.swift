import OpenClaw
import TestSupport
import Testing

/// The WHATWG URL standard, as far as CDP addresses need it; openclaw-facts.md section 3.3.
@Suite(.computing) struct AddressTests {
  struct Address: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var host: String
    /// What the text says beside the scheme's own port.
    var stated: Int? = nil
    var port: Int
  }

  @Test(arguments: [
    Address(testDescription: "http://h", host: "h", port: 80),
    Address(testDescription: "https://h", host: "h", port: 443),
    Address(testDescription: "ws://h", host: "h", port: 80),
    Address(testDescription: "wss://h", host: "h", port: 443),
    Address(testDescription: "http://h:443", host: "h", stated: 443, port: 443),
    Address(testDescription: "wss://h:443", host: "h", port: 443),
    Address(testDescription: "http://h:", host: "h", port: 80),
    Address(testDescription: "http://h:0", host: "h", stated: 0, port: 80),
    Address(testDescription: "https://h:0", host: "h", stated: 0, port: 443),
    Address(testDescription: "http://h:009222/x", host: "h", stated: 9222, port: 9222),
    Address(testDescription: "http://h:65535", host: "h", stated: 65535, port: 65535),
    Address(testDescription: "http://u@x:p@h:9222", host: "h", stated: 9222, port: 9222),
    Address(testDescription: "http:h:9222", host: "h", stated: 9222, port: 9222),
    Address(testDescription: "http:///h:9222", host: "h", stated: 9222, port: 9222),
    Address(testDescription: " http://h:92\n22 ", host: "h", stated: 9222, port: 9222),
    Address(testDescription: "http://[FE80::1]:9222", host: "[fe80::1]", stated: 9222, port: 9222),
    Address(testDescription: "http://[::1]", host: "[::1]", port: 80),
    Address(testDescription: "http://h?x:1", host: "h", port: 80),
    Address(testDescription: "http://h#x:1", host: "h", port: 80),
    Address(testDescription: "http://1", host: "0.0.0.1", port: 80),
    Address(testDescription: "http://2130706433:1", host: "127.0.0.1", stated: 1, port: 1),
    Address(testDescription: "http://0177.0.0.1", host: "127.0.0.1", port: 80),
    Address(testDescription: "http://127.0.0.1.", host: "127.0.0.1", port: 80),
    Address(testDescription: "http://10.258", host: "10.0.1.2", port: 80),
    Address(testDescription: "http://1.2.3.4.example", host: "1.2.3.4.example", port: 80),
    Address(testDescription: "http://0x7f.example", host: "0x7f.example", port: 80),
  ])
  func `host and port are read as browsers do`(_ address: Address) throws {
    let url = try #require(WebURL(address.testDescription))
    #expect(url.host == address.host && url.explicitPort == address.stated && url.port == address.port)
  }

  @Test(arguments: [
    "ftp://h", "file:///x", "h:9222", "127.0.0.1:9222", "//h", "http://:80", "http://h:-1", "http://h:1:2",
    "http://h:65536", "http://h:９２", "http://a%20b", "http://a|b", "http://1.2.3.4.5", "http://256.1.1.1",
    "http://08.1.1.1", "http://0x1ffffffff", "http://4294967296", "http://1..2", "http://[::1", "http://[]",
    "http://[g::1]", "http://[::1]x", "http://::1", "http://u@", "http://b\u{FC}ro", "1http://h",
  ])
  func `what is no address of these schemes is none`(text: String) { #expect(WebURL(text) == nil) }

  @Test(
    arguments: [
      ("localhost", true), ("LocalHost ", true), ("127.255.0.1", true), ("::1", true), ("[::1]", true),
      ("::ffff:127.0.0.1", true), ("::FFFF:7F00:1", true),
      ("localhost.example", false), ("127.0.0.1.example", false),
      ("128.0.0.1", false), ("0.0.0.0", false), ("10.0.0.1", false), ("::", false), ("::2", false),
      ("", false),
      ("host.docker.internal", false), ("::ffff:10.0.0.1", false),
    ] as [(String, Bool)])
  func `loopback is this machine alone`(host: String, isLoopback: Bool) {
    #expect(WebURL.isLoopback(host: host) == isLoopback)
  }

  @Test(
    arguments: [
      ("http://h:9222", 9222), ("http://h", 80), ("https://h", 443), ("wss://h", 80), ("https://h:443", 443),
      ("ftp://h:21", 21), ("ftp://h", 80), ("foo:bar", 80), ("http://h:x", nil), ("http://", nil), ("h", nil),
      ("", nil), ("foo://h:99999", nil), ("http://h:0", 0),
    ] as [(String, Int?)])
  func `the port of any address is its number, else 443 for https and 80 for all others`(
    text: String, port: Int?
  ) {
    #expect(WebURL.statedPort(of: text) == port)
  }

  @Test(
    arguments: [
      ("HTTPS://x", "https"), (" Foo+b-c.d1:", "foo+b-c.d1"), ("://x", nil), ("1a:", nil), ("a b:", nil),
      ("nothing", nil), ("", nil), (":", nil), ("é:", nil),
    ] as [(String, String?)])
  func `the scheme stands in front of the colon`(text: String, scheme: String?) {
    #expect(WebURL.scheme(of: text) == scheme)
  }

  @Test(arguments: [
    ("http://h/a/./b/../c", "/a/c"), ("http://h/..", ""), ("http://h/../../x", "/x"), ("http://h/a/..", ""),
    ("http://h/a/.", "/a/"), ("http://h/a/b/..?q", "/a/"), ("http://h//x", "//x"),
    ("http://h\\x\\..\\y", "/y"),
    ("http://h?a/../b", ""),
  ])
  func `a path is made normal in what is shown, and its query is not`(text: String, path: String) throws {
    #expect(try #require(WebURL(text)).display == "http://h" + path)
  }

  @Test func `the query is what tells customers apart, and only the query`() throws {
    let url = try #require(WebURL("wss://u:p@far.example:444/d?token=a&b=c"))
    #expect(url.query == "?token=a&b=c" && url.display == "wss://far.example:444/d")
    #expect(try #require(WebURL("http://h/x")).query.isEmpty)
    #expect(url.normalized == "wss://u:p@far.example:444/d?token=a&b=c")
    #expect(try #require(WebURL("http://h/x/")).normalized == "http://h/x")
  }
}
