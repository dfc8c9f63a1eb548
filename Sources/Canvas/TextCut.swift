/// Text made to fit.
public enum TextCut {
  /// Cut at the end, with an ellipsis.
  public static func end(_ text: String, width: Int, ellipsis: String) -> String {
    if TextWidth.of(text) <= width { return text }
    let room = width - TextWidth.of(ellipsis)
    guard room > 0 else { return prefix(text, width: width) }
    return prefix(text, width: room) + ellipsis
  }

  /// Cut in the middle: of a path the end says most.
  public static func middle(_ text: String, width: Int, ellipsis: String) -> String {
    if TextWidth.of(text) <= width { return text }
    let room = width - TextWidth.of(ellipsis)
    guard room > 2 else { return end(text, width: width, ellipsis: ellipsis) }
    let head = prefix(text, width: room / 3)
    let tail = prefix(String(text.reversed()), width: room - TextWidth.of(head))
    return head + ellipsis + String(tail.reversed())
  }

  /// As many whole characters from the beginning as fit in `width` columns, without an ellipsis.
  public static func prefix(_ text: String, width: Int) -> String {
    var used = 0
    var result = ""
    for character in text {
      let columns = Cluster(character).width
      if used + columns > width { break }
      used += columns
      result.append(character)
    }
    return result
  }

  /// Lines of at most `width` columns, broken at blanks where there are some.
  public static func wrap(_ text: String, width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      var word = String(word)
      let joined = line.isEmpty ? word : line + " " + word
      if TextWidth.of(joined) <= width {
        line = joined
        continue
      }
      if !line.isEmpty { lines.append(line) }
      while TextWidth.of(word) > width {
        let head = prefix(word, width: width)
        if head.isEmpty { break }
        lines.append(head)
        word = String(word.dropFirst(head.count))
      }
      line = word
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }
}

extension String {
  /// With blanks behind it up to a number of columns.
  public func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - TextWidth.of(self)))
  }
}
