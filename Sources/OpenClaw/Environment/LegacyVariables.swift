/// Variables of the time when OpenClaw was called Clawdbot: what is said under the old name counts under the new one, in versions that
/// still read it. Source: openclaw-facts.md section 1 "Legacy"; OpenClaw `src/daemon/service-env.ts` of 2026.1.
public enum LegacyVariables {
  private static let names = ["STATE_DIR", "CONFIG_PATH", "PROFILE", "GATEWAY_PORT"]

  /// The version that the installer of a service wrote into its environment.
  public static func version(_ environment: [String: String]) -> Version? {
    (environment["OPENCLAW_SERVICE_VERSION"] ?? environment["CLAWDBOT_SERVICE_VERSION"]).flatMap(Version.init)
  }

  /// - Parameter program: the script or program that is OpenClaw: the old package reads the old names, whatever its version.
  public static func filled(_ environment: [String: String], program: String?) -> [String: String] {
    let isOld =
      version(environment).map { VersionRules(version: $0).readsLegacyVariables }
      ?? program.map { $0.holds("clawdbot") } ?? false
    guard isOld else { return environment }
    var environment = environment
    for name in names where environment["OPENCLAW_\(name)"]?.nonBlank == nil {
      environment["OPENCLAW_\(name)"] = environment["CLAWDBOT_\(name)"]
    }
    return environment
  }
}
