/// A text with its escapes resolved, and where each byte of it stands in the text as it is written.
struct EscapedText {
  enum Kind {
    /// `\n`, `\"`, `\u0041`, as in JSON and in most languages.
    case json
    /// `%41`, and `+` for a blank, as in addresses and forms.
    case address
  }

  private(set) var bytes: [UInt8] = []
  /// For each byte where it begins; one more for the end.
  private var places: [Int] = []

  /// Nil where nothing is escaped.
  init?(_ text: [UInt8], _ kind: Kind) {
    let marks: [UInt8] = kind == .json ? [UInt8(ascii: "\\")] : [UInt8(ascii: "%"), UInt8(ascii: "+")]
    guard text.contains(where: marks.contains) else { return nil }
    bytes.reserveCapacity(text.count)
    places.reserveCapacity(text.count + 1)
    var index = 0
    while index < text.count {
      let (resolved, length) = kind == .json ? Self.json(text, index) : Self.address(text, index)
      for byte in resolved {
        bytes.append(byte)
        places.append(index)
      }
      index += length
    }
    places.append(text.count)
  }

  /// Where a range of the resolved text stands in the written one.
  func place(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    // One escape may stand for several bytes.
    while end < bytes.count, end > 0, places[end] == places[end - 1] { end += 1 }
    return places[range.lowerBound]..<places[end]
  }

  private static func json(_ text: [UInt8], _ index: Int) -> ([UInt8], Int) {
    guard text[index] == UInt8(ascii: "\\"), index + 1 < text.count else { return ([text[index]], 1) }
    switch text[index + 1] {
    case UInt8(ascii: "n"): return ([10], 2)
    case UInt8(ascii: "r"): return ([13], 2)
    case UInt8(ascii: "t"): return ([9], 2)
    case UInt8(ascii: "x"):
      return number(text, index + 2, digits: 2).map { ([UInt8(truncatingIfNeeded: $0)], 4) } ?? (
        [text[index + 1]], 2
      )
    case UInt8(ascii: "u"):
      guard let first = number(text, index + 2, digits: 4) else { return ([text[index + 1]], 2) }
      if let scalar = Unicode.Scalar(first) { return (Array(String(Character(scalar)).utf8), 6) }
      // Half of a pair: the other half follows.
      guard index + 7 < text.count, text[index + 6] == UInt8(ascii: "\\"),
        text[index + 7] == UInt8(ascii: "u"),
        let second = number(text, index + 8, digits: 4), (0xD800..<0xDC00).contains(first),
        (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
      else { return ([UInt8(ascii: "?")], 6) }
      return (Array(String(Character(scalar)).utf8), 12)
    default: return ([text[index + 1]], 2)
    }
  }

  private static func address(_ text: [UInt8], _ index: Int) -> ([UInt8], Int) {
    if text[index] == UInt8(ascii: "+") { return ([32], 1) }
    guard text[index] == UInt8(ascii: "%"), let value = number(text, index + 1, digits: 2) else {
      return ([text[index]], 1)
    }
    return ([UInt8(truncatingIfNeeded: value)], 3)
  }

  private static func number(_ text: [UInt8], _ start: Int, digits: Int) -> UInt32? {
    guard start + digits <= text.count else { return nil }
    var value: UInt32 = 0
    for byte in text[start..<(start + digits)] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else { return nil }
      value = value * 16 + UInt32(digit)
    }
    return value
  }
}
