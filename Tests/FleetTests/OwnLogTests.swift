import Foundation
import Host
import OpenClaw
import TestSupport
import Testing

@testable import Records

/// Which of OpenClaw's own log files is a gateway's. Places: openclaw-facts.md section 7.5.
@Suite(.computing) struct OwnLogTests {
  @Test func `before there were files of their own all profiles share one, and that is said`() throws {
    let files = Machine.live().files
    let folder = FileManager.default.temporaryDirectory.appending(path: "gatehouse-own-\(UUID().uuidString)")
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["openclaw-2026-06-01.log", "openclaw-rescue-2026-08-01.log", "openclaw-x.log", "other.log"] {
      try Data("x".utf8).write(to: URL(filePath: folder + "/" + name))
    }
    func find(_ profile: String?, _ version: String?) -> OwnLog? {
      OwnLog.find(
        profile: profile, version: version.flatMap { Version($0) }, configured: nil, directories: [folder],
        files: files, userID: getuid())
    }
    #expect(
      find("rescue", "2026.9.4") == OwnLog(path: folder + "/openclaw-rescue-2026-08-01.log", isShared: false))
    #expect(find("rescue", nil)?.isShared == false)
    #expect(find("rescue", "2026.4.12") == OwnLog(path: folder + "/openclaw-2026-06-01.log", isShared: true))
    #expect(find("work", "2026.9.4")?.isShared == true)
    #expect(find(nil, "2026.9.4") == OwnLog(path: folder + "/openclaw-2026-06-01.log", isShared: false))
    #expect(find(nil, "2026.4.12")?.isShared == true)
  }
}
