import Glibc

/// The process that reads the inputs of one source: a trap ends it, and not its parent.
struct FuzzChild {
  /// It ended because something did not hold.
  static let faultCode: Int32 = 3
  /// More memory than this is a fault: 2 GB.
  private static let memoryLimit: UInt = 2 << 30
  /// Seconds that it computes at most: longer than any run, and the end of one that hangs and has lost its parent.
  private static let timeLimit: UInt = 3600

  let source: FuzzSource
  let progress: SharedProgress

  /// Reads inputs until one is at fault.
  /// - Returns: its exit code.
  func run(_ indices: Range<Int>, seed: UInt64) -> Int32 {
    limit()
    let mutator = Mutator(source: source, seed: seed)
    let parent = getppid()
    for index in indices {
      // Nobody would hear of a fault any more.
      if getppid() != parent { return 0 }
      guard read(mutator.input(index), index) else { return Self.faultCode }
      if index % 512 == 0 { progress.note(peak: Self.peak) }
    }
    progress.note(peak: Self.peak)
    return 0
  }

  /// Reads one input that was found before.
  func run(_ input: [UInt8]) -> Int32 {
    limit()
    defer { progress.note(peak: Self.peak) }
    return read(input, 0) ? 0 : Self.faultCode
  }

  private func read(_ input: [UInt8], _ index: Int) -> Bool {
    progress.begin(index, input, computed: FuzzClock.computed)
    do throws(FuzzFault) {
      try source.run(input)
    } catch {
      progress.note(fault: error.message)
      return false
    }
    progress.end(size: input.count, computed: FuzzClock.computed)
    return true
  }

  /// A fault that eats memory ends this process alone.
  private func limit() {
    var memory = rlimit(rlim_cur: Self.memoryLimit, rlim_max: Self.memoryLimit)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &memory)
    var time = rlimit(rlim_cur: Self.timeLimit, rlim_max: Self.timeLimit)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &time)
    var core = rlimit(rlim_cur: 0, rlim_max: 0)
    _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &core)
  }

  /// `ru_maxrss`, in kilobytes.
  private static var peak: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss
  }
}
