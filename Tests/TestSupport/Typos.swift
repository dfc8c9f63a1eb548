/// Texts that are one typing error away from another one.
public enum Typos {
  /// At every place: a character typed too much, one in the place of another, one left out, one doubled, two exchanged.
  /// - Parameter typed: what is typed; `[` is only ever too much.
  public static func of(_ text: String, typed: [Character]) -> [String] {
    let letters = Array(text)
    var edits: [String] = []
    for place in 0...letters.count {
      let (head, tail) = (letters[..<place], letters[place...])
      for letter in typed {
        edits.append(String(head + [letter] + tail))
        if letter != "[", !tail.isEmpty { edits.append(String(head + [letter] + tail.dropFirst())) }
      }
      guard let first = tail.first else { continue }
      edits.append(String(head + tail.dropFirst()))
      edits.append(String(head + [first] + tail))
      if let second = tail.dropFirst().first {
        edits.append(String(head + [second, first] + tail.dropFirst(2)))
      }
    }
    return edits
  }
}
