import Foundation

/// Files below `Tests/Fixtures`.
public enum Fixtures {
  public static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  /// The repository itself.
  public static let repository = root.deletingLastPathComponent().deletingLastPathComponent()

  public static func files(in folder: String, extension suffix: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: root.appending(path: folder), includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == suffix }.sorted { $0.path < $1.path }
  }
}
