import OpenClaw

extension FuzzSource {
  /// Addresses, one a line.
  static let urls = FuzzSource(
    name: "urls", about: "addresses of browsers and gateways",
    corpus: {
      Corpus.texts(
        "http://127.0.0.1:9222\nhttps://user:pass@Example.COM:443/a/../b/./c?x=1#y\nws://[::1]:18800/\nwss://[0:0:0:0:0:0:0:1]",
        "http://0x7f.1:80\nhttp:\\\\127.1\\x\nHTTP:///host\nhttp://0300.0250.1/\nftp://x:21/\nhttp://a b\nhttp://1.2.3.4.5\n  http://x:/?",
        "http://2130706433:65535/devtools/browser/abc?token=t\nhttp://[::ffff:127.0.0.1]\nhttp://a.b.\nhttp://256.1.1.1\nmailto:x"
      )
    },
    dictionary: [
      "http://", "https://", "ws://", "//", "@", ":", "/", "\\", "?", "#", "..", ".", "[", "]", "[::1]",
      "localhost", "127.0.0.1", "0x",
      "::ffff:", "%", "65535", "65536", "user:pass@", "\n",
    ],
    run: { input throws(FuzzFault) in
      for line in input.split(separator: 0x0A).prefix(64) {
        let text = String(decoding: line, as: UTF8.self)
        if let port = WebURL.statedPort(of: text) {
          try Hold.that((0...65535).contains(port), "an address states the port \(port)")
        }
        _ = WebURL.isLoopback(host: text)
        guard let url = WebURL(text) else { continue }
        try check(url, text)
      }
    })

  private static func check(_ url: WebURL, _ text: String) throws(FuzzFault) {
    try Hold.that(["http", "https", "ws", "wss"].contains(url.scheme), "an address has another scheme")
    try Hold.that(!url.host.isEmpty, "an address has no host: \(Hold.excerpt(text))")
    try Hold.that((0...65535).contains(url.port), "an address has the port \(url.port)")
    try Hold.bounded(url.normalized.utf8.count, by: 3, of: text.utf8.count, "an address")
    let display = url.display
    try Hold.that(
      !display.contains("?") && !display.contains("#"),
      "an address is shown with its query: \(Hold.excerpt(text))")
    try Hold.that(
      display.hasPrefix("\(url.scheme)://\(url.host)"),
      "an address is shown with more than its host: \(Hold.excerpt(display))")
    // One trailing slash is taken away, so of two one is left; and blanks behind an address are none of it.
    if url.normalized.hasSuffix("/") || url.normalized.trimmed != url.normalized { return }
    // Two spellings of one endpoint compare equal, so the normalised one is that of itself.
    guard let again = WebURL(url.normalized) else {
      throw FuzzFault(
        "a normalised address is none: \(Hold.excerpt(url.normalized)) of \(Hold.excerpt(text))")
    }
    try Hold.same(again.host, url.host, "a host is normalised to another one")
    try Hold.that(again.explicitPort == url.explicitPort, "a port is normalised to another one")
    try Hold.same(again.normalized, url.normalized, "an address is normalised twice to something else")
  }
}
