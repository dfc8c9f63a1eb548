import Foundation
import Host
import TestSupport

/// Real files in a directory of the test's own, some of whose functions can be made to fail.
struct RecordPlace {
  let place: TemporaryPlace
  var files = Machine.live().files
  var path: String { place.path }

  init() throws { place = try TemporaryPlace() }

  func remove() { place.remove() }

  func write(_ name: String, _ text: String) throws { try place.write(name, text) }

  func read(_ name: String) throws -> String { try place.read(name) }

  func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder))?.sorted() ?? []
  }

  func mode(_ name: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path + "/" + name)[.posixPermissions] as? Int
  }

  /// A file that claims so many bytes and holds none.
  func makeSparse(_ name: String, bytes: Int) throws {
    try write(name, "")
    let handle = try FileHandle(forWritingTo: URL(filePath: path + "/" + name))
    try handle.truncate(atOffset: UInt64(bytes))
    try handle.close()
  }

  static let full = FileFailure.system("No space left on device")

  /// A disk on which nothing more can be written.
  func full() -> Machine.Files {
    var files = files
    files.write = { _, _, _ in Self.full }
    files.append = { _, _, _ in Self.full }
    return files
  }
}
