/// Names of profiles. Source: OpenClaw `src/cli/profile-utils.ts`, `src/daemon/constants.ts`.
public enum ProfileName {
  /// `^[a-z0-9][a-z0-9_-]{0,63}$`, case-insensitive.
  public static func isValid(_ name: String) -> Bool {
    guard (1...64).contains(name.utf8.count), let first = name.utf8.first else { return false }
    return isAlphanumeric(first)
      && name.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
  }

  /// The trimmed name, or nil for none, `default` (in any case) and invalid names.
  public static func normalized(_ name: String?) -> String? {
    guard let trimmed = name?.trimmed, !trimmed.isEmpty, !isDefault(trimmed), isValid(trimmed)
    else { return nil }
    return trimmed
  }

  /// Whether a name stands for the profile without one.
  public static func isDefault(_ name: String) -> Bool { name.lowercased() == "default" }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

extension String {
  /// Without white space at both ends, as JavaScript's `trim()`.
  public var trimmed: String {
    // A quick way out: most texts begin and end with a visible character.
    if let first = utf8.first, let last = utf8.last, (0x21...0x7E).contains(first),
      (0x21...0x7E).contains(last)
    {
      return self
    }
    let front = drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    guard let last = front.lastIndex(where: { !($0.isWhitespace || $0 == "\u{FEFF}") }) else { return "" }
    return String(front[...last])
  }

  /// The trimmed text, or nil where nothing is left.
  public var nonBlank: String? {
    let text = trimmed
    return text.isEmpty ? nil : text
  }
}
