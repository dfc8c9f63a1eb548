/// Keys in PEM, which are never shown: in one text, or line by line. Source: RFC 7468.
public struct PEMBlocks: Sendable {
  /// A line between the marks, in base64, that is taken for a part of a block whose beginning was not seen.
  private static let longLine = 60

  private var isInside = false

  /// Outside of any block.
  public init() {}

  /// A line of a longer text with what belongs to a block masked.
  public mutating func mask(_ line: String) -> String {
    let bytes = Array(line.utf8)
    if !isInside {
      if let begin = Self.begin(in: bytes[...]) {
        // A block that also ends here is masked with all others of this line.
        isInside = Self.place(of: Self.end, in: bytes[begin...]) == nil
        return isInside ? String(decoding: bytes[..<begin], as: UTF8.self) + SecretMask.text : line
      }
      return Self.isBody(bytes, atLeast: Self.longLine) ? SecretMask.text : line
    }
    if let end = Self.place(of: Self.end, in: bytes[...]) {
      isInside = false
      return SecretMask.text + String(decoding: bytes[end...], as: UTF8.self)
    }
    // Another line that came between two of the block is shown.
    return bytes.isEmpty || !Self.isBody(bytes, atLeast: 1) ? line : SecretMask.text
  }

  /// What stands between the marks of each block in a text, or behind a first mark up to the end.
  static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = 0
    while let begin = begin(in: bytes[start...]) {
      start = begin
      // Masked already, line by line.
      if bytes[begin...].starts(with: SecretMask.text.utf8) { continue }
      let end = place(of: end, in: bytes[begin...]) ?? bodyEnd(in: bytes[begin...])
      if end > begin { found.append(begin..<end) }
      start = end
    }
    return found
  }

  /// Where a block without its last mark ends: before the first line that is none of it.
  private static func bodyEnd(in bytes: ArraySlice<UInt8>) -> Int {
    var end = bytes.firstIndex(of: 10) ?? bytes.endIndex
    while end < bytes.endIndex {
      let next = bytes[(end + 1)...].firstIndex(of: 10) ?? bytes.endIndex
      guard isBody(Array(bytes[(end + 1)..<next]), atLeast: 1) else { return end }
      end = next
    }
    return end
  }

  private static let mark = Array("-----BEGIN ".utf8)
  private static let end = Array("-----END ".utf8)
  private static let dashes = Array("-----".utf8)

  /// Where a block's content begins: behind its first mark.
  private static func begin(in bytes: ArraySlice<UInt8>) -> Int? {
    guard let begin = place(of: mark, in: bytes) else { return nil }
    let label = bytes[(begin + mark.count)...].prefix(80)
    return place(of: dashes, in: label).map { $0 + dashes.count }
  }

  private static func place(of wanted: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
    var rest = bytes
    while let first = rest.firstIndex(of: wanted[0]) {
      rest = rest[first...]
      if rest.starts(with: wanted) { return first }
      rest = rest.dropFirst()
    }
    return nil
  }

  /// Whether a line is base64 and nothing else, or a header of an encrypted key.
  private static func isBody(_ line: [UInt8], atLeast count: Int) -> Bool {
    let text = line.drop { $0 == 32 || $0 == 9 }.prefix { $0 != 13 }
    if count == 1, text.starts(with: "Proc-Type:".utf8) || text.starts(with: "DEK-Info:".utf8) { return true }
    return text.count >= count
      && text.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || "+/=".utf8.contains(byte)
      }
  }
}
