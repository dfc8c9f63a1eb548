/// Text made to fit. Of a long text only as much is looked at as has room.
public enum TextCut {
  /// Cut at the end, with an ellipsis.
  public static func end(_ text: String, width: Int, ellipsis: String) -> String {
    if TextWidth.fits(text, in: width) { return text }
    let room = width - TextWidth.of(ellipsis)
    guard room > 0 else { return prefix(text, width: width) }
    return prefix(text, width: room) + ellipsis
  }

  /// Cut in the middle: of a path the end says most.
  public static func middle(_ text: String, width: Int, ellipsis: String) -> String {
    if TextWidth.fits(text, in: width) { return text }
    let room = width - TextWidth.of(ellipsis)
    guard room > 2 else { return end(text, width: width, ellipsis: ellipsis) }
    let head = prefix(text, width: room / 3)
    return head + ellipsis + suffix(text, width: room - TextWidth.of(head))
  }

  /// As many whole characters from the beginning as fit in `width` columns, without an ellipsis.
  public static func prefix(_ text: String, width: Int) -> String { String(head(text[...], width: width)) }

  private static func head(_ text: Substring, width: Int) -> Substring {
    var used = 0
    var end = text.startIndex
    while end < text.endIndex {
      used += Cluster(text[end]).width
      if used > width { break }
      end = text.index(after: end)
    }
    return text[..<end]
  }

  /// The same from the end.
  private static func suffix(_ text: String, width: Int) -> Substring {
    var used = 0
    var start = text.endIndex
    while start > text.startIndex {
      let before = text.index(before: start)
      used += Cluster(text[before]).width
      if used > width { break }
      start = before
    }
    return text[start...]
  }

  /// Lines of at most `width` columns, broken at blanks where there are some.
  public static func wrap(_ text: String, width: Int) -> [String] {
    guard width > 0 else { return [] }
    var lines: [String] = []
    var line = ""
    // Columns of `line`.
    var used = 0
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      var word = word
      let room = line.isEmpty ? width : width - used - 1
      if room >= 0, let columns = TextWidth.columns(word, atMost: room) {
        if !line.isEmpty { line += " " }
        used = width - room + columns
        line += word
        continue
      }
      if !line.isEmpty { lines.append(line) }
      var columns = TextWidth.columns(word, atMost: width)
      while columns == nil {
        let head = head(word, width: width)
        if head.isEmpty { break }
        lines.append(String(head))
        word = word[head.endIndex...]
        columns = TextWidth.columns(word, atMost: width)
      }
      line = String(word)
      used = columns ?? TextWidth.of(line)
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
