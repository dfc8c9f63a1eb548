/// What OpenClaw calls the service of a profile. Source: OpenClaw `src/daemon/constants.ts`.
public struct ServiceNames: Sendable, Equatable {
  /// `OPENCLAW_SERVICE_MARKER` of every service that OpenClaw installs.
  public static let marker = "openclaw"
  /// `OPENCLAW_SERVICE_KIND` of a gateway.
  public static let gatewayKind = "gateway"
  /// `OPENCLAW_SERVICE_KIND` of a node, which is no gateway.
  public static let nodeKind = "node"
  /// The systemd unit of a node, without `.service`; discovery passes it over.
  public static let nodeUnit = "openclaw-node"
  /// The launchd label of a node.
  public static let nodeLabel = "ai.openclaw.node"
  /// Units of the default profile from before the name OpenClaw, without `.service`.
  public static let legacyUnits = ["clawdbot-gateway", "moltbot-gateway"]

  /// The profile, or nil for none and `default`.
  public var profile: String?

  /// No escaping and no check: OpenClaw passes any name through.
  public init(profile: String?) {
    let trimmed = profile?.nonBlank
    self.profile = trimmed.flatMap { ProfileName.isDefault($0) ? nil : $0 }
  }

  /// `-rescue`; empty for the default profile.
  public var suffix: String { profile.map { "-\($0)" } ?? "" }
  /// The systemd unit without `.service`.
  public var systemdUnit: String { "openclaw-gateway\(suffix)" }
  /// The launchd label: `ai.openclaw.rescue`, and `ai.openclaw.gateway` for the default profile.
  public var launchdLabel: String { "ai.openclaw.\(profile ?? "gateway")" }

  /// `OpenClaw Gateway (profile: rescue, v2026.9.3)`, as `Description=` of the unit; without parentheses where nothing is to be said.
  public func description(version: String? = nil) -> String {
    let parts = [profile.map { "profile: \($0)" }, version.map { "v\($0)" }].compactMap(\.self)
    return parts.isEmpty ? "OpenClaw Gateway" : "OpenClaw Gateway (\(parts.joined(separator: ", ")))"
  }

  /// A unit's name without `.service`.
  public static func stem(ofUnit name: String) -> String {
    name.rest(before: ".service").map(String.init) ?? name
  }

  /// The profile that a unit's name stands for; nil unless the name is a gateway's. `.some(nil)` is the default profile.
  ///
  /// What stands where a profile would, and can be none (`openclaw-gateway-old.copy`), makes it no gateway's name.
  public static func profile(ofUnit name: String) -> String?? {
    let stem = stem(ofUnit: name)
    if stem == "openclaw-gateway" || legacyUnits.contains(stem) { return .some(nil) }
    guard let rest = rest(ofUnit: name), ProfileName.isValid(rest) else { return nil }
    return .some(rest)
  }

  /// Whether a unit is called as if it were for a profile that there cannot be: a copy that somebody keeps (`openclaw-gateway-old.copy`).
  public static func isMisnamed(unit name: String) -> Bool {
    rest(ofUnit: name).map { !ProfileName.isValid($0) } ?? false
  }

  /// What stands in a unit's name where the profile would; nil for other names.
  private static func rest(ofUnit name: String) -> String? {
    stem(ofUnit: name).rest(behind: "openclaw-gateway-").map(String.init)
  }
}
