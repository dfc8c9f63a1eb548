/// Marks such as `/`, `=` and `:` are found by bytes here, as the kernel, systemd, shells and browsers find them. Swift's own search goes by
/// characters: for it a `/` with a combining mark behind is another character than `/`, and so is a line end behind a carriage return.
extension Substring {
  /// The pieces between marks.
  /// - Parameter mark: an ASCII character.
  public func parts(
    at mark: Unicode.Scalar, maxSplits: Int = .max, omittingEmptySubsequences: Bool = true
  ) -> [Substring] {
    utf8.split(
      separator: UInt8(ascii: mark), maxSplits: maxSplits,
      omittingEmptySubsequences: omittingEmptySubsequences
    ).map { Substring($0) }
  }

  /// Where a mark stands first.
  /// - Parameter mark: an ASCII character.
  public func place(of mark: Unicode.Scalar) -> Index? { utf8.firstIndex(of: UInt8(ascii: mark)) }

  /// Where a mark stands last.
  /// - Parameter mark: an ASCII character.
  public func lastPlace(of mark: Unicode.Scalar) -> Index? { utf8.lastIndex(of: UInt8(ascii: mark)) }

  /// What stands before the first of some ASCII marks; all of it where there is none.
  public func head(before marks: StaticString) -> Substring {
    let wanted = marks.withUTF8Buffer { Array($0) }
    return Substring(utf8.prefix { !wanted.contains($0) })
  }

  /// What stands behind a mark.
  /// - Parameter place: of an ASCII character of this text.
  public func rest(behind place: Index) -> Substring { Substring(utf8[utf8.index(after: place)...]) }

  /// What stands behind these bytes; nil where the text does not begin with them.
  public func rest(behind prefix: String) -> Substring? {
    utf8.starts(with: prefix.utf8) ? Substring(utf8.dropFirst(prefix.utf8.count)) : nil
  }

  /// What stands before these bytes; nil where the text does not end with them.
  public func rest(before suffix: String) -> Substring? {
    let count = suffix.utf8.count
    return utf8.suffix(count).elementsEqual(suffix.utf8) ? Substring(utf8.dropLast(count)) : nil
  }

  /// What is left without so many bytes at the beginning, which are ASCII.
  public func withoutBytes(_ count: Int) -> Substring { Substring(utf8.dropFirst(count)) }

  /// Whether the text begins with these bytes.
  public func begins(with prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

  /// Whether the text ends with these bytes.
  public func ends(with suffix: String) -> Bool { utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) }
}

extension StringProtocol where SubSequence == Substring {
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

extension String {
  /// The pieces between marks.
  /// - Parameter mark: an ASCII character.
  public func parts(
    at mark: Unicode.Scalar, maxSplits: Int = .max, omittingEmptySubsequences: Bool = true
  ) -> [Substring] {
    self[...].parts(at: mark, maxSplits: maxSplits, omittingEmptySubsequences: omittingEmptySubsequences)
  }

  /// Where a mark stands first.
  /// - Parameter mark: an ASCII character.
  public func place(of mark: Unicode.Scalar) -> Index? { self[...].place(of: mark) }

  /// Where a mark stands last.
  /// - Parameter mark: an ASCII character.
  public func lastPlace(of mark: Unicode.Scalar) -> Index? { self[...].lastPlace(of: mark) }

  /// What stands before the first of some ASCII marks; all of it where there is none.
  public func head(before marks: StaticString) -> Substring { self[...].head(before: marks) }

  /// What stands behind a mark.
  /// - Parameter place: of an ASCII character of this text.
  public func rest(behind place: Index) -> Substring { self[...].rest(behind: place) }

  /// What stands behind these bytes; nil where the text does not begin with them.
  public func rest(behind prefix: String) -> Substring? { self[...].rest(behind: prefix) }

  /// What stands before these bytes; nil where the text does not end with them.
  public func rest(before suffix: String) -> Substring? { self[...].rest(before: suffix) }

  /// What is left without so many bytes at the beginning, which are ASCII.
  public func withoutBytes(_ count: Int) -> Substring { self[...].withoutBytes(count) }

  /// Whether the text begins with these bytes.
  public func begins(with prefix: String) -> Bool { self[...].begins(with: prefix) }

  /// Whether the text ends with these bytes.
  public func ends(with suffix: String) -> Bool { self[...].ends(with: suffix) }
}
