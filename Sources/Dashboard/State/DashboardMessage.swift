/// An answer to a key, for the line above the keys.
public struct DashboardMessage: Sendable, Equatable {
  /// One line for a person.
  public var text: String
  /// Whether something did not work.
  public var isBad: Bool
}
