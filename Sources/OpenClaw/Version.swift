/// An OpenClaw release: year, month, number of the month, e.g. 2026.2.26.
public struct Version: Sendable, Hashable, Comparable, CustomStringConvertible {
  public var year: Int
  public var month: Int
  public var number: Int

  public init(_ year: Int, _ month: Int, _ number: Int) {
    self.year = year
    self.month = month
    self.number = number
  }

  /// Reads `2026.2.26`, also with a leading `v` and with a suffix such as `-beta.1`; nil for anything else ("dev").
  public init?(_ text: String) {
    var core = Substring(text)
    if core.first == "v" { core = core.dropFirst() }
    core = core.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let parts = core.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let number = parts[2],
      year >= 2000
    else { return nil }
    self.init(year, month, number)
  }

  public static func < (a: Version, b: Version) -> Bool {
    (a.year, a.month, a.number) < (b.year, b.month, b.number)
  }

  public var description: String { "\(year).\(month).\(number)" }
}

/// What changed between OpenClaw's releases, as far as it moves ports or paths. An unknown version follows the newest rule.
/// Source: openclaw-facts.md, sections 1.3, 2.1, 3.1 and 3.2.
public struct VersionRules: Sendable, Hashable {
  public var version: Version?

  public init(version: Version?) { self.version = version }

  private func isAtLeast(_ wanted: Version) -> Bool { version.map { $0 >= wanted } ?? true }

  /// Named profiles without a port take a hash of their name (PR 122751), before that 18789.
  public var hashesProfilePorts: Bool { isAtLeast(Version(2026, 8, 0)) }
  /// A named profile's workspace lies in its own state directory (PR 122733), before that in the default one's.
  public var keepsWorkspaceInStateDir: Bool { isAtLeast(Version(2026, 8, 0)) }
  /// Agents beside the default one work below `agents.defaults.workspace` (seen in mid-2026 builds), before that in the state directory.
  public var nestsAgentWorkspaces: Bool { isAtLeast(Version(2026, 4, 0)) }
  /// A CDP range that does not fit below 65536 becomes the default gateway's, before that a single port.
  public var movesClampedRange: Bool { isAtLeast(Version(2026, 4, 0)) }
  /// The port variable may be `host:port`.
  public var readsHostAndPort: Bool { isAtLeast(Version(2026, 4, 0)) }
  /// `ws://` and `wss://` are allowed in a cdpUrl.
  public var allowsWebSocketURLs: Bool { isAtLeast(Version(2026, 4, 0)) }
  /// A profile's `cdpPort` counts where its `cdpUrl` names no port (newest code).
  public var prefersProfilePort: Bool { isAtLeast(Version(2026, 5, 0)) }
  /// The extension relay listens on base + 3 (removed in 2026.3.22).
  public var hasFixedRelay: Bool { version.map { $0 < Version(2026, 3, 22) } ?? false }
}
