/// Columns that text takes on a terminal. Own table, so that screens are the same on every machine.
public enum TextWidth {
  /// 0 for marks and controls, 2 for East Asian wide and emoji, else 1.
  public static func of(_ scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value < 0x300 { return value < 0x20 || (0x7F..<0xA0).contains(value) || value == 0xAD ? 0 : 1 }
    // Dashes, arrows, boxes and signs: looked up often, and none of them a mark.
    if (0x2070..<0x2E80).contains(value) && !(0x20D0...0x20FF).contains(value) {
      return isWide(value) ? 2 : 1
    }
    if isZero(scalar) { return 0 }
    return isWide(value) ? 2 : 1
  }

  /// Whether every scalar is known to stand in a cell of its own, so that characters need not be put together first.
  static func isSimple(_ text: String) -> Bool {
    text.unicodeScalars.allSatisfy { scalar in
      let value = scalar.value
      if value < 0x300 { return value >= 0x20 }
      return alone.contains { $0.contains(value) } && of(scalar) > 0 && !scalar.properties.isGraphemeExtend
    }
  }

  /// Scripts and signs whose letters never join the one before: Greek, Cyrillic, Armenian, more of Latin, punctuation, arrows and boxes,
  /// Chinese, Japanese, Korean, and their wide forms. Others (Arabic, Indic, Thai, emoji) are put together.
  private static let alone: [ClosedRange<UInt32>] = [
    0x370...0x58F, 0x1E00...0x1FFF, 0x2010...0x27FF, 0x2900...0x2E7F, 0x3000...0x9FFF, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFF01...0xFFE6,
  ]

  /// The columns of a whole text as the grid draws it.
  public static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    if isSimple(text) { return text.unicodeScalars.reduce(0) { $0 + of($1) } }
    return text.reduce(0) { $0 + Cluster($1).width }
  }

  /// Whether a text has room in so many columns. Of a long one only the beginning is looked at.
  public static func fits(_ text: String, in width: Int) -> Bool { columns(text[...], atMost: width) != nil }

  /// The columns of a text; nil where they are more than `most`.
  static func columns(_ text: Substring, atMost most: Int) -> Int? {
    guard most >= 0 else { return nil }
    // No character takes more columns than it has bytes.
    if text.utf8.count <= max(most, 256) {
      let columns = of(String(text))
      return columns <= most ? columns : nil
    }
    var used = 0
    var isASCII = true
    for byte in text.utf8 {
      isASCII = byte >= 0x20 && byte < 0x7F
      if !isASCII { break }
      used += 1
      if used > most { return nil }
    }
    if isASCII { return used }
    used = 0
    for character in text {
      used += Cluster(character).width
      if used > most { return nil }
    }
    return used
  }

  private static func isZero(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control, .lineSeparator, .paragraphSeparator: true
    default: (0x1160...0x11FF).contains(scalar.value)
    }
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x23E9...0x23EC, 0x23F0...0x23F0, 0x23F3...0x23F3, 0x25FD...0x25FE,
    0x2614...0x2615, 0x2648...0x2653, 0x267F...0x267F, 0x2693...0x2693, 0x26A1...0x26A1, 0x26AA...0x26AB,
    0x26BD...0x26BE, 0x26C4...0x26C5, 0x26CE...0x26CE, 0x26D4...0x26D4, 0x26EA...0x26EA, 0x26F2...0x26F3,
    0x26F5...0x26F5, 0x26FA...0x26FA, 0x26FD...0x26FD, 0x2705...0x2705, 0x270A...0x270B, 0x2728...0x2728,
    0x274C...0x274C, 0x274E...0x274E, 0x2753...0x2755, 0x2757...0x2757, 0x2795...0x2797, 0x27B0...0x27B0,
    0x27BF...0x27BF, 0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2B55...0x2B55, 0x2E80...0x303E, 0x3041...0x33FF,
    0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
    0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1B000...0x1B2FF,
    0x1F004...0x1F004, 0x1F0CF...0x1F0CF, 0x1F18E...0x1F18E, 0x1F191...0x1F19A, 0x1F200...0x1F320,
    0x1F32D...0x1F335, 0x1F337...0x1F37C, 0x1F37E...0x1F393, 0x1F3A0...0x1F3CA, 0x1F3CF...0x1F3D3,
    0x1F3E0...0x1F3F0, 0x1F3F4...0x1F3F4, 0x1F3F8...0x1F43E, 0x1F440...0x1F440, 0x1F442...0x1F4FC,
    0x1F4FF...0x1F53D, 0x1F54B...0x1F54E, 0x1F550...0x1F567, 0x1F57A...0x1F57A, 0x1F595...0x1F596,
    0x1F5A4...0x1F5A4, 0x1F5FB...0x1F64F, 0x1F680...0x1F6C5, 0x1F6CC...0x1F6CC, 0x1F6D0...0x1F6D2,
    0x1F6D5...0x1F6D7, 0x1F6DC...0x1F6DF, 0x1F6EB...0x1F6EC, 0x1F6F4...0x1F6FC, 0x1F7E0...0x1F7EB,
    0x1F90C...0x1F93A, 0x1F93C...0x1F945, 0x1F947...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD,
  ]

  private static func isWide(_ value: UInt32) -> Bool {
    if value < 0x1100 { return false }
    var low = 0
    var high = wide.count - 1
    while low <= high {
      let middle = (low + high) / 2
      if value < wide[middle].lowerBound {
        high = middle - 1
      } else if value > wide[middle].upperBound {
        low = middle + 1
      } else {
        return true
      }
    }
    return false
  }
}

/// What one character becomes in a cell: one base of width 1 or 2 and up to four marks of width 0.
///
/// Terminals disagree about joined emoji and variation selectors, so of those only the first base is drawn.
struct Cluster {
  var base: Unicode.Scalar
  var marks: [Unicode.Scalar] = []
  /// Columns; 0 where there is nothing to draw.
  var width: Int

  init(_ character: Character) {
    let scalars = character.unicodeScalars
    guard let base = scalars.first(where: { TextWidth.of($0) > 0 }) else {
      self.base = " "
      width = 0
      return
    }
    self.base = base
    width = TextWidth.of(base)
    if scalars.count > 1 {
      marks = Array(
        scalars.filter { mark in
          mark.properties.generalCategory == .nonspacingMark && mark != "\u{FE0F}" && mark != "\u{FE0E}"
        }.prefix(4))
    }
  }
}
