import Host
import OpenClaw

/// The files in which one gateway's credentials lie, each read and parsed once, however many accounts name it.
struct TokenFiles {
  /// A token file may be this large: 64 KB.
  static let limit = 64 << 10

  let files: Machine.Files
  private var texts: [ByteText: String?] = [:]
  private var nodes: [ByteText: JSON5Node?] = [:]

  init(files: Machine.Files) { self.files = files }

  /// Nil for a file that cannot be read, or is too large.
  mutating func text(_ path: String) -> String? {
    if let known = texts[path.bytes] { return known }
    var text: String?
    if case .success(let bytes) = files.read(path, Self.limit) {
      text = String(decoding: bytes, as: UTF8.self)
    }
    texts[path.bytes] = .some(text)
    return text
  }

  /// What a file holds as JSON; nil also where it is torn.
  mutating func node(_ path: String) -> JSON5Node? {
    if let known = nodes[path.bytes] { return known }
    // A file that cannot be parsed counts as missing.
    let node = text(path).flatMap { try? JSON5Parser.parse($0, file: path) }
    nodes[path.bytes] = .some(node)
    return node
  }
}
