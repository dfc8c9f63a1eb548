/// What must hold of what comes out, whatever went in.
enum Hold {
  static func that(_ condition: Bool, _ message: @autoclosure () -> String) throws(FuzzFault) {
    if !condition { throw FuzzFault(message()) }
  }

  /// No control characters, and none that reorder text: what `LogText.clean` promises.
  static func clean(_ text: String, _ what: String) throws(FuzzFault) {
    guard let bad = text.unicodeScalars.first(where: isControl) else { return }
    throw FuzzFault("\(what) is not clean: it holds U+\(String(bad.value, radix: 16, uppercase: true))")
  }

  /// What came out is no larger than so many times what went in, beside a constant.
  static func bounded(_ size: Int, by factor: Int, of input: Int, _ what: String) throws(FuzzFault) {
    if size > factor * (input + 1024) {
      throw FuzzFault("\(what) is out of proportion: \(size) bytes of \(input)")
    }
  }

  /// Two ways to the same, or the same way twice.
  static func same(_ a: String, _ b: String, _ what: String) throws(FuzzFault) {
    if !a.utf8.elementsEqual(b.utf8) { throw FuzzFault("\(what): \(excerpt(a)) and \(excerpt(b))") }
  }

  static func port(_ port: Int?, _ what: String) throws(FuzzFault) {
    if let port, !(1...65535).contains(port) { throw FuzzFault("\(what) is no port: \(port)") }
  }

  /// Absolute, and without empty, `.` and `..` parts.
  static func normalPath(_ path: String, _ what: String) throws(FuzzFault) {
    let parts = path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).dropFirst()
    let isNormal =
      path == "/"
      || path.utf8.first == 0x2F
        && parts.allSatisfy { !$0.isEmpty && !$0.elementsEqual([0x2E]) && !$0.elementsEqual([0x2E, 0x2E]) }
    if !isNormal { throw FuzzFault("\(what) is no normal path: \(excerpt(path))") }
  }

  static func excerpt(_ text: String) -> String {
    let shown = text.unicodeScalars.prefix(60).map {
      isControl($0) ? "\\u{\(String($0.value, radix: 16))}" : String($0)
    }
    return "`\(shown.joined())`\(text.unicodeScalars.count > 60 ? "…" : "")"
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}
