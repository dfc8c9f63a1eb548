/// Frames of a WebSocket as bytes, with everything that can be wrong in one. Source: RFC 6455, section 5.2.
enum HostileFrame {
  static let text: UInt8 = 0x81
  static let unfinishedText: UInt8 = 0x01
  static let middle: UInt8 = 0x00
  static let last: UInt8 = 0x80
  static let close: UInt8 = 0x88
  static let ping: UInt8 = 0x89
  static let unknown: UInt8 = 0x83
  static let compressedText: UInt8 = 0xC1

  /// - Parameters:
  ///   - first: the first byte: whether it is the last of its message, reserved bits, kind.
  ///   - declared: the length that it says it has; its own where nil.
  static func bytes(
    _ first: UInt8, _ data: [UInt8] = [], declared: UInt64? = nil, isMasked: Bool = false
  ) -> [UInt8] {
    let length = declared ?? UInt64(data.count)
    let mask: UInt8 = isMasked ? 0x80 : 0
    var bytes = [first]
    switch length {
    case ..<126: bytes.append(mask | UInt8(length))
    case ...0xFFFF: bytes += [mask | 126] + bigEndian(length, count: 2)
    default: bytes += [mask | 127] + bigEndian(length, count: 8)
    }
    guard isMasked else { return bytes + data }
    let key: [UInt8] = [0x12, 0x34, 0x56, 0x78]
    return bytes + key + data.enumerated().map { $1 ^ key[$0 % 4] }
  }

  static func text(_ text: String) -> [UInt8] { bytes(Self.text, Array(text.utf8)) }

  private static func bigEndian(_ value: UInt64, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * (count - 1 - $0))) }
  }
}
