import OpenClaw

/// The line that Gatehouse writes into a gateway's log before each launch: where a run begins.
public enum LogMark {
  private static let head = "--- gatehouse: run "

  /// - Parameter at: seconds since 1970.
  public static func start(generation: Int, name: String, at: Double) -> String {
    "\(head)\(generation) of \(LogText.clean(name)) started \(ISOTime.text(at)) ---"
  }

  /// Whether a line is such a mark, of any gateway and generation.
  public static func isMark(_ line: String) -> Bool { line.begins(with: head) }
}
