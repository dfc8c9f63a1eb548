import Foundation

/// Work that blocks its thread, such as a command on the terminal: on a thread of its own, never on Swift's pool.
enum Blocking {
  static func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      let thread = Thread { continuation.resume(returning: work()) }
      thread.stackSize = 1 << 20
      thread.start()
    }
  }
}
