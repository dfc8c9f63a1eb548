import NIOCore

/// What a client says, read from bytes as they come: heads of requests first, frames behind an upgrade.
struct HostileInput {
  enum Heard {
    case question(String)
    case text(String)
    case close
  }

  private var bytes: [UInt8] = []
  /// Whether frames come now.
  var isUpgraded = false

  mutating func add(_ buffer: ByteBuffer) { bytes += buffer.readableBytesView }

  /// The next whole thing; nil where more has to come.
  mutating func next() -> Heard? { isUpgraded ? frame() : question() }

  private mutating func question() -> Heard? {
    guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
    defer { bytes.removeSubrange(..<end.upperBound) }
    return .question(String(decoding: bytes[..<end.lowerBound], as: UTF8.self))
  }

  /// Frames of a client are masked. Kinds that say nothing are passed over.
  private mutating func frame() -> Heard? {
    while bytes.count >= 2 {
      var length = Int(bytes[1] & 0x7F)
      var start = 2
      if length >= 126 {
        start += length == 126 ? 2 : 8
        guard bytes.count >= start else { return nil }
        length = bytes[2..<start].reduce(0) { $0 << 8 | Int($1) }
      }
      let end = start + 4 + length
      guard bytes.count >= end else { return nil }
      let (kind, mask) = (bytes[0] & 0x0F, Array(bytes[start..<start + 4]))
      let data = bytes[(start + 4)..<end].enumerated().map { $1 ^ mask[$0 % 4] }
      bytes.removeSubrange(..<end)
      if kind == 1 { return .text(String(decoding: data, as: UTF8.self)) }
      if kind == 8 { return .close }
    }
    return nil
  }
}
