import OpenClaw

/// The patterns that a unit may name files by. Source: glob(7).
enum GlobPattern {
  /// A longer pattern is refused: no name of a file is longer.
  private static let lengthLimit = 255

  /// The files of a name that may hold `*` and `?` in its last part, sorted; the name itself where it holds none.
  /// - Parameter list: the names in a directory.
  /// - Returns: nil for a pattern that is too long.
  static func files(_ path: String, list: (String) -> [String]) -> [String]? {
    let name = UserPath.name(path)
    guard name.utf8.contains(where: { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }) else {
      return [path]
    }
    guard name.utf8.count <= lengthLimit else { return nil }
    let directory = UserPath.parent(path)
    return list(directory).filter { matches($0, name) }.sorted().map { "\(directory)/\($0)" }
  }

  /// Whether a name is one of those that a pattern means; a pattern that is too long means none.
  static func matches(_ name: String, _ pattern: String) -> Bool {
    guard pattern.utf8.count <= lengthLimit else { return false }
    let (name, pattern) = (Array(name.unicodeScalars), Array(pattern.unicodeScalars))
    var (place, mark) = (0, 0)
    // Where the last star stands, and what of the name it was last tried to end before. Whatever an earlier one could take as well,
    // the last one takes.
    var star: Int?
    var taken = 0
    while place < name.count {
      if mark < pattern.count, pattern[mark] == "*" {
        star = mark
        taken = place
        mark += 1
      } else if mark < pattern.count, pattern[mark] == "?" || pattern[mark] == name[place] {
        place += 1
        mark += 1
      } else if let star {
        taken += 1
        place = taken
        mark = star + 1
      } else {
        return false
      }
    }
    return pattern[mark...].allSatisfy { $0 == "*" }
  }
}
