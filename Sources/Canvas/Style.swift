/// What a piece of text means; the terminal decides how that looks.
public enum Role: UInt8, Sendable, CaseIterable {
  /// Plain text.
  case text
  /// Labels, units, what matters less.
  case dim
  /// Keys, the selection, what can be acted on.
  case accent
  /// What is well: ready, isolated, a check that passed.
  case good
  /// What a person should look at; nothing is broken yet.
  case warning
  /// What is wrong or broken.
  case bad
}

/// A role with attributes.
public struct Style: Sendable, Hashable {
  /// What is added to the colour of a role.
  public struct Attributes: OptionSet, Sendable, Hashable {
    /// The bits: 1 bold, 2 reverse, 4 underline.
    public var rawValue: UInt8
    /// Made of the bits of `rawValue`; the attributes have names below.
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// Brighter or thicker, as the terminal shows it.
    public static let bold = Attributes(rawValue: 1)
    /// Text and background exchanged: the chosen button, a cursor, what a search found.
    public static let reverse = Attributes(rawValue: 2)
    /// A line below the text.
    public static let underline = Attributes(rawValue: 4)
  }

  /// What the text means; the colour follows from it.
  public var role: Role
  /// What is added to that colour.
  public var attributes: Attributes

  /// A role, without attributes if none are given.
  public init(_ role: Role, _ attributes: Attributes = []) {
    self.role = role
    self.attributes = attributes
  }

  /// Plain text.
  public static let text = Style(.text)
  /// Titles, and what is selected: text in bold.
  public static let strong = Style(.text, .bold)
  /// Labels, units, what matters less.
  public static let dim = Style(.dim)
  /// The selection, and what can be acted on.
  public static let accent = Style(.accent)
  /// The labels of keys that can be pressed: accent in bold.
  public static let key = Style(.accent, .bold)
  /// What is well.
  public static let good = Style(.good)
  /// What a person should look at.
  public static let warning = Style(.warning)
  /// What is wrong or broken.
  public static let bad = Style(.bad)
}
