/// Why a rescue cannot be set up so.
public enum SetupRefusal: Sendable, Equatable {
  /// The rescue has a config already.
  case isThere(name: String)
  /// The rescue's name in Gatehouse's config is none that OpenClaw takes for a profile.
  case noProfileName(String)
  /// No base port is free with its whole footprint.
  case noFreeBase
  /// The wished port is not free. `hit`: the first thing in its way, nil where none is named; `free`: a base that is.
  case portHits(port: Int, hit: String?, free: Int)
}
