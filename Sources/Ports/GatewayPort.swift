/// The gateway's own port. Sources: OpenClaw `src/config/paths.ts`, `src/cli/shared/parse-port.ts`.
public enum GatewayPort {
  /// The base port where nothing sets one.
  public static let standard = 18789
  /// What `--profile dev` presets.
  public static let devDefault = 19001

  /// Whether a TCP port can have this number.
  public static func isValid(_ port: Int) -> Bool { (1...65535).contains(port) }

  /// The port of a named profile that sets none, since 2026.8: `20000 + FNV-1a(name) mod 40000`.
  /// Source: official `apps/macos/Sources/OpenClaw/AppProfile.swift`, PR 122751.
  public static func hashed(profile: String) -> Int {
    var hash: UInt32 = 2_166_136_261
    for byte in profile.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return 20000 + Int(hash % 40000)
  }
}
