/// Marks such as `/`, `=` and `:` are found by bytes here, as the kernel, systemd, shells and browsers find them. Swift's own search goes by
/// characters: for it a `/` with a combining mark behind is another character than `/`, and so is a line end behind a carriage return.
extension StringProtocol where SubSequence == Substring {
  /// The pieces between marks.
  /// - Parameter mark: an ASCII character.
  public func parts(
    at mark: Unicode.Scalar, maxSplits: Int = .max, omittingEmptySubsequences: Bool = true
  ) -> [Substring] {
    self[...].utf8.split(
      separator: UInt8(ascii: mark), maxSplits: maxSplits,
      omittingEmptySubsequences: omittingEmptySubsequences
    ).map { Substring($0) }
  }

  /// Where a mark stands first.
  /// - Parameter mark: an ASCII character.
  public func place(of mark: Unicode.Scalar) -> String.Index? {
    self[...].utf8.firstIndex(of: UInt8(ascii: mark))
  }

  /// Where a mark stands last.
  /// - Parameter mark: an ASCII character.
  public func lastPlace(of mark: Unicode.Scalar) -> String.Index? {
    self[...].utf8.lastIndex(of: UInt8(ascii: mark))
  }

  /// What stands before the first of some ASCII marks; all of it where there is none.
  public func head(before marks: StaticString) -> Substring {
    let wanted = marks.withUTF8Buffer { Array($0) }
    return Substring(self[...].utf8.prefix { !wanted.contains($0) })
  }

  /// What stands behind a mark.
  /// - Parameter place: of an ASCII character of this text.
  public func rest(behind place: String.Index) -> Substring {
    let bytes = self[...].utf8
    return Substring(bytes[bytes.index(after: place)...])
  }

  /// What stands behind these bytes; nil where the text does not begin with them.
  public func rest(behind prefix: String) -> Substring? {
    begins(with: prefix) ? withoutBytes(prefix.utf8.count) : nil
  }

  /// What stands before these bytes; nil where the text does not end with them.
  public func rest(before suffix: String) -> Substring? {
    ends(with: suffix) ? Substring(self[...].utf8.dropLast(suffix.utf8.count)) : nil
  }

  /// What is left without so many bytes at the beginning, which are ASCII.
  public func withoutBytes(_ count: Int) -> Substring { Substring(self[...].utf8.dropFirst(count)) }

  /// Whether the text begins with these bytes.
  public func begins(with prefix: String) -> Bool { self[...].utf8.starts(with: prefix.utf8) }

  /// Whether the text ends with these bytes.
  public func ends(with suffix: String) -> Bool {
    self[...].utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  /// What stands behind the first `://`; nil where there is none.
  var behindScheme: Substring? {
    var rest = self[...]
    while let place = rest.place(of: ":") {
      rest = rest.rest(behind: place)
      if let behind = rest.rest(behind: "//") { return behind }
    }
    return nil
  }
}
