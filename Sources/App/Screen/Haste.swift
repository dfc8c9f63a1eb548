import Dispatch
import Foundation
import Glibc

/// Ends the program where what is left to be done after the screen's end takes too long, as when files do not answer. What a person has
/// asked for and is still under way is waited for all the same: a second signal ends that.
struct Haste: Sendable {
  /// Seconds that the rest may take.
  static let limit = 1.5

  private let done = DispatchSemaphore(value: 0)

  /// - Parameter ending: nil where there was no screen.
  init(ending: DashboardEnding?) {
    guard let ending, !ending.isActing else { return }
    let (done, code) = (done, ending.signal.map { 128 + $0 } ?? 0)
    let thread = Thread {
      if done.wait(timeout: .now() + Self.limit) == .success { return }
      Output.remark("Something does not answer, perhaps files: ended without waiting for it.")
      _exit(code)
    }
    thread.stackSize = 1 << 16
    thread.start()
  }

  /// Nothing is left to be done.
  func end() { done.signal() }
}
