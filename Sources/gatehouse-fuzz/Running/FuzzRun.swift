import Foundation

/// All inputs of one source, in one child after another: a child ends with the first fault that it meets.
final class FuzzRun {
  /// A fault with the smallest input that shows it.
  struct Found {
    var outcome: FuzzTrial.Outcome
    var input: [UInt8]
    var file: String
    /// Where the trap was.
    var trap: [String]
  }

  /// What one child came to, all children together.
  private struct Sum {
    var ended = 0
    var slowest = 0
    var slowestSize = 0
    var slowestIndex = 0
    var peak = 0
  }

  let source: FuzzSource
  private let options: FuzzOptions
  private let progress: SharedProgress
  private let stem: String
  private var child: FuzzProcess?
  private var next: Int
  private let end: Int
  private var sum = Sum()
  /// Nanoseconds that the children have computed.
  private var computed = 0
  private var watch = HangWatch()
  private(set) var found: [Found] = []
  /// Faults that were met again.
  private var repeated = 0

  init(_ source: FuzzSource, _ options: FuzzOptions) throws {
    self.source = source
    self.options = options
    stem = "\(options.out)/current-\(source.name)"
    progress = try SharedProgress(path: stem)
    next = options.from
    end = options.from + max(1, options.runs / source.cost)
  }

  /// Looks after the child.
  /// - Returns: whether there is more to do.
  func step() throws -> Bool {
    guard let child else {
      if next >= end || found.count >= options.faults { return false }
      return try start()
    }
    if let ending = child.ending(waits: false) {
      try came(FuzzTrial.outcome(ending, progress))
    } else if watch.isHang(child, progress, seconds: options.seconds) {
      child.kill()
      try came(.hang)
    }
    return true
  }

  private func start() throws -> Bool {
    progress.clear()
    watch = HangWatch()
    child = try FuzzProcess(
      [
        source.name, "--child", stem, "--from", String(next), "--runs", String(end - next), "--seed",
        String(options.seed),
      ], errors: stem + ".stderr", backtrace: false)
    return true
  }

  private func came(_ outcome: FuzzTrial.Outcome) throws {
    child = nil
    computed += progress.computed
    sum.ended += progress.ended
    sum.peak = max(sum.peak, progress.peak)
    if progress.slowest > sum.slowest {
      sum.slowest = progress.slowest
      sum.slowestSize = progress.slowestSize
      sum.slowestIndex = progress.slowestIndex
    }
    guard outcome != .held else {
      next = end
      return
    }
    next = progress.index + 1
    try keep(progress.input, outcome)
  }

  /// Makes the input of a fault that was not met before small, and keeps it.
  private func keep(_ input: [UInt8], _ outcome: FuzzTrial.Outcome) throws {
    let stem = "\(options.out)/trial-\(source.name)"
    let trial = FuzzTrial(source: source.name, stem: stem, seconds: options.seconds)
    defer { trial.remove() }
    var trap: [String] = []
    if case .trap = outcome {
      _ = try trial.run(input, backtrace: true)
      trap = trial.trapLines
    }
    // Where a trap was tells it from others; of inputs that take too long nothing tells them apart.
    if found.contains(where: { $0.outcome.kind == outcome.kind && $0.trap == trap }) {
      repeated += 1
      return
    }
    let kind = outcome.kind
    // With the same patience: a smaller input that is merely slow would be none that is shown again.
    let smallest = try Minimiser().smallest(input) { try trial.run($0).kind == kind }
    let file = "\(options.out)/\(source.name)-\(FuzzHash.name(smallest)).bin"
    try Data(smallest).write(to: URL(filePath: file))
    let fault = Found(outcome: outcome, input: smallest, file: file, trap: trap)
    found.append(fault)
    FuzzReport.print(fault, of: source.name, seed: options.seed, index: next - 1)
  }

  /// One line of figures.
  var summary: String {
    let rate = computed > 0 ? Int(Double(sum.ended) / Double(computed) * 1e9) : 0
    let faults =
      "\(found.count) fault\(found.count == 1 ? "" : "s")\(repeated > 0 ? " (met \(repeated) times more)" : "")"
    return FuzzReport.row([
      source.name, "\(sum.ended) runs", "\(rate)/s",
      "slowest \(FuzzReport.time(sum.slowest)) (\(sum.slowestSize) bytes, input \(sum.slowestIndex))",
      "\(sum.peak >> 10) MB", faults,
    ])
  }

  func remove() {
    // What stays lies in a directory for such files.
    for file in [stem, stem + ".stderr"] { try? FileManager.default.removeItem(atPath: file) }
  }
}
