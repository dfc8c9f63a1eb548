/// A name ordered as people order names: `p2` before `p10`.
struct NaturalName: Comparable {
  private enum Part: Comparable {
    case number(Int)
    case text(String)
  }

  private let parts: [Part]

  init(_ name: String) {
    var parts: [Part] = []
    var rest = name[...]
    while let first = rest.first {
      let isDigit = first.isASCII && first.isNumber
      let run = rest.prefix { ($0.isASCII && $0.isNumber) == isDigit }
      parts.append(isDigit ? Int(run).map(Part.number) ?? .text(String(run)) : .text(String(run)))
      rest = rest[run.endIndex...]
    }
    self.parts = parts
  }

  static func < (a: NaturalName, b: NaturalName) -> Bool { a.parts.lexicographicallyPrecedes(b.parts) }
}
