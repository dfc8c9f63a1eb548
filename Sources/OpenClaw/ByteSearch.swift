extension StringProtocol {
  /// Whether some bytes stand anywhere in the text. For short texts asked many times: the standard library's search prepares
  /// tables first, at a hundred times the price of looking.
  public func holds(_ needle: StaticString) -> Bool {
    let count = needle.utf8CodeUnitCount
    guard count > 0, utf8.count >= count else { return false }
    return needle.withUTF8Buffer { wanted in
      let first = wanted[0]
      var rest = utf8[...]
      while let place = rest.firstIndex(of: first) {
        rest = rest[place...]
        if rest.starts(with: wanted) { return true }
        rest = rest.dropFirst()
      }
      return false
    }
  }
}
