/// `${NAME}` in string values; `$${NAME}` stays as `${NAME}`. A variable that nothing supplies is left as it stands.
struct VariableSubstitution {
  let environment: [String: String]
  private(set) var missing: [String: SourceLocation] = [:]
  private(set) var referenced: Set<String> = []

  init(environment: [String: String]) { self.environment = environment }

  mutating func apply(_ node: JSON5Node) -> JSON5Node {
    switch node.value {
    case .string(let text):
      guard text.holds("$") else { return node }
      return JSON5Node(.string(substitute(text, at: node.location)), at: node.location)
    case .array(let items):
      var replaced: [JSON5Node] = []
      for item in items { replaced.append(apply(item)) }
      return JSON5Node(.array(replaced), at: node.location)
    case .object(let object):
      var replaced = JSON5Object()
      for var member in object.members {
        member.node = apply(member.node)
        replaced.set(member)
      }
      return JSON5Node(.object(replaced), at: node.location)
    default:
      return node
    }
  }

  private mutating func substitute(_ text: String, at location: SourceLocation) -> String {
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...]
      if rest.hasPrefix("$${"), let (name, end) = Self.reference(rest.dropFirst()) {
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
    }
    return result + rest
  }

  /// The name in `${NAME}` at the start of `text`, and where the reference ends.
  private static func reference(_ text: Substring) -> (String, Substring.Index)? {
    guard text.hasPrefix("${"), let close = text.firstIndex(of: "}") else { return nil }
    let name = text[text.index(text.startIndex, offsetBy: 2)..<close]
    guard let first = name.utf8.first, isUpper(first) || first == UInt8(ascii: "_"),
      name.utf8.allSatisfy({
        isUpper($0) || $0 == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
      })
    else { return nil }
    return (String(name), text.index(after: close))
  }

  private static func isUpper(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
}
