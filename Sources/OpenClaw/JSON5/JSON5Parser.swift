/// Reads JSON5 (json5.org, version 1.0.0) into values that know their place.
///
/// Own code, because no Swift library tells line and column, and those are what an operator with a broken config needs.
public struct JSON5Parser {
  /// Deeper nesting is refused, so that hostile input cannot exhaust the stack.
  public static let depthLimit = 256

  /// More values are refused, so that hostile input cannot fill the memory: each takes some 60 bytes, and a config has a few thousand.
  public static let valueLimit = 500_000

  var scanner: JSON5Scanner
  private var values = 0

  init(scanner: JSON5Scanner) { self.scanner = scanner }

  /// Parses a whole document.
  /// - Parameter file: the name that locations carry.
  /// - Throws: `JSON5Error` at the first character that is wrong.
  public static func parse(_ text: String, file: String) throws(JSON5Error) -> JSON5Node {
    try counted(text, file: file).node
  }

  /// The same, and how many values it holds.
  static func counted(_ text: String, file: String) throws(JSON5Error) -> (node: JSON5Node, values: Int) {
    var parser = JSON5Parser(scanner: JSON5Scanner(text, file: file))
    try parser.scanner.skipBlank()
    let node = try parser.value(depth: 0)
    try parser.scanner.skipBlank()
    if parser.scanner.peek != nil {
      throw parser.scanner.error(.moreThanOneValue)
    }
    return (node, parser.values)
  }

  /// Where the members of a document's object stand: from the key to the end of its value, in Unicode scalars.
  /// - Throws: `JSON5Error` where the text is no object.
  static func rootMembers(_ text: String) throws(JSON5Error) -> [(key: String, range: Range<Int>)] {
    var parser = JSON5Parser(scanner: JSON5Scanner(text, file: ""))
    try parser.scanner.skipBlank()
    guard parser.scanner.take("{") else { throw parser.scanner.error(.objectExpected) }
    var members: [(key: String, range: Range<Int>)] = []
    while true {
      try parser.scanner.skipBlank()
      if parser.scanner.take("}") { return members }
      let start = parser.scanner.offset
      let key = try parser.scanner.key()
      try parser.scanner.skipBlank()
      guard parser.scanner.take(":") else { throw parser.scanner.error(.colonExpected) }
      try parser.scanner.skipBlank()
      _ = try parser.value(depth: 1)
      members.append((key, start..<parser.scanner.offset))
      try parser.scanner.skipBlank()
      if parser.scanner.take("}") { return members }
      guard parser.scanner.take(",") else { throw parser.scanner.error(.commaExpected) }
    }
  }

  private mutating func value(depth: Int) throws(JSON5Error) -> JSON5Node {
    let start = scanner.location
    values += 1
    if values > Self.valueLimit { throw scanner.error(.tooManyValues(limit: Self.valueLimit)) }
    guard let next = scanner.peek else {
      throw scanner.error(.valueAtFileEnd)
    }
    switch next {
    case "{": return JSON5Node(.object(try object(depth: depth)), at: start)
    case "[": return JSON5Node(.array(try array(depth: depth)), at: start)
    case "\"", "'": return JSON5Node(.string(try scanner.string()), at: start)
    case "0"..."9", ".", "+", "-": return JSON5Node(.number(try scanner.number()), at: start)
    default: return JSON5Node(try literal(), at: start)
    }
  }

  private mutating func literal() throws(JSON5Error) -> JSON5Value {
    let words: [(String, JSON5Value)] = [
      ("null", .null), ("true", .bool(true)), ("false", .bool(false)),
      ("Infinity", .number(.infinity)), ("NaN", .number(.nan)),
    ]
    for (word, value) in words where scanner.take(word: word) { return value }
    throw scanner.error(.valueExpected)
  }

  private mutating func object(depth: Int) throws(JSON5Error) -> JSON5Object {
    try enter(depth)
    var object = JSON5Object()
    while true {
      try scanner.skipBlank()
      if scanner.take("}") { return object }
      let keyLocation = scanner.location
      let key = try scanner.key()
      try scanner.skipBlank()
      guard scanner.take(":") else {
        throw scanner.error(orEnd: .colonExpected)
      }
      try scanner.skipBlank()
      let node = try value(depth: depth + 1)
      object.set(.init(key: key, keyLocation: keyLocation, node: node))
      try scanner.skipBlank()
      if scanner.take("}") { return object }
      guard scanner.take(",") else {
        throw scanner.error(orEnd: .commaOrBraceExpected)
      }
    }
  }

  private mutating func array(depth: Int) throws(JSON5Error) -> [JSON5Node] {
    try enter(depth)
    var nodes: [JSON5Node] = []
    while true {
      try scanner.skipBlank()
      if scanner.take("]") { return nodes }
      nodes.append(try value(depth: depth + 1))
      try scanner.skipBlank()
      if scanner.take("]") { return nodes }
      guard scanner.take(",") else {
        throw scanner.error(orEnd: .commaOrBracketExpected)
      }
    }
  }

  private mutating func enter(_ depth: Int) throws(JSON5Error) {
    if depth >= Self.depthLimit {
      throw scanner.error(.tooDeep(limit: Self.depthLimit))
    }
    scanner.advance()
  }
}
