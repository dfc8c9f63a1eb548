/// An http, https, ws or wss address, read as browsers and Node do (WHATWG), so that two spellings of one endpoint compare equal.
/// Only what OpenClaw's CDP addresses need: no other schemes, no international host names.
public struct WebURL: Sendable, Equatable {
  /// `http`, `https`, `ws` or `wss`.
  public var scheme: String
  /// Lower case; IPv4 in four decimal parts, IPv6 in brackets.
  public var host: String
  /// Nil where the scheme's own port is meant.
  public var explicitPort: Int?
  var userInfo: String
  var pathAndQuery: String

  /// Nil for what JavaScript's `new URL` refuses, and for other schemes (`WebURL.scheme(of:)` tells theirs).
  public init?(_ text: String) {
    let cleaned = String(
      text.unicodeScalars.filter { !["\t", "\n", "\r"].contains($0) }.map(Character.init)
    ).trimmed
    guard let scheme = Self.scheme(of: cleaned), ["http", "https", "ws", "wss"].contains(scheme)
    else { return nil }
    self.scheme = scheme
    let rest = Substring(
      cleaned.utf8.dropFirst(scheme.utf8.count + 1).drop {
        $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\")
      })
    var authority = rest.head(before: "/\\?#")
    let path = Substring(rest.utf8[authority.utf8.endIndex...])
    userInfo = ""
    if let at = authority.lastPlace(of: "@") {
      userInfo = String(authority[..<at]) + "@"
      authority = authority.rest(behind: at)
    }
    guard let (host, port) = Self.split(authority, defaultPort: Self.defaultPort(scheme)) else { return nil }
    self.host = host
    explicitPort = port
    pathAndQuery = Self.normalizedPath(path)
  }

  /// The scheme in front of the colon, in lower case.
  public static func scheme(of text: String) -> String? {
    let trimmed = text.trimmed
    guard let colon = trimmed.place(of: ":"), let first = trimmed.first, first.isASCII, first.isLetter
    else { return nil }
    let scheme = trimmed[..<colon]
    guard scheme.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) })
    else { return nil }
    return scheme.lowercased()
  }

  /// The query, by which hosted services know their customers. May hold a secret.
  public var query: String { String(Substring(pathAndQuery.utf8.drop { $0 != UInt8(ascii: "?") })) }

  /// The port that is asked: the explicit one, else the scheme's.
  public var port: Int { explicitPort.flatMap { $0 > 0 ? $0 : nil } ?? Self.defaultPort(scheme) }

  /// What JavaScript's `URL.port` makes of any address, also of schemes that no browser is asked by: the number in it, else 443
  /// for https and 80 for all others; nil for what is no address.
  public static func statedPort(of text: String) -> Int? {
    if let url = WebURL(text) { return url.explicitPort ?? (url.scheme == "https" ? 443 : 80) }
    guard let scheme = scheme(of: text), !["http", "https", "ws", "wss"].contains(scheme) else { return nil }
    // Read like http, whose rules for host and port are the same; a scheme without `//` has no port at all.
    let rest = Substring(text.trimmed.utf8.dropFirst(scheme.utf8.count + 1))
    guard rest.begins(with: "//") else { return 80 }
    return WebURL("http:" + rest).map { $0.explicitPort ?? 80 }
  }

  /// As `URL.toString()` without one trailing slash.
  public var normalized: String {
    let text = "\(scheme)://\(userInfo)\(host)\(explicitPort.map { ":\($0)" } ?? "")\(pathAndQuery)"
    return text.ends(with: "/") ? String(text.dropLast()) : text
  }

  /// The address without user info, query and fragment: fit to be shown.
  public var display: String {
    let path = pathAndQuery.head(before: "?#")
    return "\(scheme)://\(host)\(explicitPort.map { ":\($0)" } ?? "")\(path == "/" ? "" : path)"
  }

  /// Whether the host is this machine's loopback.
  public var isLoopback: Bool { Self.isLoopback(host: host) }

  /// Source: OpenClaw `src/gateway/net.ts` `isLoopbackHost`.
  public static func isLoopback(host: String) -> Bool {
    var name = host.trimmed.lowercased()
    if name.begins(with: "["), name.ends(with: "]") { name = String(name.dropFirst().dropLast()) }
    let isFour = name.begins(with: "127.") && IPv4Text.normalized(name) == name && name.last?.isNumber == true
    return name == "localhost" || name == "::1" || isFour || name.begins(with: "::ffff:127.")
      || name.begins(with: "::ffff:7f")
  }

  private static func defaultPort(_ scheme: String) -> Int {
    scheme == "https" || scheme == "wss" ? 443 : 80
  }

  private static func split(_ authority: Substring, defaultPort: Int) -> (String, Int?)? {
    var hostText = authority
    var portText: Substring = ""
    let searchFrom = authority.lastPlace(of: "]") ?? authority.startIndex
    if let colon = authority[searchFrom...].lastPlace(of: ":") {
      hostText = authority[..<colon]
      portText = authority.rest(behind: colon)
    }
    guard let host = normalizedHost(hostText) else { return nil }
    if portText.isEmpty { return (host, nil) }
    guard portText.allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(portText), port <= 65535
    else { return nil }
    return (host, port == defaultPort ? nil : port)
  }

  private static func normalizedHost(_ text: Substring) -> String? {
    if text.isEmpty { return nil }
    if text.begins(with: "[") {
      guard text.ends(with: "]"), text.holds(":") else { return nil }
      let inner = text.dropFirst().dropLast().lowercased()
      guard inner.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
      return "[\(inner == "0:0:0:0:0:0:0:1" ? "::1" : inner)]"
    }
    let host = text.lowercased()
    let forbidden: Set<Character> = [" ", "<", ">", "[", "]", "^", "|", "%", ":", "\"", "`", "{", "}"]
    guard host.allSatisfy({ $0.isASCII && !forbidden.contains($0) }),
      host.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
    else { return nil }
    return IPv4Text.normalized(host)
  }

  private static func normalizedPath(_ rest: Substring) -> String {
    let path = rest.head(before: "?#")
    var parts: [Substring] = []
    let segments = path.utf8.split(omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\")
    }.map { Substring($0) }.dropFirst()
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      switch segment {
      case ".": if isLast { parts.append("") }
      case "..":
        _ = parts.popLast()
        if isLast { parts.append("") }
      default: parts.append(segment)
      }
    }
    return "/" + parts.joined(separator: "/") + Substring(rest.utf8[path.utf8.endIndex...])
  }
}
