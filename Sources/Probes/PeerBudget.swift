import NIOCore
import Synchronization

/// How much one peer may send in a second: whoever floods is hung up on, so that everybody else gets a turn.
struct PeerBudget {
  /// Frames of any kind in a second.
  static let frames = 500
  /// Bytes in a second: 2 MB, twice the longest message.
  static let bytes = 2 << 20

  private var began: NIODeadline?
  private var frames = 0
  private var bytes = 0

  /// Counts a frame of so many bytes.
  /// - Throws: what was too much.
  mutating func take(_ count: Int, at now: NIODeadline) throws(ProbeFailure) {
    if let began, now - began < .seconds(1) {
    } else {
      (began, frames, bytes) = (now, 0, 0)
    }
    frames += 1
    bytes += count
    if frames > Self.frames { throw .tooManyFrames(perSecond: Self.frames) }
    if bytes > Self.bytes { throw .tooManyBytes(perSecond: Self.bytes) }
  }
}

/// The bytes of messages that wait to be read, of all peers together.
final class PeerMemory: Sendable {
  /// 32 MB.
  static let limit = 32 << 20

  private let held = Mutex(0)

  /// Nothing is held back where that would be too much.
  func take(_ count: Int) -> Bool {
    held.withLock { held in
      if held + count > Self.limit { return false }
      held += count
      return true
    }
  }

  func give(_ count: Int) { held.withLock { $0 -= count } }
}

/// What one connection holds of `PeerMemory`; given back at the latest when the connection is forgotten.
final class PeerMeter: Sendable {
  private let memory: PeerMemory
  private let held = Mutex(0)

  init(_ memory: PeerMemory) { self.memory = memory }

  deinit { memory.give(held.withLock { $0 }) }

  func take(_ count: Int) -> Bool {
    guard memory.take(count) else { return false }
    held.withLock { $0 += count }
    return true
  }

  func give(_ count: Int) {
    held.withLock { $0 -= count }
    memory.give(count)
  }
}
