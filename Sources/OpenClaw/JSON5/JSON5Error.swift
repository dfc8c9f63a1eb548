/// Why a text is not JSON5, and where. The text itself is never quoted: it may hold secrets.
public struct JSON5Error: Error, Sendable, Equatable {
  public var location: SourceLocation
  public var message: String

  public init(_ message: String, at location: SourceLocation) {
    self.message = message
    self.location = location
  }
}
