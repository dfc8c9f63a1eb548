import Dispatch

/// Where everything of Control that looks, decides and writes runs, one thing after another.
///
/// It has a thread of its own: files, `/proc` and fsync block, and a blocked thread of Swift's pool would keep all else waiting.
@globalActor
public actor ControlActor {
  public static let shared = ControlActor()

  private nonisolated let executor = ControlExecutor()

  public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
}

/// Runs jobs one after another on a dispatch queue.
private final class ControlExecutor: SerialExecutor {
  private let queue = DispatchQueue(label: "gatehouse.control")

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async { job.runSynchronously(on: self.asUnownedSerialExecutor()) }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor { UnownedSerialExecutor(ordinary: self) }
}
