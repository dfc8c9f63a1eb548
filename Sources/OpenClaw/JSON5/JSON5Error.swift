/// Why a text is not JSON5, and where. The text itself is never quoted: it may hold secrets.
public struct JSON5Error: Error, Sendable, Equatable {
  /// The first character that is wrong, or the beginning of what is never closed.
  public var location: SourceLocation
  /// What is wrong there.
  public var problem: JSON5Problem

  /// Made by `JSON5Parser` and its scanner.
  public init(_ problem: JSON5Problem, at location: SourceLocation) {
    self.problem = problem
    self.location = location
  }
}
