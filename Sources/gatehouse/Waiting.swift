import Dispatch
import Synchronization

/// Lets a thread that is nobody's executor wait for asynchronous work.
enum Waiting {
  private final class Answer<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
    let isThere = DispatchSemaphore(value: 0)
  }

  static func result<Value: Sendable>(_ work: @escaping @Sendable () async -> Value) -> Value {
    let answer = Answer<Value>()
    Task {
      let value = await work()
      answer.value.withLock { $0 = value }
      answer.isThere.signal()
    }
    while true {
      answer.isThere.wait()
      if let value = answer.value.withLock({ $0 }) { return value }
    }
  }
}
