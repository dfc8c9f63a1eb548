/// IPv4 addresses in the spellings that the WHATWG URL standard accepts (`127.1`, `0x7f000001`).
enum IPv4Text {
  /// Four decimal parts where `host` is such a spelling, `host` itself where it is a name, nil where it is a broken address.
  static func normalized(_ host: String) -> String? {
    var parts = host.parts(at: ".", omittingEmptySubsequences: false)
    if parts.last == "", parts.count > 1 { parts.removeLast() }
    guard let last = parts.last, !last.isEmpty, last.allSatisfy(\.isNumber) || number(last) != nil
    else { return host }
    guard parts.count <= 4 else { return nil }
    var numbers: [UInt64] = []
    for part in parts {
      guard let value = number(part) else { return nil }
      numbers.append(value)
    }
    let tail = numbers.removeLast()
    let tailBytes = 4 - numbers.count
    guard numbers.allSatisfy({ $0 <= 255 }), tail < (UInt64(1) << (8 * UInt64(tailBytes))) else { return nil }
    var address = tail
    for (index, value) in numbers.enumerated() { address |= value << (8 * UInt64(3 - index)) }
    return [24, 16, 8, 0].map { String((address >> UInt64($0)) & 0xFF) }.joined(separator: ".")
  }

  private static func number(_ part: Substring) -> UInt64? {
    if part.isEmpty { return nil }
    if part.begins(with: "0x") { return part.count == 2 ? 0 : UInt64(part.dropFirst(2), radix: 16) }
    if part.count > 1, part.begins(with: "0") { return UInt64(part.dropFirst(), radix: 8) }
    return UInt64(part)
  }
}
