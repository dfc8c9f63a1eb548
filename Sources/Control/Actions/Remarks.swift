import Synchronization

/// Failures beside the action itself, such as a record that could not be written. They are added to its result.
final class Remarks: Sendable {
  private let texts = Mutex<[String]>([])

  func add(_ text: String) {
    texts.withLock { if !$0.contains(text) { $0.append(text) } }
  }

  /// The result with all remarks behind it.
  func added(to result: ActionResult) -> ActionResult {
    texts.withLock { $0 }.reduce(result) { $0.adding($1) }
  }
}
