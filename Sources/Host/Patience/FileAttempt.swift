import CPlatform

/// Which attempt of a `FilePatience` this thread works for: what it asks of files is then watched by whoever waits for that attempt.
public enum FileAttempt {
  /// The number of the attempt; 0 where this thread works for none.
  public static var current: Int { cp_attempt() }

  /// Does a part of an attempt's work on another thread.
  public static func carry<Value>(_ attempt: Int, _ work: () -> Value) -> Value {
    let before = cp_attempt()
    cp_crash_thread()
    cp_set_attempt(attempt)
    defer { cp_set_attempt(before) }
    return work()
  }
}
