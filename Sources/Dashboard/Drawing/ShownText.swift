import Canvas

/// Free text from outside as a pane shows it: a reason, a message or a line of a command may be of any length.
enum ShownText {
  /// Bytes of one text that are shown.
  static let limit = 4 << 10

  /// The beginning of a text that is longer, with how much is left out.
  static func cut(_ text: String) -> String {
    let bytes = text.utf8
    guard bytes.count > limit else { return text }
    var end = bytes.index(bytes.startIndex, offsetBy: limit)
    while end.samePosition(in: text.unicodeScalars) == nil { end = bytes.index(before: end) }
    let left = bytes.distance(from: end, to: bytes.endIndex)
    return "\(text[..<end]) (and \(left) more bytes)"
  }

  /// The same as lines of at most `width` columns.
  static func wrap(_ text: String, width: Int) -> [String] { TextCut.wrap(cut(text), width: width) }
}
