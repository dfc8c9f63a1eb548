/// What a Chrome's command line says of whose it is. Source: openclaw-facts.md section 3.3.
public struct ChromeArguments: Sendable, Hashable {
  /// Where it keeps its data: below the state directory of the gateway that started it.
  public var userDataDir: String
  /// Whether it is a process that the browser has started for itself: it is ended with the browser.
  public var isHelper: Bool

  /// Nil for whatever is no Chrome that can be asked over a port.
  public init?(_ arguments: [String]) {
    // A title that was written over the arguments is one string, as of the helpers. Seen: Chromium 156.
    let parts = arguments.count == 1 ? Self.split(arguments[0]) : arguments
    func value(_ name: String) -> String? {
      parts.first { $0.hasPrefix(name + "=") }.map { String($0.dropFirst(name.count + 1)) }
    }
    guard value("--remote-debugging-port") != nil, let directory = value("--user-data-dir"),
      directory.hasPrefix("/")
    else { return nil }
    userDataDir = directory
    isHelper = parts.contains { $0.hasPrefix("--type=") }
  }

  private static func split(_ line: String) -> [String] {
    var parts: [String] = []
    var rest = line[...]
    while let next = rest.ranges(of: " --").first {
      parts.append(String(rest[..<next.lowerBound]))
      rest = rest[rest.index(after: next.lowerBound)...]
    }
    return parts + [String(rest)]
  }
}
