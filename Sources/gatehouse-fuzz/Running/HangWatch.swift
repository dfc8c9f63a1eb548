/// Whether a child still comes on with its inputs. What counts is what it has computed: on a machine with much to do nothing is fast.
struct HangWatch {
  /// A child that computes nothing waits for something that never comes: this many times longer than one may compute.
  private static let patience = 30.0

  private var begun = 0
  private var since = FuzzClock.now

  /// - Parameter seconds: what the input at hand may take.
  mutating func isHang(_ child: FuzzProcess, _ progress: SharedProgress, seconds: Double) -> Bool {
    if progress.begun != begun {
      begun = progress.begun
      since = FuzzClock.now
      return false
    }
    let computed = child.computed.map { $0 - Double(progress.started) / 1e9 } ?? 0
    // Before its first input it reads its corpus.
    return begun > 0 && computed > seconds || FuzzClock.now - since > Self.patience * seconds
  }
}
