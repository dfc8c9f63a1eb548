/// The `meta` block that OpenClaw keeps in a config. Newer versions take a file that has lost it for damaged and put their own
/// copy in its place (design, issue 5).
public enum ConfigMeta {
  private static let key = "meta"

  /// A config's text with the `meta` block of another one.
  /// - Parameter current: the text whose block is kept; where it has none, or cannot be read, `text` stays as it is.
  public static func keep(in text: String, of current: String) -> String {
    guard let block = member(current), let kept = spliced(block, into: text) else { return text }
    // Only where the result is the same config apart from the block; otherwise the text keeps its own.
    guard let before = try? JSON5Parser.parse(text, file: ""),
      // What cannot be read with the other block keeps its own.
      let after = try? JSON5Parser.parse(kept, file: ""),
      JSON5Writer.text(without(before)) == JSON5Writer.text(without(after))
    else { return text }
    return kept
  }

  private static func without(_ node: JSON5Node) -> JSON5Node {
    JSON5Node(.object(node.object?.without(key) ?? JSON5Object()), at: node.location)
  }

  private static func member(_ text: String) -> [Unicode.Scalar]? {
    guard let range = range(text) else { return nil }
    return Array(Array(text.unicodeScalars)[range])
  }

  /// Of equal keys the last one counts.
  private static func range(_ text: String) -> Range<Int>? {
    // Nil also for a text that does not parse.
    (try? JSON5Parser.rootMembers(text))?.last { $0.key == key }?.range
  }

  private static func spliced(_ block: [Unicode.Scalar], into text: String) -> String? {
    var scalars = Array(text.unicodeScalars)
    if let range = range(text) {
      scalars.replaceSubrange(range, with: block)
    } else {
      // A text that does not parse is left as it is.
      guard let members = try? JSON5Parser.rootMembers(text) else { return nil }
      // In front of the first member, or in the empty braces.
      let comma: [Unicode.Scalar] = members.isEmpty ? [] : [",", "\n", " ", " "]
      guard let place = members.first?.range.lowerBound ?? scalars.firstIndex(of: "{").map({ $0 + 1 })
      else { return nil }
      scalars.insert(contentsOf: block + comma, at: place)
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return String(result)
  }
}
