/// Why a rescue cannot be set up so.
public enum SetupRefusal: Sendable, Equatable {
  case isThere(name: String)
  case noProfileName(String)
  case noFreeBase
  case portHits(port: Int, hit: String?, free: Int)
}
