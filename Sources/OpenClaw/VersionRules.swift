/// What changed between OpenClaw's releases, as far as it moves ports or paths: one table of rules with their first and last
/// version. An unknown version follows the newest rule.
public struct VersionRules: Sendable, Hashable {
  /// A behaviour that came with one release and may have gone with another.
  public enum Rule: CaseIterable, Sendable {
    /// Named profiles without a port take a hash of their name.
    case hashesProfilePorts
    /// A named profile's workspace lies in its own state directory.
    case keepsWorkspaceInStateDir
    /// Agents beside the default one work below `agents.defaults.workspace`.
    case nestsAgentWorkspaces
    /// A CDP range that does not fit below 65536 becomes the default gateway's.
    case movesClampedRange
    /// The port variable may be `host:port`.
    case readsHostAndPort
    /// `ws://` and `wss://` are allowed in a cdpUrl.
    case allowsWebSocketURLs
    /// A profile's `cdpPort` counts where its `cdpUrl` names no port.
    case prefersProfilePort
    /// The extension relay listens on base + 3.
    case hasFixedRelay
    /// `CLAWDBOT_*` variables count.
    case readsLegacyVariables
    /// `~/.config/openclaw/gateway.env` fills what is missing.
    case readsFallbackVariables
    /// The `.env` of the working directory may say who a gateway is.
    case trustsLocalVariables
    /// `mcp.apps` opens a sandbox host on base + 1.
    case servesMCPApps
    /// There is an implicit browser profile `user`: the person's own Chrome, to which OpenClaw attaches.
    case hasUserBrowser

    /// The first version of a rule, and the first one without it; nil where there is none.
    fileprivate var span: (first: Version?, end: Version?) {
      switch self {
      // PR 122751; 2026.6.11 still says 18789 for all.
      case .hashesProfilePorts: (Version(2026, 8, 0), nil)
      // PR 122733.
      case .keepsWorkspaceInStateDir: (Version(2026, 8, 0), nil)
      // Seen in builds from 2026.4.12 on.
      case .nestsAgentWorkspaces: (Version(2026, 4, 0), nil)
      case .movesClampedRange: (Version(2026, 4, 0), nil)
      case .readsHostAndPort: (Version(2026, 4, 0), nil)
      case .allowsWebSocketURLs: (Version(2026, 4, 0), nil)
      // "Newest code" of openclaw-facts.md section 3.3.
      case .prefersProfilePort: (Version(2026, 5, 0), nil)
      // Removed in 2026.3.22 (changelog).
      case .hasFixedRelay: (nil, Version(2026, 3, 22))
      // Read by 2026.3.1 (`config/paths.ts`), ignored with a warning by 2026.4.12 and later.
      case .readsLegacyVariables: (nil, Version(2026, 4, 0))
      // `~/.config/openclaw/gateway.env`: in 2026.4.12 and 2026.5.7, not in 2026.3.1.
      case .readsFallbackVariables: (Version(2026, 4, 0), nil)
      // `.env` of the working directory: 2026.3.1 takes everything from it, 2026.5.7 no `OPENCLAW_*`.
      case .trustsLocalVariables: (nil, Version(2026, 4, 0))
      // In the documentation since 2026-07-12; 2026.6.11 refuses the key.
      case .servesMCPApps: (Version(2026, 7, 0), nil)
      // The implicit browser profile `user` came with 2026.3.13 (changelog).
      case .hasUserBrowser: (Version(2026, 3, 13), nil)
      }
    }
  }

  /// The version whose rules these are; nil where it is not known.
  public var version: Version?

  /// The rules of a version; nil for those of one that is not known, which are the newest.
  public init(version: Version?) { self.version = version }

  /// Whether a rule holds in this version. In one that is not known those hold that were never taken back.
  public func holds(_ rule: Rule) -> Bool {
    let (first, end) = rule.span
    guard let version else { return end == nil }
    return first.map { version >= $0 } ?? true && end.map { version < $0 } ?? true
  }

  /// Named profiles without a port take a hash of their name, before that 18789.
  public var hashesProfilePorts: Bool { holds(.hashesProfilePorts) }
  /// A named profile's workspace lies in its own state directory, before that in the default one's.
  public var keepsWorkspaceInStateDir: Bool { holds(.keepsWorkspaceInStateDir) }
  /// Agents beside the default one work below `agents.defaults.workspace`, before that in the state directory.
  public var nestsAgentWorkspaces: Bool { holds(.nestsAgentWorkspaces) }
  /// A CDP range that does not fit below 65536 becomes the default gateway's, before that a single port.
  public var movesClampedRange: Bool { holds(.movesClampedRange) }
  /// The port variable may be `host:port`.
  public var readsHostAndPort: Bool { holds(.readsHostAndPort) }
  /// `ws://` and `wss://` are allowed in a cdpUrl.
  public var allowsWebSocketURLs: Bool { holds(.allowsWebSocketURLs) }
  /// A profile's `cdpPort` counts where its `cdpUrl` names no port.
  public var prefersProfilePort: Bool { holds(.prefersProfilePort) }
  /// The extension relay listens on base + 3.
  public var hasFixedRelay: Bool { holds(.hasFixedRelay) }
  /// `CLAWDBOT_*` variables count.
  public var readsLegacyVariables: Bool { holds(.readsLegacyVariables) }
  /// `~/.config/openclaw/gateway.env` fills what is missing, for the default state directory.
  public var readsFallbackVariables: Bool { holds(.readsFallbackVariables) }
  /// The `.env` of the working directory may say who a gateway is.
  public var trustsLocalVariables: Bool { holds(.trustsLocalVariables) }
  /// `mcp.apps` opens a sandbox host on base + 1.
  public var servesMCPApps: Bool { holds(.servesMCPApps) }
}
