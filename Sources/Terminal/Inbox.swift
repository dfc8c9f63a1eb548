import CPlatform
import Glibc
import Synchronization

/// Events from other threads for the screen's thread, which sleeps until one comes.
public final class Inbox<Event: Sendable>: Sendable {
  private let events = Mutex<[Event]>([])
  let readEnd: Int32
  let writeEnd: Int32

  /// Nil where the system has no descriptor left.
  public init?() {
    var ends: [Int32] = [0, 0]
    guard cp_pipe(&ends) == 0 else { return nil }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// How many events wait to be taken: more and more where the terminal takes nothing.
  public var count: Int { events.withLock { $0.count } }

  /// Safe from any thread.
  /// - Parameter isOvertaken: whether an event that still waits says nothing any more beside this one; then it is dropped.
  public func post(_ event: Event, overtaking isOvertaken: ((Event) -> Bool)? = nil) {
    let wasEmpty = events.withLock { events in
      let wasEmpty = events.isEmpty
      if let isOvertaken { events.removeAll(where: isOvertaken) }
      events.append(event)
      return wasEmpty
    }
    if wasEmpty {
      var byte: UInt8 = 1
      // A failed write is passed over: where the pipe is full the reader wakes anyway.
      _ = write(writeEnd, &byte, 1)
    }
  }

  /// Whether nothing waits to be taken.
  public var isEmpty: Bool { events.withLock { $0.isEmpty } }

  func takeAll() -> [Event] {
    events.withLock { events in
      defer { events = [] }
      return events
    }
  }

  func drain() {
    var buffer = [UInt8](repeating: 0, count: 64)
    while read(readEnd, &buffer, buffer.count) > 0 {}
  }
}
