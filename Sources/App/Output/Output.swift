import GatewayModel
import Glibc

/// Data goes to stdout, messages to stderr.
public enum Output {
  /// Writes a text to stdout without its control characters. Ends the program where stdout cannot be written.
  public static func print(_ text: String) {
    write(clean(text) + "\n", to: 1)
  }

  private static func clean(_ text: String) -> String {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { LogText.clean(String(Substring($0))) }
      .joined(separator: "\n")
  }

  /// Writes to stdout, and passes over that nobody reads it: what is being done must go on.
  public static func remark(_ text: String) {
    attempt(clean(text) + "\n", to: 1)
  }

  /// Writes to stderr, with `gatehouse: ` in front, and passes over that nobody reads it.
  public static func error(_ message: String) {
    attempt("gatehouse: \(clean(message))\n", to: 2)
  }

  /// Writes to stderr as it is, but for characters that nobody sees.
  public static func message(_ text: String) { attempt(clean(text) + "\n", to: 2) }

  /// A question, without the end of a line.
  static func prompt(_ text: String) { attempt(clean(text), to: 1) }

  private static func attempt(_ text: String, to descriptor: Int32) {
    // A failed write is passed over.
    _ = text.withCString { Glibc.write(descriptor, $0, strlen($0)) }
  }

  /// Writes all of it. Where the reader has gone (`| head`) the program ends with 0; for other errors with 74.
  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        Glibc.exit(errno == EPIPE ? 0 : Failure.Code.inputOutput.rawValue)
      }
      bytes = bytes.dropFirst(count)
    }
  }
}
