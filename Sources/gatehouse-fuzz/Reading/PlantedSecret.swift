/// A secret that is easily found again where it must not be.
enum PlantedSecret {
  static let text = "S3CR3T-fuzz-0123456789"
  private static let bytes = Array(text.utf8)
  /// What stands in front of it where a config keeps it.
  private static let heads = [
    "token: \"", "password: \"", "token: '", "password: '", "botToken: '", "OPENAI_API_KEY: \"",
  ].map {
    Array($0.utf8)
  }

  static func isIn(_ text: String) -> Bool { Array(text.utf8).holds(bytes) }

  /// Whether an input holds it, and only, whole, as the value of a key that speaks of a secret, in its quotes: what a mutation has put
  /// elsewhere, as a key or behind a harmless one, is no secret any more.
  static func isInPlace(_ input: [UInt8]) -> Bool {
    var place = 0
    var found = false
    while let first = input.firstPlace(of: bytes, from: place) {
      found = true
      let end = first + bytes.count
      guard let head = heads.first(where: { input[..<first].suffix($0.count).elementsEqual($0) }),
        end < input.count,
        input[end] == head.last
      else { return false }
      // A colon behind it makes a key of it.
      let next = input[(end + 1)...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
      if next == 0x3A { return false }
      place = end
    }
    return found
  }
}
