/// What kind of thing a finding is: part of the JSON document, so never renamed.
public struct FindingCode: RawRepresentable, Sendable, Hashable {
  /// The code as it stands in JSON: lower case, words joined by hyphens.
  public var rawValue: String

  /// Any code: channels make codes of their own.
  public init(rawValue: String) { self.rawValue = rawValue }

  private init(_ text: String) { rawValue = text }

  // What each means, and its ports and paths, stands in the README's table and in design section 4.

  /// Error: a config that OpenClaw refuses, or that cannot be read.
  public static let configInvalid = FindingCode("config-invalid")
  /// Error: two gateways have one base port.
  public static let gatewayPortDuplicate = FindingCode("gateway-port-duplicate")
  /// Error: a base port is another gateway's control, canvas or configured port.
  public static let derivedPortHitsGatewayPort = FindingCode("derived-port-hits-gateway-port")
  /// Two control ports meet without equal bases (error), or a canvas port is among them (info).
  public static let derivedPortDuplicate = FindingCode("derived-port-duplicate")
  /// Error: a port that a config opens besides (webhook, MCP apps, …) is another gateway's too, or the same gateway's twice.
  public static let servicePortDuplicate = FindingCode("service-port-duplicate")
  /// Error: two gateways have one allocated CDP port.
  public static let cdpPortDuplicate = FindingCode("cdp-port-duplicate")
  /// Error: an allocated CDP port is a base, control, canvas or configured port of another gateway.
  public static let cdpPortHitsServicePort = FindingCode("cdp-port-hits-service-port")
  /// Error: two gateways name one CDP endpoint, in any spelling of loopback, or on another machine.
  public static let cdpURLShared = FindingCode("cdp-url-shared")
  /// Error: two gateways have one real state directory.
  public static let stateDirShared = FindingCode("state-dir-shared")
  /// Error: two gateways have one real config file.
  public static let configPathShared = FindingCode("config-path-shared")
  /// Error: two gateways have one real workspace; not said where it follows from a shared state directory.
  public static let workspaceShared = FindingCode("workspace-shared")
  /// Error: a unit's variable speaks of another profile than the unit is for.
  public static let serviceEnvMismatch = FindingCode("service-env-mismatch")
  /// A program that is no known gateway's holds a port: the base (error), canvas (info), any other (warning).
  public static let portHeldByStranger = FindingCode("port-held-by-stranger")
  /// Error: listener, lock or unit name an unrelated process, or one gateway runs more than once.
  public static let ownerMismatch = FindingCode("owner-mismatch")
  /// Error: two supervisors start one gateway and take its port from each other.
  public static let supervisorsFighting = FindingCode("supervisors-fighting")
  /// Warning: two CDP ranges meet. Not said where an error between ports of the two says more.
  public static let cdpRangeOverlap = FindingCode("cdp-range-overlap")
  /// Warning: base, control, canvas or configured ports of one gateway lie in another's CDP range.
  public static let servicePortInForeignCDPRange = FindingCode("service-port-in-foreign-cdp-range")
  /// Warning: the base is too high for 100 CDP ports above it, so OpenClaw takes others.
  public static let cdpRangeClamped = FindingCode("cdp-range-clamped")
  /// Warning: a loopback `cdpUrl` without `attachOnly` names a port that another gateway uses too.
  public static let cdpURLWithoutAttachOnly = FindingCode("cdp-url-without-attach-only")
  /// Warning: a state directory or workspace lies inside another gateway's.
  public static let pathNested = FindingCode("path-nested")
  /// The base port stands elsewhere than in the config, or there is another one: warning, or info where it is the default anyway.
  public static let portNotPersisted = FindingCode("port-not-persisted")
  /// Warning: a named profile sets no port, and whether OpenClaw hashes its name depends on a version that is not known.
  public static let portDependsOnVersion = FindingCode("port-depends-on-version")
  /// Warning: a unit starts another port than the config says.
  public static let servicePortDrift = FindingCode("service-port-drift")
  /// Warning: a unit runs another copy or version of OpenClaw than the command line.
  public static let serviceVersionDrift = FindingCode("service-version-drift")
  /// Info: two gateways accept one gateway token.
  public static let gatewayTokenShared = FindingCode("gateway-token-shared")
  /// Info: how many CDP ports a gateway has before it reaches another's port.
  public static let cdpHeadroom = FindingCode("cdp-headroom")
  /// Info: a configured CDP port lies outside the gateway's own range, where nothing reserves it.
  public static let cdpPortOutsideOwnRange = FindingCode("cdp-port-outside-own-range")
  /// Info: gateways that paths alone tell apart, all in one finding.
  public static let instanceWithoutProfile = FindingCode("instance-without-profile")
  /// Info: gateways that nothing starts again after a reboot, all in one finding.
  public static let noServiceInstalled = FindingCode("no-service-installed")
  /// Info: main and rescue ask one model provider.
  public static let rescueSharesModelProvider = FindingCode("rescue-shares-model-provider")
  /// Info: a directory that looks like a gateway's, and that no gateway uses.
  public static let stateDirUnclaimed = FindingCode("state-dir-unclaimed")
  /// Warning: a key or value that some version of OpenClaw refuses, where the version is not one that was looked at.
  public static let configDoubtful = FindingCode("config-doubtful")
  /// Error: two enabled units start one gateway.
  public static let serviceDuplicate = FindingCode("service-duplicate")
  /// Warning: units of the user end with the last login, and do not start with the machine.
  public static let serviceWithoutLinger = FindingCode("service-without-linger")
  /// Info: parts of a unit are not understood, or its file cannot be read.
  public static let unitUnclear = FindingCode("unit-unclear")

  /// `telegram-token-shared`, `discord-token-shared`, …
  public static func tokenShared(channel: String) -> FindingCode { FindingCode("\(channel)-token-shared") }
}
