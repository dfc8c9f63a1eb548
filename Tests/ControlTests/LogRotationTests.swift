import GatewayModel
import Host
import TestSupport
import Testing

@testable import Control

/// Long logs: copied, then emptied, each line in one of the files whatever happens in between.
struct LogRotationTests {
  private func world(rotateAt: Int = 10, kept: Int = 2) throws -> (
    TemporaryPlace, GatehousePaths, LogRotation
  ) {
    let place = try TemporaryPlace()
    let paths = GatehousePaths(home: place.path, config: nil, system: Machine.live().system)
    var settings = GatehouseConfig.Logs()
    settings.rotateAt = rotateAt
    settings.kept = kept
    #expect(Machine.live().files.makeDirectory(paths.locks, 0o700) == nil)
    #expect(Machine.live().files.makeDirectory(paths.logs, 0o700) == nil)
    return (place, paths, LogRotation(paths: paths, files: Machine.live().files, settings: settings))
  }

  private func text(_ path: String) -> String? {
    guard case .success(let bytes) = Machine.live().files.read(path, 1 << 20) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func put(_ path: String, _ text: String) {
    #expect(Machine.live().files.write(path, text, 0o600) == nil)
  }

  @Test(arguments: [("0123456789", false), ("0123456789a", true), ("", false)])
  func `only what is longer than the limit is put aside`(text: String, isPut: Bool) throws {
    let (place, paths, rotation) = try world()
    defer { place.remove() }
    let log = paths.logs + "/a.log"
    put(log, text)
    #expect(rotation.rotate(log) == nil)
    #expect(self.text(log + ".1") == (isPut ? text : nil))
    #expect(self.text(log) == (isPut ? "" : text))
    #expect(self.text(log + ".0") == nil)
  }

  @Test func `older logs move up by one, and what is older than the last kept one goes`() throws {
    let (place, paths, rotation) = try world(kept: 2)
    defer { place.remove() }
    let log = paths.logs + "/a.log"
    for number in 1...4 {
      put(log, "log number \(number)")
      #expect(rotation.rotate(log) == nil)
    }
    #expect(text(log + ".1") == "log number 4")
    #expect(text(log + ".2") == "log number 3")
    #expect(text(log + ".3") == nil)
  }

  @Test func `a copy that a Gatehouse did not live to put in its place is not written over`() throws {
    let (place, paths, rotation) = try world()
    defer { place.remove() }
    let log = paths.logs + "/a.log"
    put(log + ".0", "copied before")
    put(log + ".1", "older")
    put(log, "what came since")
    #expect(rotation.rotate(log) == nil)
    #expect(text(log + ".1") == "what came since")
    #expect(text(log + ".2") == "copied before")
  }

  @Test func `while another Gatehouse is at it nothing is done, and nothing is wrong`() throws {
    let (place, paths, rotation) = try world()
    defer { place.remove() }
    let log = paths.logs + "/a.log"
    put(log, "longer than ten")
    let lock = try Machine.live().files.lock(paths.locks + "/rotate-a.log.lock").get()
    #expect(lock != nil)
    #expect(rotation.rotate(log) == nil)
    #expect(text(log) == "longer than ten")
    withExtendedLifetime(lock) {}
  }

  @Test func `what cannot be moved stops the rotation before anything is emptied`() throws {
    let (place, paths, _) = try world()
    defer { place.remove() }
    let log = paths.logs + "/a.log"
    put(log, "longer than ten")
    put(log + ".0", "copied before")
    var files = Machine.live().files
    files.rename = { _, _ in FileFailure.system("no") }
    var settings = GatehouseConfig.Logs()
    settings.rotateAt = 10
    #expect(LogRotation(paths: paths, files: files, settings: settings).rotate(log)?.description == "no")
    #expect(text(log) == "longer than ten")
    #expect(text(log + ".0") == "copied before")
  }

  @Test func `a log that cannot be copied is as it was`() throws {
    let (place, paths, _) = try world()
    defer { place.remove() }
    let log = paths.logs + "/a.log"
    put(log, "longer than ten")
    put(log + ".1", "older")
    var files = Machine.live().files
    files.copyAndEmpty = { _, _ in FileFailure.system("disk full") }
    var settings = GatehouseConfig.Logs()
    settings.rotateAt = 10
    #expect(
      LogRotation(paths: paths, files: files, settings: settings).rotate(log)?.description == "disk full")
    #expect(text(log) == "longer than ten")
    #expect(text(log + ".1") == "older")
  }
}
