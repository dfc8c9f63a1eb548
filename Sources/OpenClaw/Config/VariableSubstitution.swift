/// `${NAME}` in string values; `$${NAME}` stays as `${NAME}`. A variable that nothing supplies is left as it stands.
struct VariableSubstitution {
  /// Bytes of one text with its variables filled in: 1 MB.
  static let textLimit = 1 << 20
  /// Bytes of all texts in which something was filled in: 16 MB.
  static let sizeLimit = 16 << 20

  let environment: [String: String]
  private(set) var missing: [String: SourceLocation] = [:]
  private(set) var referenced: Set<String> = []
  private var size = 0

  init(environment: [String: String]) { self.environment = environment }

  /// - Throws: where a text, or all of them together, would become too long.
  mutating func apply(_ node: JSON5Node) throws(ConfigProblem) -> JSON5Node {
    switch node.value {
    case .string(let text):
      guard text.holds("$") else { return node }
      return JSON5Node(.string(try substitute(text, at: node.location)), at: node.location)
    case .array(let items):
      var replaced: [JSON5Node] = []
      for item in items { replaced.append(try apply(item)) }
      return JSON5Node(.array(replaced), at: node.location)
    case .object(let object):
      var replaced = JSON5Object()
      for var member in object.members {
        member.node = try apply(member.node)
        replaced.set(member)
      }
      return JSON5Node(.object(replaced), at: node.location)
    default:
      return node
    }
  }

  private mutating func substitute(_ text: String, at location: SourceLocation) throws(ConfigProblem)
    -> String
  {
    var result = ""
    var rest = text.utf8[...]
    while let dollar = rest.firstIndex(of: UInt8(ascii: "$")) {
      result += Substring(rest[..<dollar])
      rest = rest[dollar...]
      if rest.starts(with: "$${".utf8), let (name, end) = Self.reference(rest.dropFirst()) {
        result += "${\(name)}"
        rest = rest[end...]
      } else if let (name, end) = Self.reference(rest) {
        referenced.insert(name)
        if let value = environment[name], !value.isEmpty {
          result += value
        } else {
          if missing[name] == nil { missing[name] = location }
          result += "${\(name)}"
        }
        rest = rest[end...]
      } else {
        result += "$"
        rest = rest.dropFirst()
      }
      // What the file itself says is bounded by its size.
      if result.utf8.count > max(Self.textLimit, text.utf8.count) {
        throw ConfigProblem(.expansionTooLong(limit: Self.textLimit), at: location)
      }
    }
    result += Substring(rest)
    size += result.utf8.count
    guard size <= Self.sizeLimit else {
      throw ConfigProblem(.expansionTooLong(limit: Self.sizeLimit), at: location)
    }
    return result
  }

  /// The name in `${NAME}` at the start of `text`, and where the reference ends. Looks no further than a name goes.
  private static func reference(_ text: Substring.UTF8View) -> (String, Substring.Index)? {
    guard text.starts(with: "${".utf8) else { return nil }
    let rest = text.dropFirst(2)
    let name = rest.prefix { isUpper($0) || $0 == UInt8(ascii: "_") || isDigit($0) }
    guard let first = name.first, !isDigit(first), name.endIndex < rest.endIndex,
      rest[name.endIndex] == UInt8(ascii: "}")
    else { return nil }
    return (String(Substring(name)), rest.index(after: name.endIndex))
  }

  private static func isUpper(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
