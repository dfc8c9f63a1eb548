/// Masks the secrets that Gatehouse has read, in everything that it shows, logs or prints: as they are, escaped as in JSON or in an address,
/// and in base64. Private keys in PEM are masked whether they were read or not.
public struct Redactor: Sendable, Equatable {
  /// What stands in a text in the place of a secret.
  public static let mask = SecretMask.text
  /// Characters. Shorter secrets are not masked: they occur in ordinary words.
  static let shortest = SecretMask.shortest

  /// The bytes of all secrets by their first four: a text is gone through once, however many there are.
  private var secrets: [UInt32: [[UInt8]]] = [:]
  /// Bytes of the longest one.
  private var longest = 0

  /// Of the secrets that were read: from configs, variables and command lines. Those of fewer than four characters are left out.
  public init(_ secrets: Set<String> = []) {
    for secret in secrets where secret.count >= Self.shortest {
      for form in SecretForms.of(secret) {
        longest = max(longest, form.count)
        self.secrets[Self.key(form, at: 0), default: []].append(form)
      }
    }
  }

  /// The text with every occurrence of a secret replaced by the mask; secrets that overlap become one mask.
  /// - Parameter mayGoOn: whether more of it may come: then its end is masked too where a secret could begin with it.
  public func redact(_ text: String, mayGoOn: Bool = false) -> String {
    let bytes = Array(text.utf8)
    var found = PEMBlocks.ranges(in: bytes)
    if !secrets.isEmpty, bytes.count >= Self.shortest {
      found += ranges(in: bytes)
      for decoded in [EscapedText(bytes, .json), EscapedText(bytes, .address)] {
        if let decoded { found += ranges(in: decoded.bytes).map(decoded.place) }
      }
      if mayGoOn, let begun = begun(at: bytes) { found.append(begun) }
    }
    return found.isEmpty ? text : masked(bytes, found)
  }

  private func ranges(in bytes: [UInt8]) -> [Range<Int>] {
    guard bytes.count >= Self.shortest else { return [] }
    var found: [Range<Int>] = []
    for place in 0...(bytes.count - Self.shortest) {
      guard let candidates = secrets[Self.key(bytes, at: place)] else { continue }
      for secret in candidates where bytes[place...].starts(with: secret) {
        found.append(place..<(place + secret.count))
      }
    }
    return found
  }

  /// The end of a text, where it is the beginning of a secret.
  private func begun(at bytes: [UInt8]) -> Range<Int>? {
    let first = max(0, bytes.count - longest)
    for place in first..<max(first, bytes.count - Self.shortest + 1) {
      let rest = bytes[place...]
      let isBegun = secrets[Self.key(bytes, at: place)]?.contains {
        $0.count > rest.count && $0.starts(with: rest)
      }
      if isBegun == true { return place..<bytes.count }
    }
    return nil
  }

  private func masked(_ bytes: [UInt8], _ found: [Range<Int>]) -> String {
    var kept: [UInt8] = []
    // Up to here everything is kept or crossed out; what overlaps is crossed out as one.
    var done = 0
    for range in found.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      if range.lowerBound >= done {
        kept += bytes[done..<range.lowerBound]
        kept += Self.mask.utf8
      }
      done = max(done, range.upperBound)
    }
    return String(decoding: kept + bytes[done...], as: UTF8.self)
  }

  private static func key(_ bytes: [UInt8], at place: Int) -> UInt32 {
    UInt32(bytes[place]) << 24 | UInt32(bytes[place + 1]) << 16 | UInt32(bytes[place + 2]) << 8
      | UInt32(bytes[place + 3])
  }
}
