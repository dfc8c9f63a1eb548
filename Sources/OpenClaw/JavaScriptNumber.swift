/// JavaScript's number parsing, where OpenClaw's rules depend on it.
enum JavaScriptNumber {
  /// `Number.parseInt(text, 10)`: leading blanks, a sign, then digits; whatever follows is ignored. What is beyond all numbers here
  /// stays a number, the largest.
  static func parseInt(_ text: String) -> Int? {
    var rest = text.drop { $0.isWhitespace }[...]
    var sign = 1
    if let first = rest.first, first == "+" || first == "-" {
      sign = first == "-" ? -1 : 1
      rest = rest.dropFirst()
    }
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    return digits.isEmpty ? nil : (Int(digits) ?? .max) * sign
  }
}
