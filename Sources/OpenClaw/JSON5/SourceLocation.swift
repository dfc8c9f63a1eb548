/// A place in a file. Lines and columns count from 1, columns in characters (Unicode scalars).
public struct SourceLocation: Sendable, Hashable, Codable {
  public var file: String
  public var line: Int
  public var column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}
