import Control
import Foundation
import GatewayModel
import Host
import TestSupport
import Testing

@Suite(.inPlaces) struct LogFollowerTests {
  private func follow(_ pieces: [String], secrets: Set<String> = []) throws -> [String] {
    let path = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    _ = FileManager.default.createFile(atPath: path, contents: nil)
    let handle = try #require(FileHandle(forWritingAtPath: path))
    var follower = LogFollower(path: path, files: Machine.live().files, redactor: Redactor(secrets))
    var lines: [String] = []
    for piece in pieces {
      try handle.write(contentsOf: Data(piece.utf8))
      lines += try follower.next().get().lines
    }
    return lines
  }

  @Test func `lines come when they are whole`() throws {
    #expect(try follow(["one\ntw", "o\nthr", "ee\n"]) == ["one", "two", "three"])
  }

  @Test func `a secret that arrives in two halves, or where a line is cut, is crossed out all the same`()
    throws
  {
    #expect(try follow(["a SEKR", "ET-1 b\n"], secrets: ["SEKRET-1"]) == ["a ••• b"])
    let long = String(repeating: "x", count: 70_000)
    let lines = try follow([long + "TOK", "EN-12345\nnext\n"], secrets: ["TOKEN-12345"])
    #expect(!lines.joined().contains("TOK") && lines.last == "next")
  }

  @Test func `a line without an end does not grow without end`() throws {
    let piece = String(repeating: "y", count: 100_000)
    let lines = try follow([piece, piece, piece, "end\nafter\n"])
    #expect(lines.allSatisfy { $0.utf8.count <= LogText.lineLimit })
    #expect(lines.last == "after")
  }
}
