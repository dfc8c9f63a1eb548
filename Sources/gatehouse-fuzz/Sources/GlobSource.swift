import Discovery
import OpenClaw

extension FuzzSource {
  /// Patterns in `EnvironmentFile=`: the first line is the pattern, the others are names.
  static let glob = FuzzSource(
    name: "glob", about: "patterns in EnvironmentFile=",
    corpus: {
      Corpus.texts(
        "*.env\na.env\nb.env\nc.conf\n.env", "a?c*\nabc\nac\na日c\nabcd",
        "*a*b*c*d\naaaabbbbccccd\nabcd\nxaybzcd", "**\n\n*\n?")
    },
    dictionary: ["*", "?", "**", "a", "aaaa", "*a", "\n", ".env", "[", "]", "é", "e\u{301}"], largest: 2048,
    run: { input throws(FuzzFault) in
      let lines = String(decoding: input, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false
      ).map(String.init)
      let isName = { (name: String) in
        !name.isEmpty
          && name.unicodeScalars.allSatisfy {
            $0.value > 0x20 && !["/", "\\", "\"", "'", "%", "\u{7F}"].contains($0)
          }
          && name == name.trimmed
      }
      guard let pattern = lines.first, isName(pattern), !pattern.begins(with: "-"), pattern.utf8.count <= 255
      else { return }
      let names = Set(lines.dropFirst().filter(isName)).sorted()
      let unit = UnitParser(home: "/h", read: { _ in "A=1" }, list: { $0 == "/d" ? names : [] })
        .parse(
          name: "openclaw-gateway.service", path: "/u", isUserUnit: false,
          texts: [("/u", "[Service]\nExecStart=/x/openclaw gateway\nEnvironmentFile=/d/\(pattern)\n")])
      guard let unit else { throw FuzzFault("a gateway's unit is none because of a pattern") }
      let isPattern = pattern.holds("*") || pattern.holds("?")
      let wanted =
        isPattern
        ? names.filter { matches(Array($0.unicodeScalars), Array(pattern.unicodeScalars)) } : [pattern]
      let found = unit.environmentFiles.filter { $0.begins(with: "/d/") }.map {
        String(Substring($0.utf8.dropFirst(3)))
      }
      try Hold.same(
        found.sorted().joined(separator: "/"), wanted.sorted().joined(separator: "/"),
        "a pattern takes other files")
    })

  /// The same in a time that the length of both bounds: the last star is the only one that is tried again.
  private static func matches(_ text: [Unicode.Scalar], _ pattern: [Unicode.Scalar]) -> Bool {
    var (place, at) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while place < text.count {
      if at < pattern.count, pattern[at] == "*" {
        star = (at, place)
        at += 1
      } else if at < pattern.count, pattern[at] == "?" || pattern[at] == text[place] {
        at += 1
        place += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        at = last.pattern + 1
        place = last.text + 1
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == "*" }
  }
}
