/// What can be wrong with a text that should be JSON5.
public enum JSON5Problem: Sendable, Hashable {
  /// A comment without an end.
  case commentOpen
  /// An escape in a key that is no `\u`.
  case keyEscape
  /// An escape for a character that a key cannot have.
  case keyEscapedCharacter
  /// Neither a key nor the end of the object.
  case keyOrBraceExpected
  /// A string that its line does not close.
  case stringOpenAtLineEnd
  /// A string that the file does not close.
  case stringOpenAtFileEnd
  /// A backslash at the end of the file.
  case escapeAtFileEnd
  /// An escape of digits.
  case octalEscape
  /// An escape with fewer hexadecimal digits than so many.
  case hexadecimalDigitsExpected(Int)
  /// A number without a digit.
  case digitExpected
  /// An exponent without a digit.
  case exponentDigitExpected
  /// `0x` without a digit.
  case hexadecimalDigitExpected
  /// A character that no number has, right behind one.
  case strangeInNumber
  /// Something behind the only value.
  case moreThanOneValue
  /// Something else than an object.
  case objectExpected
  /// A key without a colon.
  case colonExpected
  /// No comma between two members.
  case commaExpected
  /// The file ends where a value should be.
  case valueAtFileEnd
  /// Something that begins no value.
  case valueExpected
  /// Behind a member neither a comma nor the end of the object.
  case commaOrBraceExpected
  /// Behind an element neither a comma nor the end of the array.
  case commaOrBracketExpected
  /// More levels than so many.
  case tooDeep(limit: Int)
  /// More values than so many.
  case tooManyValues(limit: Int)
  /// The end of the file where something was expected.
  indirect case endsTooEarly(JSON5Problem)

  /// For a person. Quotes nothing of the text.
  public var message: String {
    switch self {
    case .commentOpen: "this comment is never closed"
    case .keyEscape: "only \\u escapes are allowed in a key"
    case .keyEscapedCharacter: "this escape is not allowed in a key"
    case .keyOrBraceExpected: "a key or a closing brace is expected here"
    case .stringOpenAtLineEnd: "the line ends inside a string; its closing quote is missing"
    case .stringOpenAtFileEnd: "the file ends inside a string; its closing quote is missing"
    case .escapeAtFileEnd: "the file ends inside an escape"
    case .octalEscape: "octal escapes are not allowed"
    case .hexadecimalDigitsExpected(let digits): "\(digits) hexadecimal digits are expected here"
    case .digitExpected: "a digit is expected here"
    case .exponentDigitExpected: "a digit is expected in the exponent"
    case .hexadecimalDigitExpected: "a hexadecimal digit is expected here"
    case .strangeInNumber: "this character does not belong in a number"
    case .moreThanOneValue: "only one value is allowed; the file should end here"
    case .objectExpected: "an object is expected here"
    case .colonExpected: "a colon is expected after the key"
    case .commaExpected: "a comma is expected here"
    case .valueAtFileEnd: "the file ends where a value is expected"
    case .valueExpected: "a value is expected here"
    case .commaOrBraceExpected: "a comma or a closing brace is expected here"
    case .commaOrBracketExpected: "a comma or a closing bracket is expected here"
    case .tooDeep(let limit): "nested deeper than \(limit) levels"
    case .tooManyValues(let limit): "it holds more than \(limit) values"
    case .endsTooEarly(let problem): "the file ends too early: \(problem.message)"
    }
  }
}
