/// A text that is compared by its bytes, as the kernel compares paths: Swift's own `==` takes `Büro` composed and decomposed for
/// one, and on Linux they are two directories.
public struct ByteText: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The text as it was given.
  public let text: String

  /// The same text; `String.bytes` reads better.
  public init(_ text: String) { self.text = text }

  public static func == (a: ByteText, b: ByteText) -> Bool { a.text.isSameBytes(as: b.text) }

  /// In the order of the UTF-8 bytes, whatever the language.
  public static func < (a: ByteText, b: ByteText) -> Bool {
    a.text.utf8.lexicographicallyPrecedes(b.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(UInt8(0xFF))
  }

  /// The text.
  public var description: String { text }
}

extension StringProtocol {
  /// Whether two texts are the same bytes.
  public func isSameBytes(as other: some StringProtocol) -> Bool { utf8.elementsEqual(other.utf8) }
}

extension String {
  /// Whether two texts are the same bytes; this one compares them in place.
  public func isSameBytes(as other: String) -> Bool {
    let same = utf8.withContiguousStorageIfAvailable { own in
      other.utf8.withContiguousStorageIfAvailable { own.count == $0.count && own.elementsEqual($0) }
    }
    return (same ?? nil) ?? utf8.elementsEqual(other.utf8)
  }

  /// As a key of a set or dictionary that must tell texts apart by their bytes.
  public var bytes: ByteText { ByteText(self) }
}
