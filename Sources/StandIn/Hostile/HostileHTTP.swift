import FoundationEssentials

/// What a hostile gateway says over HTTP.
struct HostileHTTP {
  let mode: HostileMode
  /// The port that it sends others to.
  let elsewhere: Int

  /// To a question, or to an upgrade that it does not agree to.
  /// - Parameter question: the head of the request.
  func answer(_ question: String) -> [HostileSaying] {
    switch mode {
    case .neverAnswers: []
    case .trickles: [.slowly(Self.json("{\"ok\":true,\"ready\":true}").map { [$0] }, seconds: 1)]
    case .endlessBody:
      [.bytes(Self.chunked), .flood(Self.chunk(String(repeating: "{\"ok\":true}", count: 90)))]
    case .endlessHeaders: [.bytes(Self.head), .flood(Array("X-More: and more\r\n".utf8))]
    case .endlessField: [.bytes(Self.head + Array("X: ".utf8)), .flood(Self.filling)]
    case .endlessInterim: [.flood(Array("HTTP/1.1 103 Early Hints\r\n\r\n".utf8))]
    case .endlessChunk: [.bytes(Self.chunked + Array("5;x=".utf8)), .flood(Self.filling)]
    case .hugeLength: [.bytes(Self.withLengths("9000000000000000000"))]
    case .negativeLength: [.bytes(Self.withLengths("-5"))]
    case .twoLengths: [.bytes(Self.withLengths("11", "50"))]
    case .html: [.bytes(Self.page)]
    case .redirects, .redirectsUpgrade:
      [.bytes(question.isUpgrade || mode == .redirects ? redirect(question) : Self.healthy(question))]
    // A fatal alert: an unexpected message.
    case .tlsAlone: [.bytes([0x15, 0x03, 0x03, 0x00, 0x02, 0x02, 0x0A]), .hangsUp]
    case .garbage: [.flood((0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 131 ^ $0 >> 3) })]
    case .deepJSON:
      [.bytes(Self.json("{\"ok\":true,\"deep\":\(String(repeating: "[", count: 30_000))"))]
    case .manyFailing where question.asks("/readyz"):
      [
        .bytes(
          Self.json("{\"ready\":false,\"failing\":[\(Self.names(3000))]}", status: "503 Service Unavailable"))
      ]
    case .absurdNumbers where question.asks("/readyz"):
      [
        .bytes(
          Self.json(
            "{\"ready\":true,\"failing\":[],\"uptimeMs\":1e400,\"version\":\"\(Self.absurdVersion)\"}"))
      ]
    case .wrongKey where question.isUpgrade: [.bytes(HostileUpgrade.answer(key: "of another"))]
    default: [.bytes(Self.healthy(question))]
    }
  }

  static let absurdVersion = "99999999999999999999.-1.1e400"

  private static let head = Array("HTTP/1.1 200 OK\r\n".utf8)
  private static let chunked =
    Array("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
  private static let page = document("<!doctype html><title>It works</title>\n", type: "text/html")
  private static let filling = [UInt8](repeating: UInt8(ascii: "x"), count: 4096)

  private static func chunk(_ text: String) -> [UInt8] {
    Array("\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n".utf8)
  }

  private static func document(_ body: String, type: String, status: String = "200 OK") -> [UInt8] {
    Array(
      "HTTP/1.1 \(status)\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)".utf8)
  }

  private static func json(_ body: String, status: String = "200 OK") -> [UInt8] {
    document(body, type: "application/json", status: status)
  }

  private static func withLengths(_ lengths: String...) -> [UInt8] {
    let fields = lengths.map { "Content-Length: \($0)\r\n" }.joined()
    return head + Array("\(fields)\r\n{\"ok\":true}".utf8)
  }

  private static func names(_ count: Int) -> String {
    (0..<count).map { "\"channel-\($0)\"" }.joined(separator: ",")
  }

  static func healthy(_ question: String) -> [UInt8] {
    if question.asks("/healthz") { return json("{\"ok\":true,\"status\":\"live\"}") }
    if question.asks("/readyz") { return json("{\"ready\":true,\"failing\":[],\"uptimeMs\":1000}") }
    return document("Not Found\n", type: "text/plain", status: "404 Not Found")
  }

  private func redirect(_ question: String) -> [UInt8] {
    let path = question.split(separator: " ").dropFirst().first ?? "/"
    let place = "http://127.0.0.1:\(elsewhere)\(path)"
    return Array("HTTP/1.1 307 Temporary Redirect\r\nLocation: \(place)\r\nContent-Length: 0\r\n\r\n".utf8)
  }
}

extension String {
  /// Whether this head of a request asks for a path.
  fileprivate func asks(_ path: String) -> Bool { hasPrefix("GET \(path) ") }

  /// Whether this head of a request asks for a WebSocket.
  var isUpgrade: Bool { lowercased().contains("\r\nupgrade: websocket") }
}
