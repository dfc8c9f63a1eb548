/// One thing wrong with a config file. Never quotes the file: it may hold secrets.
public struct ConfigProblem: Error, Sendable, Hashable {
  /// The path of the file that is wrong: the config, or one that it includes.
  public var file: String
  /// Nil where the file as a whole cannot be read.
  public var line: Int?
  /// Counted from 1, in Unicode scalars; nil like `line`.
  public var column: Int?
  /// What is wrong.
  public var fault: ConfigFault

  /// Of a whole file, or of a place in it.
  public init(_ fault: ConfigFault, file: String, line: Int? = nil, column: Int? = nil) {
    self.file = file
    self.line = line
    self.column = column
    self.fault = fault
  }

  /// At the place that a parser or a node gives.
  public init(_ fault: ConfigFault, at location: SourceLocation) {
    self.init(fault, file: location.file, line: location.line, column: location.column)
  }

  /// What is wrong, for a person. Names keys, never values.
  public var message: String { fault.message }

  /// The same problem with the file's name written in another way, for example with `~` for the home.
  public func named(_ file: String) -> ConfigProblem {
    ConfigProblem(fault, file: file, line: line, column: column)
  }
}

extension ConfigProblem: CustomStringConvertible {
  /// `PATH:LINE:COLUMN: message`.
  public var description: String { description(file: file) }

  /// The same with the file's name written in another way.
  public func description(file: String) -> String {
    if let line, let column { return "\(file):\(line):\(column): \(message)" }
    return "\(file): \(message)"
  }
}

extension ConfigProblem: Encodable {
  private enum CodingKeys: String, CodingKey { case file, line, column, message }

  /// With the message in place of the fault: scripts read it.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(file, forKey: .file)
    try values.encodeIfPresent(line, forKey: .line)
    try values.encodeIfPresent(column, forKey: .column)
    try values.encode(message, forKey: .message)
  }
}
