import FoundationEssentials
import Glibc

/// What a hostile gateway, or a thief of its port, has heard.
enum HostileNote: Sendable, Equatable {
  /// A connection, by the port at its other end.
  case opened(port: Int)
  /// The head of a request.
  case question(String)
  /// A text on the WebSocket.
  case text(String)

  var line: String {
    switch self {
    case .opened(let port): "opened \(port)"
    case .question(let head): "question \(head.replacing("\r\n", with: " | "))"
    case .text(let text): "text \(text)"
    }
  }

  /// The variable that names the file for the notes of a gateway.
  static let variable = "STAND_IN_HEARD"

  /// Writes each note at once to the end of a file; nowhere where it cannot be written, or is nil.
  static func writer(file: String?) -> @Sendable (HostileNote) -> Void {
    guard let file else { return { _ in } }
    let descriptor = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    return { FileOutput.write($0.line + "\n", to: descriptor) }
  }
}
