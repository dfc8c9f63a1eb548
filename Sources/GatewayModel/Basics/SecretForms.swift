/// The texts as which a secret may stand in another text, beside those that escapes make of it (`EscapedText`).
enum SecretForms {
  /// Bytes from which on a form that only is a part of the secret, or made of it, is looked for.
  private static let shortestPart = 8
  /// Of a secret of several lines those of at least so many bytes are secrets too: a key is printed line by line.
  private static let shortestLine = 12

  static func of(_ secret: String) -> [[UInt8]] {
    let bytes = Array(secret.utf8)
    var forms = [bytes]
    let lines = bytes.split(whereSeparator: { $0 == 10 || $0 == 13 }).map(Array.init)
    if lines.count > 1 {
      forms += lines.filter { $0.count >= shortestLine }
      // As text that is shown loses its line ends, or has blanks in their place.
      forms += [Array(lines.joined()), Array(lines.joined(separator: [32]))]
    }
    if bytes.count >= shortestPart {
      for form in (0..<3).map({ base64(bytes, behind: $0) }) where form.count >= shortestPart {
        forms.append(form)
        let urlForm = form.map {
          $0 == UInt8(ascii: "+") ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
        }
        if urlForm != form { forms.append(urlForm) }
      }
    }
    return forms.filter { $0.count >= SecretMask.shortest }
  }

  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The characters of base64 that depend on the secret alone, where it stands behind so many other bytes of a group of three.
  private static func base64(_ bytes: [UInt8], behind: Int) -> [UInt8] {
    var bits = [UInt8](repeating: 0, count: behind) + bytes
    let whole = bits.count * 8 / 6
    bits += [0, 0, 0]
    let text = (0..<whole).map { index in
      let bit = index * 6
      let pair = UInt16(bits[bit / 8]) << 8 | UInt16(bits[bit / 8 + 1])
      return letters[Int(pair >> (10 - UInt16(bit % 8))) & 63]
    }
    return Array(text.dropFirst((behind * 8 + 5) / 6))
  }
}
