import OpenClaw
import TestSupport
import Testing

@Suite(.computing) struct WebURLTests {
  @Test(arguments: [
    ("http://LOCALHOST:9222/", "http://localhost:9222"), ("http://127.1:9222", "http://127.0.0.1:9222"),
    ("HTTP://0x7f.0.0.1:80/x", "http://127.0.0.1/x"), ("https://h:443", "https://h"),
    ("ws://h/a/../b?c#d", "ws://h/b?c#d"), ("http:\\\\h\\a", "http://h/a"), ("http://u:p@h/", "http://u:p@h"),
    ("http://[0:0:0:0:0:0:0:1]:1", "http://[::1]:1"),
  ])
  func `two spellings of one address are written alike`(text: String, expected: String) {
    #expect(WebURL(text)?.normalized == expected)
  }

  @Test(arguments: [
    "", "nonsense", "http://", "http://h:70000", "http://h:x", "http://[::1", "http://a b",
    "http://1.2.3.999",
  ])
  func `what JavaScript refuses is refused`(text: String) {
    #expect(WebURL(text) == nil)
  }

  @Test(arguments: ["localhost", "127.0.0.1", "127.9.9.9", "[::1]", "::1", "::ffff:127.0.0.1"])
  func `every spelling of loopback is loopback`(host: String) {
    #expect(WebURL.isLoopback(host: host))
  }

  @Test func `what is shown has no user, no password and no query`() {
    #expect(WebURL("http://user:pass@h:9222/p?token=1#x")?.display == "http://h:9222/p")
  }
}
