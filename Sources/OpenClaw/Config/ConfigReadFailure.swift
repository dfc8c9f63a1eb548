/// Why a file could not be read, in the words of whoever read it ("permission denied").
public struct ConfigReadFailure: Error, Sendable, Hashable {
  /// The reason without the path.
  public var message: String

  /// Made by whoever gives a `Reader`, from the failure of a read.
  public init(_ message: String) { self.message = message }
}
