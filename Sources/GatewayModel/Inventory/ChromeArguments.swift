import OpenClaw

/// What a Chrome's command line says of whose it is. Source: openclaw-facts.md section 3.3.
public struct ChromeArguments: Sendable, Hashable {
  /// Where it keeps its data: below the state directory of the gateway that started it.
  public var userDataDir: String
  /// Whether it is a process that the browser has started for itself: it is ended with the browser.
  public var isHelper: Bool

  /// Bytes of a line that are looked at: a longer one is no Chrome's, and says nothing of whose it is.
  static let lineLimit = 64 << 10

  /// Nil for whatever is no Chrome that can be asked over a port.
  public init?(_ arguments: [String]) {
    if arguments.count == 1, arguments[0].utf8.count > Self.lineLimit { return nil }
    // A title that was written over the arguments is one string, as of the helpers. Seen: Chromium 156.
    let parts = arguments.count == 1 ? Self.split(arguments[0]) : arguments
    func value(_ name: String) -> String? {
      parts.lazy.compactMap { $0.rest(behind: name + "=") }.first.map(String.init)
    }
    guard value("--remote-debugging-port") != nil, let directory = value("--user-data-dir"),
      directory.begins(with: "/")
    else { return nil }
    userDataDir = directory
    isHelper = parts.contains { $0.begins(with: "--type=") }
  }

  /// At each blank in front of two dashes.
  private static func split(_ line: String) -> [String] {
    let bytes = Array(line.utf8)
    var parts: [String] = []
    var start = 0
    for place in bytes.indices where bytes[place...].starts(with: " --".utf8) {
      parts.append(String(decoding: bytes[start..<place], as: UTF8.self))
      start = place + 1
    }
    return parts + [String(decoding: bytes[start...], as: UTF8.self)]
  }
}
