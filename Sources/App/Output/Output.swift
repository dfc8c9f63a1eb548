import GatewayModel
import Glibc

/// Data goes to stdout, messages to stderr.
public enum Output {
  /// Without control characters, wherever they came from.
  public static func print(_ text: String) {
    write(clean(text) + "\n", to: 1)
  }

  private static func clean(_ text: String) -> String {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { LogText.clean(String(Substring($0))) }
      .joined(separator: "\n")
  }

  /// A remark at the end of something that must be finished even when nobody can read it any more.
  public static func remark(_ text: String) {
    attempt(clean(text) + "\n", to: 1)
  }

  /// Whether anybody reads it or not: a lost message must not end an action in its middle.
  public static func error(_ message: String) {
    attempt("gatehouse: \(clean(message))\n", to: 2)
  }

  /// A question, without the end of a line.
  static func prompt(_ text: String) { attempt(clean(text), to: 1) }

  private static func attempt(_ text: String, to descriptor: Int32) {
    // A reader that is gone hears nothing more.
    _ = text.withCString { Glibc.write(descriptor, $0, strlen($0)) }
  }

  /// A reader that goes away (`| head`) ends the output, not with a signal but quietly.
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
