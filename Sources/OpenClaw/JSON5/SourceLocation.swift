/// A place in a file. Lines and columns count from 1, columns in characters (Unicode scalars).
public struct SourceLocation: Sendable, Hashable, Codable {
  /// The path or name that the parser was given; empty for what was made and never read.
  public var file: String
  /// Counted from 1.
  public var line: Int
  /// Counted from 1, in Unicode scalars.
  public var column: Int

  /// Made by `JSON5Scanner` where it stands.
  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}
