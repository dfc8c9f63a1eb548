import Ports

/// What OpenClaw makes of a `browser` section. Source: OpenClaw `src/browser/config.ts`.
public struct BrowserResolution: Sendable, Equatable {
  /// The profile that OpenClaw adds to every config: a Chrome that it starts itself.
  public static let builtInProfile = "openclaw"
  /// The person's own browser.
  public static let userProfile = "user"
  /// The profile of the extension relay on base + 3. OpenClaw before 2026.3.22 adds it to every config.
  public static let relayProfile = "chrome"

  /// A section or profile that OpenClaw refuses, with its own words.
  public enum Refusal: Error, Sendable, Equatable {
    /// The first CDP port above the control port would be no port.
    case portTooHigh(Int)
    /// A profile without a port and an address.
    case noPort(profile: String)
    /// An address that is none.
    case invalidURL
    /// An address of another scheme; the key that has it.
    case wrongScheme(key: String, scheme: String)

    /// OpenClaw's own words.
    public var message: String {
      switch self {
      case .portTooHigh(let port):
        "Derived CDP port (\(port)) is too high; check gateway port configuration."
      case .noPort(let profile): "Profile \"\(profile)\" must define cdpPort or cdpUrl."
      case .invalidURL: "Invalid URL"
      case .wrongScheme(let key, let scheme): "\(key) must be http(s), got: \(scheme)"
      }
    }
  }

  /// One browser profile with the endpoint where its Chrome is asked.
  public struct Endpoint: Sendable, Equatable {
    /// The profile's key in `browser.profiles`.
    public var name: String
    /// The port that is asked: of `cdpUrl` the written one or the scheme's, else `cdpPort`.
    public var port: Int
    /// The address without a trailing slash, as OpenClaw writes it.
    public var url: String
    /// Of `cdpUrl`, else that of the whole section; lower case, IPv6 in brackets.
    public var host: String
    /// `openclaw`, `extension` or `existing-session`.
    public var driver: String

    /// Whether the browser is on this machine.
    public var isLoopback: Bool { WebURL.isLoopback(host: host) }
  }

  /// `browser.enabled`; true where it is not written.
  public var enabled: Bool
  /// Base + 2, or 18791 where that is no port.
  public var browserControl: Int
  /// `http` or `https`: how profiles without a `cdpUrl` are asked. Follows from `browser.cdpUrl`, else `http`.
  public var scheme: String
  /// Where profiles without a `cdpUrl` are asked: the host of `browser.cdpUrl`, else `127.0.0.1`.
  public var host: String
  /// The profile that is used when none is named. Not written: `chrome` where the version has the fixed relay, else `openclaw`.
  public var defaultProfile: String
  /// The written ones in the order of the file, then those that OpenClaw adds: `openclaw`, and `chrome` before 2026.3.22.
  public var profiles: [BrowserSettings.Profile]

  /// Whether profiles without a `cdpUrl` are on this machine.
  public var isLoopback: Bool { WebURL.isLoopback(host: host) }

  /// Of a section and the base port.
  /// Throws where OpenClaw refuses `browser.cdpUrl`, or, without one, where the ports above the base exceed 65535.
  public init(
    _ settings: BrowserSettings, base: Int, rules: VersionRules
  ) throws(Refusal) {
    let derived = DerivedPorts(base: base, movesClampedRange: rules.movesClampedRange)
    enabled = settings.enabled
    browserControl = derived.browserControl
    let range = CDPRange(settings: settings, derived: derived.cdpRange)
    var pinned: WebURL?
    if let text = settings.cdpUrl?.nonBlank {
      pinned = try Self.parse(text, label: "browser.cdpUrl", rules: rules)
    } else if browserControl + 1 > 65535 {
      throw Refusal.portTooHigh(browserControl + 1)
    }
    scheme = pinned.map { $0.scheme == "https" || $0.scheme == "wss" ? "https" : "http" } ?? "http"
    host = pinned?.host ?? "127.0.0.1"
    profiles = settings.profiles
    if !profiles.contains(where: { $0.name == Self.builtInProfile }) {
      profiles.append(.init(name: Self.builtInProfile, cdpPort: pinned?.port ?? range.ports.lowerBound))
    }
    if rules.hasFixedRelay, !profiles.contains(where: { $0.name == Self.relayProfile }) {
      let relay = browserControl + 1
      if relay <= 65535, !CDPPorts.used(by: profiles).contains(relay) {
        profiles.append(
          .init(name: Self.relayProfile, cdpUrl: "http://127.0.0.1:\(relay)", driver: "extension"))
      }
    }
    let hasRelay = rules.hasFixedRelay && profiles.contains { $0.name == Self.relayProfile }
    defaultProfile =
      settings.defaultProfile?.nonBlank ?? (hasRelay ? Self.relayProfile : Self.builtInProfile)
  }

  /// The endpoint of one profile.
  public func endpoint(
    of profile: BrowserSettings.Profile, rules: VersionRules
  ) throws(Refusal) -> Endpoint {
    let driver = ["extension", "existing-session"].contains(profile.driver) ? profile.driver : nil
    if let text = profile.cdpUrl?.nonBlank {
      let url = try Self.parse(text, label: "browser.profiles.\(profile.name).cdpUrl", rules: rules)
      return Endpoint(
        name: profile.name, port: url.port, url: url.normalized, host: url.host, driver: driver ?? "openclaw")
    }
    guard let port = profile.cdpPort, port != 0 else {
      throw Refusal.noPort(profile: profile.name)
    }
    return Endpoint(
      name: profile.name, port: port, url: "\(scheme)://\(host):\(port)", host: host,
      driver: driver ?? "openclaw")
  }

  private static func parse(
    _ text: String, label: String, rules: VersionRules
  ) throws(Refusal) -> WebURL {
    let allowed = rules.allowsWebSocketURLs ? ["http", "https", "ws", "wss"] : ["http", "https"]
    guard let scheme = WebURL.scheme(of: text) else { throw Refusal.invalidURL }
    if let url = WebURL(text) {
      if !allowed.contains(scheme) {
        throw Refusal.wrongScheme(key: label, scheme: scheme)
      }
      return url
    }
    if !["http", "https", "ws", "wss"].contains(scheme) {
      throw Refusal.wrongScheme(key: label, scheme: scheme)
    }
    throw Refusal.invalidURL
  }
}
