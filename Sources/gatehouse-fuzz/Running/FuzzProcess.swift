import Glibc

/// A child of this program, started, looked at and killed without waiting. Foundation tells of an end only much later.
final class FuzzProcess {
  enum Ending: Equatable {
    case exited(Int32)
    case killed(Int32)
  }

  struct NotStarted: Error {}

  private let pid: pid_t
  private var end: Ending?

  /// - Parameter errors: the file that gets what it prints to stderr.
  init(_ arguments: [String], errors: String, backtrace: Bool) throws(NotStarted) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    // A backtrace takes seconds: it is made once, of the smallest input.
    let trace =
      backtrace ? "enable=yes,interactive=no,color=no,threads=crashed,limit=24,sanitize=no" : "enable=no"
    let names: [String] = ["PATH", "HOME", "LD_LIBRARY_PATH"]
    let kept = names.compactMap { name in
      getenv(name).map { "\(name)=\(String(cString: $0))" }
    }
    var argv = ([CommandLine.arguments[0]] + arguments).map { strdup($0) } + [nil]
    var environment = (kept + ["SWIFT_BACKTRACE=\(trace)"]).map { strdup($0) } + [nil]
    defer { for text in argv + environment { free(text) } }
    var pid: pid_t = 0
    guard posix_spawn(&pid, "/proc/self/exe", &actions, nil, &argv, &environment) == 0 else {
      throw NotStarted()
    }
    self.pid = pid
  }

  deinit {
    if ending(waits: false) != nil { return }
    kill()
  }

  /// How it ended; nil while it runs.
  func ending(waits: Bool) -> Ending? {
    if let end { return end }
    var status: Int32 = 0
    guard waitpid(pid, &status, waits ? 0 : WNOHANG) == pid else { return nil }
    let signal = status & 0x7F
    end = signal == 0 ? .exited(status >> 8 & 0xFF) : .killed(signal)
    return end
  }

  /// Seconds that it has computed; nil where it has ended.
  var computed: Double? { end == nil ? FuzzClock.computed(pid) : nil }

  /// Ends it at once. It is our own child and not reaped yet, so its pid is nobody else's.
  func kill() {
    if end != nil { return }
    Glibc.kill(pid, SIGKILL)
    _ = ending(waits: true)
  }
}
