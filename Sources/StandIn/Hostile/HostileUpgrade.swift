import FoundationEssentials

/// The answer that agrees to a WebSocket. Source: RFC 6455, section 4.2.2.
enum HostileUpgrade {
  /// - Parameter key: what the client wrote into `Sec-WebSocket-Key`.
  static func answer(key: String) -> [UInt8] {
    let proof = SHA1.digest(Array((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").utf8))
    let accept = Data(proof).base64EncodedString()
    return Array(
      "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: \(accept)\r\n\r\n"
        .utf8)
  }

  /// The key in the head of a request.
  static func key(_ question: String) -> String {
    for line in question.split(separator: "\r\n") where line.lowercased().hasPrefix("sec-websocket-key:") {
      return String(line.drop { $0 != ":" }.dropFirst().drop { $0 == " " })
    }
    return ""
  }
}
