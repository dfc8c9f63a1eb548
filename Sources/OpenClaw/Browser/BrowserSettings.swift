/// The `browser` section of a config, as written.
public struct BrowserSettings: Sendable, Equatable {
  /// One member of `browser.profiles`, as written.
  public struct Profile: Sendable, Equatable {
    /// Its key in `browser.profiles`.
    public var name: String
    /// As written, whatever its range; nil where it is missing or no whole number.
    public var cdpPort: Int?
    /// As written; nil where it is missing or no text.
    public var cdpUrl: String?
    /// `openclaw`, `existing-session` or `extension`, or whatever stands there; nil means `openclaw`.
    public var driver: String?
    /// Whether OpenClaw only attaches and never starts a Chrome; nil leaves it to the section.
    public var attachOnly: Bool?
    /// Where its Chrome keeps its data, as written. Nil: `browser/NAME/user-data` in the state directory.
    public var userDataDir: String?

    /// Made by `BrowserSettings` from a config, by `BrowserResolution` and `CDPAllocation` for what OpenClaw adds.
    public init(
      name: String, cdpPort: Int? = nil, cdpUrl: String? = nil, driver: String? = nil,
      attachOnly: Bool? = nil, userDataDir: String? = nil
    ) {
      self.name = name
      self.cdpPort = cdpPort
      self.cdpUrl = cdpUrl
      self.driver = driver
      self.attachOnly = attachOnly
      self.userDataDir = userDataDir
    }
  }

  /// `browser.enabled`; true where it is not written.
  public var enabled: Bool
  /// The endpoint of the built-in profile, as written. Scheme and host also count for profiles with a `cdpPort` alone.
  public var cdpUrl: String?
  /// The first port of the CDP range, as written; whether it is usable `CDPRange` decides. Nil leaves the derived range.
  public var cdpPortRangeStart: Int?
  /// What profiles take that do not say it; false where it is not written.
  public var attachOnly: Bool
  /// The profile that is used when none is named; nil leaves it to OpenClaw (`BrowserResolution.defaultProfile`).
  public var defaultProfile: String?
  /// The written ones in the order of the file, without those that OpenClaw adds.
  public var profiles: [Profile]

  /// A section of which nothing is written, unless it is given here.
  public init(
    enabled: Bool = true, cdpUrl: String? = nil, cdpPortRangeStart: Int? = nil, attachOnly: Bool = false,
    defaultProfile: String? = nil, profiles: [Profile] = []
  ) {
    self.enabled = enabled
    self.cdpUrl = cdpUrl
    self.cdpPortRangeStart = cdpPortRangeStart
    self.attachOnly = attachOnly
    self.defaultProfile = defaultProfile
    self.profiles = profiles
  }

  /// The `browser` section; nil for a config without one. A value of another type counts as not written.
  public init(_ node: JSON5Node?) {
    self.init(
      enabled: node?["enabled"]?.bool ?? true, cdpUrl: node?["cdpUrl"]?.string,
      cdpPortRangeStart: node?["cdpPortRangeStart"]?.integer,
      attachOnly: node?["attachOnly"]?.bool ?? false,
      defaultProfile: node?["defaultProfile"]?.string,
      profiles: (node?["profiles"]?.object?.members ?? []).map { member in
        Profile(
          name: member.key, cdpPort: member.node["cdpPort"]?.integer,
          cdpUrl: member.node["cdpUrl"]?.string, driver: member.node["driver"]?.string,
          attachOnly: member.node["attachOnly"]?.bool, userDataDir: member.node["userDataDir"]?.string)
      })
  }
}
