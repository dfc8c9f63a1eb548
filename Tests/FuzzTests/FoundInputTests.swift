import Foundation
import TestSupport
import Testing

@testable import gatehouse_fuzz

/// Inputs that were at fault once, as `gatehouse-fuzz` has made them small: `Tests/Fixtures/fuzz/SOURCE/*`.
@Suite(.computing) struct FoundInputTests {
  struct Found: CustomTestStringConvertible, Sendable {
    var source: String
    var file: URL

    var testDescription: String { "\(source)/\(file.lastPathComponent)" }
  }

  static let all: [Found] = FuzzSource.all.flatMap { source -> [Found] in
    // Most sources have none.
    let files = (try? Fixtures.files(in: "fuzz/\(source.name)", extension: "bin")) ?? []
    return files.map { Found(source: source.name, file: $0) }
  }

  @Test(arguments: all) func `what was at fault once is not any more`(found: Found) throws {
    let source = try #require(FuzzSource.named(found.source))
    try source.run(Array(try Data(contentsOf: found.file)))
  }

  @Test func `every folder of found inputs is one of a source`() throws {
    let root = Fixtures.root.appending(path: "fuzz").path
    let folders = Set(try FileManager.default.contentsOfDirectory(atPath: root)).subtracting(["README.md"])
    #expect(folders.subtracting(FuzzSource.all.map(\.name)).isEmpty)
  }
}
