import Foundation

/// A directory of a test's own, gone when it is removed.
public struct TemporaryPlace: Sendable {
  /// Links resolved.
  public let path: String

  public init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "gatehouse-place-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.resolvingSymlinksInPath().path
  }

  /// Writes a file, with all missing directories.
  public func write(_ name: String, _ text: String) throws {
    let file = URL(filePath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  public func read(_ name: String) throws -> String {
    try String(decoding: Data(contentsOf: URL(filePath: path + "/" + name)), as: UTF8.self)
  }

  public func remove() { try? FileManager.default.removeItem(atPath: path) }
}
