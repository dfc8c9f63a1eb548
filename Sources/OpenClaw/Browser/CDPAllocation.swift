import Ports

/// One browser profile of one gateway and the port where its Chrome is asked.
public struct CDPAllocation: Sendable, Equatable, Codable {
  /// How the port came about.
  public enum How: String, Sendable, Codable, CaseIterable {
    /// The first port of the gateway's range.
    case implicitFirst = "implicit-first"
    /// `cdpPort` in the config.
    case explicit
    /// A loopback `cdpUrl` in the config.
    case pinnedCDPURL = "pinned-cdpUrl"
    /// A `cdpUrl` on another host.
    case remoteCDPURL = "remote-cdpUrl"
    /// OpenClaw's extension relay.
    case relay
    /// A running Chrome is attached to without a CDP port.
    case existingSession = "existing-session"
  }

  /// The profile's key in `browser.profiles`; `openclaw` and `user` also where nothing is written.
  public var name: String
  /// Nil for `existingSession` and for a profile that OpenClaw refuses.
  public var port: Int?
  /// The host of a `cdpUrl`; nil for this machine's loopback.
  public var host: String?
  /// Which rule gave the port.
  public var how: How
  /// Whether OpenClaw only attaches and never starts a Chrome of its own there.
  public var attachOnly: Bool
  /// What OpenClaw says where it refuses this profile.
  public var problem: String?

  /// Made by `all(settings:derived:rules:)`.
  public init(
    name: String, port: Int?, host: String? = nil, how: How, attachOnly: Bool = false, problem: String? = nil
  ) {
    self.name = name
    self.port = port
    self.host = host
    self.how = how
    self.attachOnly = attachOnly
    self.problem = problem
  }

  /// The allocations of a gateway: its built-in profile first, then the configured ones in the order of the file.
  /// Source: OpenClaw `src/browser/config.ts`; scenarios/README.md for profiles without a port.
  public static func all(
    settings: BrowserSettings, derived: DerivedPorts, rules: VersionRules
  ) -> [CDPAllocation] {
    let range = CDPRange(settings: settings, derived: derived.cdpRange)
    var relayPort = derived.browserControl + 8
    let named = settings.profiles.filter { $0.name != BrowserResolution.builtInProfile }
    let builtIn =
      settings.profiles.first { $0.name == BrowserResolution.builtInProfile }
      ?? .init(name: BrowserResolution.builtInProfile)
    var relays: [String: Int] = [:]
    for profile in named.sorted(by: { $0.name < $1.name }) where profile.driver == "extension" {
      if profile.cdpPort == nil, profile.cdpUrl?.nonBlank == nil {
        relays[profile.name] = rules.hasFixedRelay ? derived.browserControl + 1 : relayPort
        relayPort -= 1
      }
    }
    let isUserImplicit =
      rules.version != nil && rules.holds(.hasUserBrowser)
      && !settings.profiles.contains { $0.name == BrowserResolution.userProfile }
    // The person's own Chrome, which OpenClaw attaches to without a port; only where the version is known to have it.
    let implicit =
      isUserImplicit
      ? [
        BrowserSettings.Profile(
          name: BrowserResolution.userProfile, driver: "existing-session", attachOnly: true)
      ]
      : []
    return ([builtIn] + named + implicit).map { profile in
      allocation(
        of: profile, settings: settings, first: range.ports.lowerBound, relay: relays[profile.name],
        movesPort: rules.prefersProfilePort)
    }
  }

  private static func allocation(
    of profile: BrowserSettings.Profile, settings: BrowserSettings, first: Int, relay: Int?, movesPort: Bool
  ) -> CDPAllocation {
    let attachOnly = profile.attachOnly ?? settings.attachOnly
    func make(_ port: Int?, _ how: How, host: String? = nil, problem: String? = nil) -> CDPAllocation {
      CDPAllocation(
        name: profile.name, port: port, host: host, how: how, attachOnly: attachOnly, problem: problem)
    }
    func pinned(_ text: String) -> CDPAllocation {
      guard let url = WebURL(text) else {
        return make(nil, .pinnedCDPURL, problem: "cdpUrl is no usable address")
      }
      // Newer versions take the profile's own port where the address names none.
      // A port of zero counts as none.
      let stated = url.explicitPort.flatMap { $0 > 0 ? $0 : nil }
      let port = stated ?? (movesPort ? profile.cdpPort : nil) ?? url.port
      return url.isLoopback ? make(port, .pinnedCDPURL) : make(port, .remoteCDPURL, host: url.host)
    }
    if profile.driver == "existing-session" {
      guard let text = profile.cdpUrl?.nonBlank else { return make(nil, .existingSession) }
      // An endpoint like any other, to which OpenClaw only attaches.
      var allocation = pinned(text)
      allocation.attachOnly = true
      return allocation
    }
    if let text = profile.cdpUrl?.nonBlank {
      return profile.driver == "extension"
        ? make(WebURL(text)?.port, .relay) : pinned(text)
    }
    if let port = profile.cdpPort, port != 0 {
      guard GatewayPort.isValid(port) else { return make(nil, .explicit, problem: "cdpPort is out of range") }
      if let text = settings.cdpUrl?.nonBlank, let url = WebURL(text), !url.isLoopback {
        return make(port, .remoteCDPURL, host: url.host)
      }
      return make(port, profile.driver == "extension" ? .relay : .explicit)
    }
    if profile.driver == "extension" { return make(relay, .relay) }
    if profile.name == BrowserResolution.builtInProfile, let text = settings.cdpUrl?.nonBlank {
      return pinned(text)
    }
    return make(first, .implicitFirst)
  }
}
