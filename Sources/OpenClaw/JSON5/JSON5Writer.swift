/// A value as JSON, which every reader of JSON5 understands. Comments and spelling are lost.
public enum JSON5Writer {
  /// Objects over several lines, two blanks deeper each, arrays in one. `indent`: blanks in front of the last brace.
  public static func text(_ node: JSON5Node, indent: Int = 0) -> String {
    let inner = String(repeating: " ", count: indent + 2)
    let outer = String(repeating: " ", count: indent)
    switch node.value {
    case .null: return "null"
    case .bool(let flag): return flag ? "true" : "false"
    case .number(let number): return self.number(number)
    case .string(let text): return quoted(text)
    case .array(let items):
      return "[" + items.map { text($0, indent: indent + 2) }.joined(separator: ", ") + "]"
    case .object(let object):
      if object.members.isEmpty { return "{}" }
      let lines = object.members.map {
        "\(inner)\(quoted($0.key)): \(text($0.node, indent: indent + 2))"
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
    }
  }

  private static func number(_ number: Double) -> String {
    if let whole = Int(exactly: number) { return String(whole) }
    return number.isFinite ? String(number) : number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
  }

  private static func quoted(_ text: String) -> String {
    var out = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x2028 || scalar.value == 0x2029:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out + "\""
  }
}
