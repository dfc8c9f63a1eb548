import Foundation
import TestSupport
import Testing

@testable import gatehouse_fuzz

/// The program itself: a fault of any kind ends a child, and not the run.
@Suite(.inPlaces) struct FuzzRunnerTests {
  /// The built program beside the test bundle.
  private static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "gatehouse-fuzz")

  private func run(_ arguments: [String], in place: TemporaryPlace) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = Self.program
    process.arguments = arguments + ["--out", place.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }

  @Test(arguments: [
    ("self-fault", "an A is there"), ("self-trap", "ended by signal"), ("self-hang", "takes too long"),
  ])
  func `a fault is found, made small, written down and shown again`(source: String, words: String) throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let found = try run([source, "--runs", "400", "--seconds", "0.3"], in: place)
    #expect(found.code == 1)
    #expect(found.output.contains("FAULT in \(source)") && found.output.contains(words), "\(found.output)")
    let files = try FileManager.default.contentsOfDirectory(atPath: place.path).filter {
      $0.hasSuffix(".bin")
    }
    #expect(files.count == 1)
    let file = try #require(files.first)
    #expect(FileManager.default.contents(atPath: place.path + "/" + file) == Data("A".utf8))
    let again = try run([source, "--replay", place.path + "/" + file, "--seconds", "0.3"], in: place)
    #expect(again.code == 1 && again.output.contains(words), "\(again.output)")
  }

  @Test func `a run without a fault says what it has done`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let run = try run(["lock", "--runs", "200"], in: place)
    #expect(run.code == 0)
    #expect(run.output.contains("200 runs") && run.output.contains("0 faults"), "\(run.output)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.path).isEmpty)
  }

  @Test func `what is no source and no option is said to be so`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    #expect(try run(["nothing"], in: place).code == 64)
    #expect(try run(["lock", "--runs", "many"], in: place).code == 64)
    #expect(try run(["list"], in: place).output.contains("screen-keys"))
  }
}
