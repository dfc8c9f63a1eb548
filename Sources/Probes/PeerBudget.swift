import NIOCore

/// How much one peer may send in a second: whoever floods is hung up on, so that everybody else gets a turn.
struct PeerBudget {
  /// Frames of any kind in a second, also those that are only parts of a message.
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
