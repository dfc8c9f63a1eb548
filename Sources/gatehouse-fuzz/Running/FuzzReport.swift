import Foundation

/// What a person reads of a run.
enum FuzzReport {
  private static let widths = [17, 13, 9, 44, 8, 0]

  static func row(_ cells: [String]) -> String {
    zip(cells, widths).map { cell, width in cell + String(repeating: " ", count: max(1, width - cell.count)) }
      .joined().trimmingCharacters(in: .whitespaces)
  }

  static func time(_ nanoseconds: Int) -> String {
    nanoseconds < 1_000_000 ? "\(nanoseconds / 1000) µs" : "\(nanoseconds / 1_000_000) ms"
  }

  static func print(_ found: FuzzRun.Found, of source: String, seed: UInt64, index: Int) {
    say("FAULT in \(source): \(found.outcome.text)")
    for line in found.trap { say("  \(line)") }
    say("  input \(index) of seed \(seed), now \(found.input.count) bytes: \(excerpt(found.input))")
    say("  again: gatehouse-fuzz \(source) --replay \(found.file)")
  }

  /// Bytes as a Swift literal would have them.
  static func excerpt(_ bytes: [UInt8]) -> String {
    let shown = bytes.prefix(200).map { byte -> String in
      switch byte {
      case 0x0A: "\\n"
      case 0x0D: "\\r"
      case 0x5C: "\\\\"
      case 0x20..<0x7F: String(UnicodeScalar(byte))
      default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return shown.joined() + (bytes.count > 200 ? " …" : "")
  }

  /// At once, also into a pipe.
  static func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
}
