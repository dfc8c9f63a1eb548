import CPlatform
import Dispatch

/// Where everything of Control that looks, decides and writes runs, one thing after another.
///
/// It runs on a dispatch queue of its own: files, `/proc` and fsync block, and a blocked thread of Swift's pool would hold up all else.
@globalActor
public actor ControlActor {
  /// The only one: all that is marked `@ControlActor` runs on its thread.
  public static let shared = ControlActor()

  private nonisolated let executor = ControlExecutor()

  /// A dispatch queue of its own instead of Swift's pool.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
}

/// Runs jobs one after another on a dispatch queue.
private final class ControlExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "gatehouse.control")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async {
      cp_crash_thread()
      job.runSynchronously(on: self.asUnownedSerialExecutor())
    }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}
