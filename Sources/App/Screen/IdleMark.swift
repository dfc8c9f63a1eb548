import Foundation

/// Tells a program that drives the dashboard through a terminal, as the end-to-end tests do, whether anything is still to come of what
/// it typed. The file that `GATEHOUSE_IDLE` names holds `i` (idle: nothing under way, nothing left to draw) or `b` (busy), a space, and
/// how many keys were read: a terminal hands on later what was written to it.
final class IdleMark {
  static let variable = "GATEHOUSE_IDLE"

  private let descriptor: Int32
  private var written = ""

  /// Nil where nobody asks for it, or where the file cannot be made: nothing of the program depends on it.
  init?(environment: [String: String]) {
    guard let path = environment[Self.variable], !path.isEmpty else { return nil }
    descriptor = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  /// - Parameter keys: how many were read since the start.
  func set(isIdle: Bool, keys: Int) {
    let text = "\(isIdle ? "i" : "b") \(keys)\n"
    if text == written { return }
    written = text
    let bytes = Array(text.utf8)
    // A failed write is passed over: whoever waits for the mark waits longer, and says so.
    _ = pwrite(descriptor, bytes, bytes.count, 0)
  }
}
