import FoundationEssentials

/// Reads what was written as JSON: records, copies, journals. A file may hold anything.
public enum RecordDecoder {
  /// Brackets around one another that a text may have; the records have six at most. Foundation's own limit is 512, and a text that ends
  /// there traps in its search for the place of the error (swift-foundation 6, `JSONError.SourceLocation`).
  private static let depth = 64

  /// Nil for what is no such record.
  public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: some Collection<UInt8>)
    -> Value?
  {
    guard !isDeep(bytes) else { return nil }
    // Why it is none helps nobody: whoever asks says that it is none.
    return try? JSONDecoder().decode(type, from: Data(bytes))
  }

  private static func isDeep(_ bytes: some Collection<UInt8>) -> Bool {
    var (open, isQuoted, isEscaped) = (0, false, false)
    for byte in bytes {
      if isQuoted {
        if !isEscaped, byte == UInt8(ascii: "\"") { isQuoted = false }
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isQuoted = true
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        open += 1
        if open > depth { return true }
      case UInt8(ascii: "]"), UInt8(ascii: "}"): open -= 1
      default: continue
      }
    }
    return false
  }
}
