/// Masks the secrets that Gatehouse has read, in everything that it shows, logs or prints.
public struct Redactor: Sendable, Equatable {
  /// What stands in a text in the place of a secret.
  public static let mask = "•••"
  /// Characters. Shorter secrets are not masked: they occur in ordinary words.
  static let shortest = 4

  /// The bytes of all secrets by their first four: a text is gone through once, however many there are.
  private var secrets: [UInt32: [[UInt8]]] = [:]

  /// Of the secrets that were read: from configs, variables and command lines. Those of fewer than four characters are left out.
  public init(_ secrets: Set<String> = []) {
    for secret in secrets where secret.count >= Self.shortest {
      let bytes = Array(secret.utf8)
      self.secrets[Self.key(bytes, at: 0), default: []].append(bytes)
    }
  }

  /// The text with every occurrence of a secret replaced by the mask; secrets that overlap become one mask.
  public func redact(_ text: String) -> String {
    if secrets.isEmpty || text.utf8.count < Self.shortest { return text }
    let bytes = Array(text.utf8)
    var kept: [UInt8] = []
    // Up to here everything is kept or crossed out; secrets that overlap are crossed out as one.
    var done = 0
    var maskEnd = 0
    for place in 0...(bytes.count - Self.shortest) {
      guard let candidates = secrets[Self.key(bytes, at: place)] else { continue }
      for secret in candidates where bytes[place...].starts(with: secret) {
        if place >= maskEnd {
          kept += bytes[done..<place]
          kept += Self.mask.utf8
        }
        maskEnd = max(maskEnd, place + secret.count)
        done = maskEnd
      }
    }
    if done == 0 { return text }
    return String(decoding: kept + bytes[done...], as: UTF8.self)
  }

  private static func key(_ bytes: [UInt8], at place: Int) -> UInt32 {
    UInt32(bytes[place]) << 24 | UInt32(bytes[place + 1]) << 16 | UInt32(bytes[place + 2]) << 8
      | UInt32(bytes[place + 3])
  }
}
