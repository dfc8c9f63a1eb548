import NIOCore
import NIOWebSocket

/// Puts the frames of one message together. Source: RFC 6455, section 5.4.
///
/// Own code, because NIO's keeps each part with all that came in the same read, so that nobody can say what a part holds.
struct MessageAssembly {
  /// So many frames may make one message.
  static let frames = 64

  enum Message: Equatable {
    case text(String)
    /// A gateway sends none; of so many bytes.
    case binary(Int)
  }

  private var opcode: WebSocketOpcode?
  private var bytes = ByteBuffer()
  private var count = 0

  /// Takes a text, binary or continuation frame; gives a message that is whole.
  /// - Throws: `brokenFrame` where it does not follow on the last one, where the message is too long, and where a text is no UTF-8.
  mutating func take(_ frame: WebSocketFrame) throws(ProbeFailure) -> Message? {
    guard (opcode == nil) == (frame.opcode != .continuation) else { throw .brokenFrame }
    if frame.fin, opcode == nil { return try Self.message(frame.opcode, frame.data) }
    let kind = opcode ?? frame.opcode
    count += 1
    guard count + (frame.fin ? 0 : 1) <= Self.frames,
      bytes.readableBytes + frame.length <= WebSocketClient.messageLimit
    else { throw .brokenFrame }
    bytes.writeImmutableBuffer(frame.data)
    opcode = kind
    guard frame.fin else { return nil }
    defer { self = MessageAssembly() }
    return try Self.message(kind, bytes)
  }

  private static func message(_ opcode: WebSocketOpcode, _ bytes: ByteBuffer) throws(ProbeFailure) -> Message
  {
    if opcode == .binary { return .binary(bytes.readableBytes) }
    guard let text = String(validating: bytes.readableBytesView, as: UTF8.self) else { throw .brokenFrame }
    return .text(text)
  }
}
