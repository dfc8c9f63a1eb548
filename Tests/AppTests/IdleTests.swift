import Foundation
import Synchronization
import TestSupport
import Testing

@testable import App

/// What tells a program that drives the dashboard whether anything is still to come.
@Suite struct IdleTests {
  @Test func `nothing is under way when all that began has ended, and it is said once`() {
    let said = Mutex(0)
    let work = Undertakings { said.withLock { $0 += 1 } }
    #expect(work.isNone)
    work.begin()
    work.begin()
    work.end()
    #expect(!work.isNone && said.withLock { $0 } == 0)
    work.end()
    #expect(work.isNone && said.withLock { $0 } == 1)
  }

  @Test func `the mark tells busy or idle, and how many keys were read`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let file = place.path + "/idle"
    let mark = try #require(IdleMark(environment: ["GATEHOUSE_IDLE": file]))
    func text() throws -> String { try String(contentsOfFile: file, encoding: .utf8) }
    mark.set(isIdle: false, keys: 0)
    #expect(try text() == "b 0\n")
    mark.set(isIdle: true, keys: 12)
    #expect(try text() == "i 12\n")
  }

  @Test func `without a name, or with a link in its place, nothing is written`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("kept", "as it is")
    let link = place.path + "/link"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: place.path + "/kept")
    for environment in [[:], ["GATEHOUSE_IDLE": ""], ["GATEHOUSE_IDLE": link]] {
      let mark = IdleMark(environment: environment)
      mark?.set(isIdle: true, keys: 1)
      #expect(mark == nil)
    }
    #expect(try String(contentsOfFile: place.path + "/kept", encoding: .utf8) == "as it is")
  }
}
