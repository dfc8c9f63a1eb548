/// The `browser` section of a config, as written.
public struct BrowserSettings: Sendable, Equatable {
  public struct Profile: Sendable, Equatable {
    public var name: String
    public var cdpPort: Int?
    public var cdpUrl: String?
    public var driver: String?
    public var attachOnly: Bool?
    public var userDataDir: String?

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

  public var enabled: Bool
  public var cdpUrl: String?
  public var cdpPortRangeStart: Int?
  public var attachOnly: Bool
  public var defaultProfile: String?
  public var profiles: [Profile]

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
