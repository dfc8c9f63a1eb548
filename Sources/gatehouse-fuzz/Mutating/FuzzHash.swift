/// FNV-1a over bytes: short names for inputs, and seeds from names.
enum FuzzHash {
  static func of(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 14_695_981_039_346_656_037
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
    return hash
  }

  /// Twelve hexadecimal digits.
  static func name(_ bytes: [UInt8]) -> String {
    let digits = String(of(bytes) >> 16, radix: 16)
    return String(repeating: "0", count: 12 - digits.count) + digits
  }
}
