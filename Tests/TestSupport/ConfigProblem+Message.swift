import OpenClaw

extension ConfigProblem {
  /// A problem with words of the test's own.
  public init(file: String, line: Int? = nil, column: Int? = nil, message: String) {
    self.init(.unreadable(ConfigReadFailure(message)), file: file, line: line, column: column)
  }
}
