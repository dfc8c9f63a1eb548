import GatewayModel
import OpenClaw

/// A JSON document in the order it was built; what is absent is written as `null`.
public indirect enum JSONText: Sendable, Equatable {
  /// `null`: what is absent or not known.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A whole number.
  case int(Int)
  /// Rounded to three decimals; what is not finite is written as `null`.
  case double(Double)
  /// Written in quotes, with control characters as escapes.
  case string(String)
  /// In this order; with an indent still in one line where no item is an object.
  case array([JSONText])
  /// The members in this order; a name that stands twice is written twice.
  case object([(String, JSONText)])

  /// `null` for nil.
  public static func optional(_ text: String?) -> JSONText { text.map(JSONText.string) ?? .null }
  /// `null` for nil.
  public static func optional(_ number: Int?) -> JSONText { number.map(JSONText.int) ?? .null }
  /// `null` for nil.
  public static func optional(_ number: Double?) -> JSONText { number.map(JSONText.double) ?? .null }

  /// One port, or the first and the last of a range.
  public static func ports(_ ports: Finding.Ports) -> JSONText {
    switch ports {
    case .one(let port): .int(port)
    case .range(let range): .array([.int(range.lowerBound), .int(range.upperBound)])
    }
  }

  public static func == (a: JSONText, b: JSONText) -> Bool { a.text() == b.text() }

  /// - Parameter indent: nil for one line.
  public func text(indent: Int? = nil) -> String {
    var out = ""
    write(to: &out, indent: indent, depth: 0)
    return out
  }

  private func write(to out: inout String, indent: Int?, depth: Int) {
    switch self {
    case .null: out += "null"
    case .bool(let flag): out += flag ? "true" : "false"
    case .int(let number): out += String(number)
    case .double(let number):
      // A number so large has no thousandths, and a thousand times as much may be too large to be one.
      let rounded = abs(number) < 1e12 ? (number * 1000).rounded() / 1000 : number
      out += number.isFinite ? String(rounded) : "null"
    case .string(let text): Self.quote(text, to: &out)
    case .array(let items):
      let isFlat = items.allSatisfy { if case .object = $0 { false } else { true } }
      Self.list("[", "]", items, to: &out, indent: isFlat ? nil : indent, depth: depth) { item, out in
        item.write(to: &out, indent: indent, depth: depth + 1)
      }
    case .object(let members):
      Self.list("{", "}", members, to: &out, indent: indent, depth: depth) { member, out in
        Self.quote(member.0, to: &out)
        out += indent == nil ? ":" : ": "
        member.1.write(to: &out, indent: indent, depth: depth + 1)
      }
    }
  }

  private static func list<T>(
    _ open: String, _ close: String, _ items: [T], to out: inout String, indent: Int?, depth: Int,
    _ write: (T, inout String) -> Void
  ) {
    out += open
    for (index, item) in items.enumerated() {
      if index > 0 { out += indent == nil ? "," : ",\n" } else if indent != nil { out += "\n" }
      if let indent { out += String(repeating: " ", count: indent * (depth + 1)) }
      write(item, &out)
    }
    if let indent, !items.isEmpty { out += "\n" + String(repeating: " ", count: indent * depth) }
    out += close
  }

  private static func quote(_ text: String, to out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      // Escaped and not left out: a path is to be found again by it.
      case _ where UnseenCharacters.contains(scalar):
        for unit in String(Character(scalar)).utf16 {
          let digits = String(unit, radix: 16)
          out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        }
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}
