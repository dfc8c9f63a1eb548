/// An exclusive lock on a file, given back when the object goes or the process ends.
public final class FileLock: Sendable {
  private let release: @Sendable () -> Void

  /// Made by `Files.lock`. `release` gives the lock back and is called once, when the object goes.
  public init(release: @escaping @Sendable () -> Void) { self.release = release }

  deinit { release() }
}
