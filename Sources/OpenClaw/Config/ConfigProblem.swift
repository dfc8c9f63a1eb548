/// One thing wrong with a config file. Never quotes the file: it may hold secrets.
public struct ConfigProblem: Error, Sendable, Hashable, Codable, CustomStringConvertible {
  /// The path of the file that is wrong: the config, or one that it includes.
  public var file: String
  /// Nil where the file as a whole cannot be read.
  public var line: Int?
  /// Counted from 1, in Unicode scalars; nil like `line`.
  public var column: Int?
  /// What is wrong, for a person. Names keys, never values.
  public var message: String

  /// Of a whole file, or of a place in it.
  public init(file: String, line: Int? = nil, column: Int? = nil, message: String) {
    self.file = file
    self.line = line
    self.column = column
    self.message = message
  }

  /// At the place that a parser or a node gives.
  public init(_ message: String, at location: SourceLocation) {
    self.init(file: location.file, line: location.line, column: location.column, message: message)
  }

  /// `PATH:LINE:COLUMN: message`.
  public var description: String { description(file: file) }

  /// The same with the file's name written in another way, e.g. with `~` for the home.
  public func description(file: String) -> String {
    if let line, let column { return "\(file):\(line):\(column): \(message)" }
    return "\(file): \(message)"
  }
}
