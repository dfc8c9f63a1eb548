import Foundation
import GatewayModel
import Host
import OpenClaw
import Ports
import Synchronization
import TestSupport
import Testing

@testable import App

/// Homes of demo and drill: their ports, their files, and what is ended with them.
struct HomesTests {
  private func listening(on ports: [Int]) -> Machine {
    var host = Machine.unimplemented
    host.processes.listeners = {
      ports.map { ListeningSocket(address: "0.0.0.0", port: $0, inode: UInt64($0), userID: 0) }
    }
    return host
  }

  // MARK: Ports

  @Test func `nobody listens anywhere in the ranges that are taken`() throws {
    let all = try TemporaryHome.freeBases(36, host: listening(on: []))
    #expect(Set(all).count == all.count)
    // The last CDP port, the control port and the base itself, each of another range.
    let taken = [all[0], all[1] + 2, all[2] + 110]
    let free = try TemporaryHome.freeBases(33, host: listening(on: taken))
    #expect(Set(free) == Set(all[3...]))
    #expect(try TemporaryHome.freeBases(36, host: listening(on: [all[0] + 111, all[0] - 1])) == all)
  }

  @Test func `where too few are free it is said with 69`() throws {
    let all = try TemporaryHome.freeBases(36, host: listening(on: []))
    #expect(throws: Exit(code: 69)) { try TemporaryHome.freeBases(37, host: listening(on: [])) }
    #expect(throws: Exit(code: 69)) { try TemporaryHome.freeBases(2, host: listening(on: Array(all[1...]))) }
  }

  @Test func `they lie far from real gateways and below the kernel's own`() throws {
    for base in try TemporaryHome.freeBases(36, host: listening(on: [])) {
      #expect(base > GatewayPort.devDefault + 110)
      #expect(base + 110 < 32768)
    }
  }

  // MARK: The place

  @Test func `each has a directory of its own that nobody else may see`() throws {
    let (one, other) = (try TemporaryHome("test"), try TemporaryHome("test"))
    defer { other.remove() }
    #expect(one.path != other.path)
    let files = Machine.live().files
    for path in [one.path, one.temporary] {
      #expect(files.status(path)?.kind == .directory)
      #expect(files.status(path)?.mode == 0o700)
    }
    one.remove()
    #expect(files.status(one.path) == nil)
    #expect(files.status(other.path) != nil)
  }

  @Test func `only what was started with its own directory is ended`() throws {
    let home = try TemporaryHome("test")
    defer { home.remove() }
    struct Row { var pid: Int32, user: UInt32, temporary: String? }
    let rows = [
      Row(pid: 10, user: 1000, temporary: home.temporary), Row(pid: 11, user: 1000, temporary: "/tmp"),
      Row(pid: 12, user: 0, temporary: home.temporary), Row(pid: 13, user: 1000, temporary: nil),
      Row(pid: 14, user: 1000, temporary: home.temporary + "/below"),
      Row(pid: 99, user: 1000, temporary: home.temporary),
    ]
    var host = Machine.unimplemented
    host.system.processID = 99
    host.processes.all = {
      rows.map {
        ProcessFacts(identity: ProcessIdentity(pid: $0.pid, startTicks: UInt64($0.pid) * 7), name: "x")
      }
    }
    host.processes.userID = { pid in rows.first { $0.pid == pid }?.user }
    host.processes.environment = { pid in
      rows.first { $0.pid == pid }?.temporary.map { ["TMPDIR": $0] } ?? [:]
    }
    let signalled = Signals()
    host.processes.signal = { target, signal in
      signalled.all.withLock { $0.append("\(target.pid) \(target.startTicks) \(signal)") }
      return true
    }
    home.endRest(host: host)
    #expect(signalled.all.withLock { $0 } == ["10 70 9"])
  }

  private final class Signals: Sendable {
    let all = Mutex<[String]>([])
  }

  // MARK: The demo

  /// Where the variable names assets of its own, those are meant.
  static let hasNoAssets = ProcessInfo.processInfo.environment["GATEHOUSE_ASSETS"] == nil

  @Test(.enabled(if: hasNoAssets), arguments: ["build/assets", "build/share/gatehouse", "assets"])
  func `the demo's files are found above the program, with free ports in them`(folder: String) throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write(
      "\(folder)/demo/.config/gatehouse/config.json5", "{ openclaw: ['@GATEHOUSE@', 'stand-in'] }")
    try place.write(
      "\(folder)/demo/.openclaw/openclaw.json", "@MAIN@ @MAIN_CDP@ @RESCUE@ @WORK@ @LAB@ @MAIN@")
    let program = place.path + "/build/bin/gatehouse"
    let home = try DemoHome(executable: program, host: listening(on: []))
    defer { home.place.remove() }
    let read = { (name: String) in try String(contentsOfFile: home.place.path + name, encoding: .utf8) }
    #expect(try read("/.config/gatehouse/config.json5") == "{ openclaw: ['\(program)', 'stand-in'] }")
    let ports = try read("/.openclaw/openclaw.json").split(separator: " ").compactMap { Int($0) }
    #expect(ports.count == 6)
    #expect(ports[1] == ports[0] + 12)
    #expect(ports[5] == ports[0])
    #expect(Set([ports[0], ports[2], ports[3], ports[4]]).count == 4)
    #expect(home.takenPort == ports[4])
    #expect(FileManager.default.fileExists(atPath: home.place.path + "/.openclaw/workspace"))
  }

  @Test(.enabled(if: hasNoAssets)) func `without its files there is no demo`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    // A folder of that name that is another program's.
    try place.write("assets/demo/readme", "")
    #expect(throws: Exit(code: 74)) {
      try DemoHome(executable: place.path + "/gatehouse", host: listening(on: []))
    }
  }

  @Test func `the demo's main gateway is broken so that it does not parse, and nothing beside it`()
    async throws
  {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let text = "{\n  gateway: { mode: 'local', auth: { mode: 'none' } },\n  browser: {},\n}\n"
    try place.write(".openclaw/openclaw.json", text)
    try place.write(".openclaw-rescue/openclaw.json", text)
    let host = PlayedMachine(clock: ManualClock()).host(home: place.path)
    let session = try Session(home: nil, config: nil, host: host)
    _ = try JSON5Parser.parse(text, file: "before")
    await DemoBreaking(session: session).run()
    let broken = try place.read(".openclaw/openclaw.json")
    #expect(throws: (any Error).self) { try JSON5Parser.parse(broken, file: "after") }
    #expect(broken.count == text.count - 1)
    #expect(try place.read(".openclaw-rescue/openclaw.json") == text)
    // A second time there is no comma left to lose.
    await DemoBreaking(session: session).run()
    #expect(try place.read(".openclaw/openclaw.json") == broken)
  }
}
