/// A secret that is easily found again where it must not be.
enum PlantedSecret {
  static let text = "S3CR3T-fuzz-0123456789"
  private static let bytes = Array(text.utf8)
  /// What stands in front of it where a config keeps it.
  private static let heads = [
    "token: \"", "password: \"", "token: '", "password: '", "botToken: '", "OPENAI_API_KEY: \"",
  ].map { Array($0.utf8) }
  /// The same of the password in an address.
  private static let userHead = Array("://u:".utf8)

  static func isIn(_ text: String) -> Bool { Array(text.utf8).holds(bytes) }

  /// Whether an input holds it, and only, whole, where it is a secret: in its quotes as the value of a key that speaks of one, or as the
  /// password of an address. What a mutation has put elsewhere, as a key or behind a harmless one, is none any more.
  static func isInPlace(_ input: [UInt8]) -> Bool {
    var place = 0
    var found = false
    while let first = input.firstPlace(of: bytes, from: place) {
      let end = first + bytes.count
      guard end < input.count, isValue(input, first, end) || isPassword(input, first, end) else {
        return false
      }
      found = true
      place = end
    }
    return found
  }

  private static func isValue(_ input: [UInt8], _ first: Int, _ end: Int) -> Bool {
    guard let head = heads.first(where: { input[..<first].suffix($0.count).elementsEqual($0) }) else {
      return false
    }
    return input[end] == head.last && !isKey(input[(end + 1)...])
  }

  private static func isPassword(_ input: [UInt8], _ first: Int, _ end: Int) -> Bool {
    guard input[end] == 0x40, input[..<first].suffix(userHead.count).elementsEqual(userHead) else {
      return false
    }
    // Behind whatever may be the end of the address.
    let rest = input[end...].prefix { $0 != 0x0A }
    let quotes = rest.indices.filter { [0x22, 0x27, 0x60].contains(rest[$0]) }
    return quotes.allSatisfy { !isKey(input[($0 + 1)...]) }
  }

  /// Whether a colon follows, which makes a key of what stands in front of it.
  private static func isKey(_ rest: ArraySlice<UInt8>) -> Bool {
    rest.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == 0x3A
  }
}
