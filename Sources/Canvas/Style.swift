/// What a piece of text means; the terminal decides how that looks.
public enum Role: UInt8, Sendable, CaseIterable {
  case text
  /// Labels, units, what matters less.
  case dim
  /// Keys, the selection, what can be acted on.
  case accent
  case good
  case warning
  case bad
}

/// A role with attributes.
public struct Style: Sendable, Hashable {
  public struct Attributes: OptionSet, Sendable, Hashable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let bold = Attributes(rawValue: 1)
    public static let reverse = Attributes(rawValue: 2)
    public static let underline = Attributes(rawValue: 4)
  }

  public var role: Role
  public var attributes: Attributes

  public init(_ role: Role, _ attributes: Attributes = []) {
    self.role = role
    self.attributes = attributes
  }

  public static let text = Style(.text)
  public static let strong = Style(.text, .bold)
  public static let dim = Style(.dim)
  public static let accent = Style(.accent)
  public static let key = Style(.accent, .bold)
  public static let good = Style(.good)
  public static let warning = Style(.warning)
  public static let bad = Style(.bad)
}
