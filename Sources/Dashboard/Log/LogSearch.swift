/// Finding text in a line, whatever its case.
enum LogSearch {
  /// The parts of a line, those that match marked.
  static func parts(_ line: String, _ wanted: String) -> [(text: String, isMatch: Bool)] {
    let characters = Array(line)
    let text = characters.map { $0.lowercased() }
    let needle = wanted.map { $0.lowercased() }
    guard !needle.isEmpty, text.count >= needle.count else { return [(line, false)] }
    var parts: [(String, Bool)] = []
    var plain = 0
    var place = 0
    while place + needle.count <= text.count {
      if text[place..<(place + needle.count)].elementsEqual(needle) {
        if plain < place { parts.append((String(characters[plain..<place]), false)) }
        parts.append((String(characters[place..<(place + needle.count)]), true))
        place += needle.count
        plain = place
      } else {
        place += 1
      }
    }
    if plain < characters.count { parts.append((String(characters[plain...]), false)) }
    return parts
  }

  static func matches(_ line: String, _ wanted: String) -> Bool {
    line.lowercased().contains(wanted.lowercased())
  }
}
