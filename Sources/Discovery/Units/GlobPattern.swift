import OpenClaw

/// The patterns that a unit may name files by. Source: glob(7).
enum GlobPattern {
  /// The files of a name that may hold `*` and `?` in its last part, sorted; the name itself where it holds none.
  /// - Parameter list: the names in a directory.
  static func files(_ path: String, list: (String) -> [String]) -> [String] {
    let name = UserPath.name(path)
    guard name.contains("*") || name.contains("?") else { return [path] }
    let directory = UserPath.parent(path)
    return list(directory).filter { matches(Array($0)[...], Array(name)[...]) }.sorted()
      .map { "\(directory)/\($0)" }
  }

  private static func matches(_ text: ArraySlice<Character>, _ pattern: ArraySlice<Character>) -> Bool {
    guard let first = pattern.first else { return text.isEmpty }
    if first == "*" {
      return matches(text, pattern.dropFirst()) || !text.isEmpty && matches(text.dropFirst(), pattern)
    }
    guard let character = text.first, first == "?" || first == character else { return false }
    return matches(text.dropFirst(), pattern.dropFirst())
  }
}
