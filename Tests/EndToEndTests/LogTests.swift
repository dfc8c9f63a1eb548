import Control
import Foundation
import GatewayModel
import Host
import TestSupport
import Testing

/// Logs as files: rotation under a running gateway, OpenClaw's own files, what never leaves them.
@Suite(.serialized, .inPlaces) struct LogTests {
  @Test func `a long log is put aside while the gateway goes on writing, and no line is lost`() async throws {
    let home = try StandInHome(
      ["default": "chatterSeconds: 0.002"], config: "logs: { rotateAtBytes: 4096, keep: 3 }")
    defer { home.remove() }
    let watch = Watch(try home.controller(), as: .up)
    #expect(await eventually { watch.gateway("default") != nil })
    let id = try #require(watch.gateway("default")).id
    #expect(await watch.controller.perform(.start, on: id).isSuccess)
    let log = try #require(home.record("default")).logFile
    #expect(await eventually { FileManager.default.fileExists(atPath: log + ".3") })
    watch.end()
    await watch.ended()
    let names = try FileManager.default.contentsOfDirectory(
      atPath: URL(filePath: log).deletingLastPathComponent().path)
    #expect(names.sorted().count == 4)
    // The same file all the time: the gateway holds it open.
    let inode = home.host.files.status(log)?.inode
    let links = home.living("default").flatMap { process in
      [1, 2].compactMap {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(process.pid)/fd/\($0)")
      }
    }
    #expect(links == [log, log] && home.host.files.status(log)?.inode == inode)
    let text = try [log + ".3", log + ".2", log + ".1", log].map {
      try String(contentsOfFile: $0, encoding: .utf8)
    }
    .joined()
    let numbers = text.split(separator: "\n").filter { $0.contains("heartbeat ") }.compactMap { line in
      line.split(separator: "heartbeat ").last.flatMap { Int($0.prefix { $0.isNumber }) }
    }
    let jumps = zip(numbers, numbers.dropFirst()).filter { $0.1 != $0.0 + 1 }
    // Between the last read and the emptying there is a moment: what falls into it is lost, and it is short.
    #expect(jumps.count <= 1, "\(jumps)")
  }

  @Test func `OpenClaw's own log is found by profile and version, read as lines, and keeps no secret`()
    async throws
  {
    let home = try StandInHome(["default": "", "rescue": "version: '2026.9.4'"])
    defer { home.remove() }
    let folder = "tmp/openclaw-\(getuid())"
    func line(_ text: String) -> String {
      "{\"0\":\"\(text)\",\"_meta\":{\"logLevelName\":\"WARN\",\"date\":\"2026-11-22T10:00:00Z\"}}\n"
    }
    try home.write("\(folder)/openclaw-2026-11-21.log", line("yesterday"))
    try home.write("\(folder)/openclaw-2026-11-22.log", line("shared \\u001b[31mred fake-token-default"))
    try home.write("\(folder)/openclaw-rescue-2026-11-22.log", line("of rescue"))
    let main = try Command(home, ["logs", "default", "--own"])
    #expect(await main.exit() == .exit(0))
    #expect(main.text.contains("2026-11-22 10:00:00 WARN shared red •••"), "\(main.text)")
    #expect(
      !main.text.contains("fake-token") && !main.text.contains("yesterday") && !main.text.contains("\u{1B}"))
    let rescue = try Command(home, ["logs", "rescue"])
    #expect(await rescue.exit() == .exit(0))
    #expect(rescue.text.contains("OpenClaw's own log") && rescue.text.contains("WARN of rescue"))
    let none = try Command(home, ["logs", "rescue", "--own", "--level", "error"])
    #expect(await none.exit() == .exit(0))
    #expect(!none.text.contains("of rescue"))
  }
}
