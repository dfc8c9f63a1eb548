/// What kind of thing a finding is: part of the JSON document, so never renamed.
public struct FindingCode: RawRepresentable, Sendable, Hashable {
  public var rawValue: String

  /// Any code: channels make codes of their own.
  public init(rawValue: String) { self.rawValue = rawValue }

  private init(_ text: String) { rawValue = text }

  // What each means, and its ports and paths, stands in the README's table and in design section 4.

  public static let configInvalid = FindingCode("config-invalid")
  public static let gatewayPortDuplicate = FindingCode("gateway-port-duplicate")
  public static let derivedPortHitsGatewayPort = FindingCode("derived-port-hits-gateway-port")
  public static let derivedPortDuplicate = FindingCode("derived-port-duplicate")
  public static let servicePortDuplicate = FindingCode("service-port-duplicate")
  public static let cdpPortDuplicate = FindingCode("cdp-port-duplicate")
  public static let cdpPortHitsServicePort = FindingCode("cdp-port-hits-service-port")
  public static let cdpURLShared = FindingCode("cdp-url-shared")
  public static let stateDirShared = FindingCode("state-dir-shared")
  public static let configPathShared = FindingCode("config-path-shared")
  public static let workspaceShared = FindingCode("workspace-shared")
  public static let serviceEnvMismatch = FindingCode("service-env-mismatch")
  public static let portHeldByStranger = FindingCode("port-held-by-stranger")
  public static let ownerMismatch = FindingCode("owner-mismatch")
  public static let supervisorsFighting = FindingCode("supervisors-fighting")
  public static let cdpRangeOverlap = FindingCode("cdp-range-overlap")
  public static let servicePortInForeignCDPRange = FindingCode("service-port-in-foreign-cdp-range")
  public static let cdpRangeClamped = FindingCode("cdp-range-clamped")
  public static let cdpURLWithoutAttachOnly = FindingCode("cdp-url-without-attach-only")
  public static let pathNested = FindingCode("path-nested")
  public static let portNotPersisted = FindingCode("port-not-persisted")
  public static let portDependsOnVersion = FindingCode("port-depends-on-version")
  public static let servicePortDrift = FindingCode("service-port-drift")
  public static let serviceVersionDrift = FindingCode("service-version-drift")
  public static let gatewayTokenShared = FindingCode("gateway-token-shared")
  public static let cdpHeadroom = FindingCode("cdp-headroom")
  public static let cdpPortOutsideOwnRange = FindingCode("cdp-port-outside-own-range")
  public static let instanceWithoutProfile = FindingCode("instance-without-profile")
  public static let noServiceInstalled = FindingCode("no-service-installed")
  public static let rescueSharesModelProvider = FindingCode("rescue-shares-model-provider")
  public static let stateDirUnclaimed = FindingCode("state-dir-unclaimed")
  public static let configDoubtful = FindingCode("config-doubtful")
  public static let serviceDuplicate = FindingCode("service-duplicate")
  public static let serviceWithoutLinger = FindingCode("service-without-linger")
  public static let unitUnclear = FindingCode("unit-unclear")

  /// `telegram-token-shared`, `discord-token-shared`, …
  public static func tokenShared(channel: String) -> FindingCode { FindingCode("\(channel)-token-shared") }
}
