/// Variables as the kernel keeps them.
enum EnvironmentText {
  /// `NAME=VALUE`; nil without the sign. By bytes: behind the sign a combining mark may stand.
  static func pair(_ text: String) -> (name: String, value: String)? {
    guard let equals = text.utf8.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    return (String(text[..<equals]), String(Substring(text.utf8[text.utf8.index(after: equals)...])))
  }
}
