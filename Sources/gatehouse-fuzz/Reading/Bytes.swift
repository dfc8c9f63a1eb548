import Glibc

extension [UInt8] {
  /// Whether other bytes stand anywhere in these.
  func holds(_ other: [UInt8]) -> Bool { firstPlace(of: other, from: 0) != nil }

  /// The first place of other bytes from some place on. By the C library: the standard library's search is a hundred times slower where
  /// nothing is optimised.
  func firstPlace(of other: [UInt8], from start: Int) -> Int? {
    guard let first = other.first else { return nil }
    return withUnsafeBytes { own in
      guard let base = own.baseAddress else { return nil }
      var place = start
      while place + other.count <= own.count {
        let end = own.count - other.count + 1
        guard let found = memchr(base + place, Int32(first), end - place) else { return nil }
        place = UnsafeRawPointer(found) - base
        if memcmp(base + place, other, other.count) == 0 { return place }
        place += 1
      }
      return nil
    }
  }
}
