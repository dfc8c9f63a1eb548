import Ports

/// The range from which a gateway allocates its CDP ports.
public struct CDPRange: Sendable, Equatable {
  /// Both ends included: 100 ports, or one, where an older version has no room for more.
  public var ports: ClosedRange<Int>
  /// Whether `browser.cdpPortRangeStart` moved it.
  public var isConfigured: Bool

  /// `browser.cdpPortRangeStart` where it is usable (the whole range must fit), else the derived range.
  public init(settings: BrowserSettings, derived: ClosedRange<Int>) {
    if let start = settings.cdpPortRangeStart, start > 0,
      start + DerivedPorts.rangeSize - 1 <= 65535
    {
      ports = start...(start + DerivedPorts.rangeSize - 1)
      isConfigured = true
    } else {
      ports = derived
      isConfigured = false
    }
  }
}

/// Allocation of CDP ports when a browser profile is created. Source: OpenClaw `src/browser/profiles.ts`.
public enum CDPPorts {
  /// Names that OpenClaw accepts for a browser profile: `^[a-z0-9][a-z0-9-]*$`, at most 64.
  public static func isValidProfileName(_ name: String) -> Bool {
    guard (1...64).contains(name.utf8.count), name.utf8.first != UInt8(ascii: "-") else { return false }
    return name.utf8.allSatisfy {
      ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z"))
        || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) || $0 == UInt8(ascii: "-")
    }
  }

  /// The ports that profiles hold: `cdpPort`, else the port of `cdpUrl`, also of a remote one.
  public static func used(by profiles: [BrowserSettings.Profile]) -> Set<Int> {
    var ports: Set<Int> = []
    for profile in profiles {
      if let port = profile.cdpPort {
        ports.insert(port)
      } else if let port = profile.cdpUrl?.nonBlank.flatMap(WebURL.statedPort) {
        ports.insert(port)
      }
    }
    return ports
  }

  /// The lowest free port of the range.
  public static func allocate(used: Set<Int>, from first: Int, through last: Int) -> Int? {
    guard first > 0, first <= last else { return nil }
    return (first...last).first { !used.contains($0) }
  }
}
