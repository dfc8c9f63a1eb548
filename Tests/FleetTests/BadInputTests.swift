import Fleet
import Foundation
import GatewayModel
import Glibc
import Host
import OpenClaw
import TestSupport
import Testing

/// Files as nobody would write them on purpose: one clear word each, and the other gateways as always.
@Suite(.computing) struct BadInputTests {
  /// A home with a good main gateway and whatever the test puts beside it.
  private final class Home: Sendable {
    let path = FileManager.default.temporaryDirectory.appending(path: "gatehouse-bad-\(UUID().uuidString)")
      .path

    init() throws {
      try write(".openclaw/openclaw.json", "{ gateway: { mode: 'local', port: 18789 } }")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func place(_ name: String) throws -> String {
      let file = path + "/" + name
      try FileManager.default.createDirectory(
        atPath: UserPath.parent(file), withIntermediateDirectories: true)
      return file
    }

    func write(_ name: String, _ text: String) throws {
      try Data(text.utf8).write(to: URL(filePath: try place(name)))
    }

    func scan() -> (snapshot: Snapshot, seconds: Double) {
      let host = Machine.live().alone(in: path)
      let paths = GatehousePaths(home: path, config: nil, system: host.system)
      var surveyor = HostScanner(host: host, paths: paths, config: GatehouseConfig())
      let builder = SnapshotBuilder(
        paths: paths, config: GatehouseConfig(), system: host.system, realPath: surveyor.realPath)
      let start = ContinuousClock.now
      let snapshot = builder.build(surveyor.scan(), live: RuntimeState())
      return (snapshot, (ContinuousClock.now - start) / .seconds(1))
    }
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Makes the file at the path.
    var make: @Sendable (String) throws -> Void
    /// What the finding says.
    var says: String
  }

  static let configs: [Bad] = [
    Bad(testDescription: "a pipe", make: { mkfifo($0, 0o600) }, says: "not a regular file"),
    Bad(
      testDescription: "a directory",
      make: { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: true) },
      says: "not a regular file"),
    Bad(
      testDescription: "100 MB",
      make: {
        try Data().write(to: URL(filePath: $0))
        truncate($0, 100 << 20)
      }, says: "larger than 8 MB"),
    Bad(
      testDescription: "100,000 levels deep",
      make: { try Data(String(repeating: "[", count: 100_000).utf8).write(to: URL(filePath: $0)) },
      says: ":1:"),
    Bad(testDescription: "empty", make: { try Data().write(to: URL(filePath: $0)) }, says: ":1:1"),
    Bad(
      testDescription: "invalid UTF-8",
      make: { try Data([0x7B, 0xFF, 0xFE, 0x3A]).write(to: URL(filePath: $0)) }, says: ":1:"),
    Bad(
      testDescription: "a link to itself",
      make: { try FileManager.default.createSymbolicLink(atPath: $0, withDestinationPath: $0) },
      says: "its links lead in a circle"),
    Bad(
      testDescription: "an include of itself",
      make: { try Data("{ gateway: { $include: './openclaw.json' } }".utf8).write(to: URL(filePath: $0)) },
      says: "leads back"),
    Bad(
      testDescription: "an include of a pipe",
      make: {
        mkfifo(UserPath.parent($0) + "/part.json5", 0o600)
        try Data("{ $include: './part.json5' }".utf8).write(to: URL(filePath: $0))
      }, says: "not a regular file"),
    Bad(
      testDescription: "a list", make: { try Data("[1]".utf8).write(to: URL(filePath: $0)) }, says: "object"),
  ]

  @Test(arguments: configs) func `a config that is none is one finding, and main is as always`(_ bad: Bad)
    throws
  {
    let home = try Home()
    try bad.make(try home.place(".openclaw-bad/openclaw.json"))
    let (snapshot, seconds) = home.scan()
    #expect(snapshot.gateways.map(\.name) == ["default", "bad"])
    let errors = snapshot.findings.filter { $0.severity != .info }
    #expect(errors.map(\.code) == [.configInvalid], "\(errors)")
    #expect(errors.first?.names == ["bad"])
    #expect(errors.first?.detail.contains(bad.says) == true, "\(errors.first?.detail ?? "")")
    // Not for ever: nothing waits for a writer, and nothing huge is read.
    #expect(seconds < 10)
  }

  static let units: [Bad] = [
    Bad(testDescription: "a pipe", make: { mkfifo($0, 0o600) }, says: "no regular file"),
    Bad(
      testDescription: "a directory",
      make: { try FileManager.default.createDirectory(atPath: $0, withIntermediateDirectories: true) },
      says: "no regular file"),
    Bad(testDescription: "empty", make: { try Data().write(to: URL(filePath: $0)) }, says: "no ExecStart"),
    Bad(
      testDescription: "binary",
      make: { try Data((0..<4000).map { UInt8(truncatingIfNeeded: $0 &* 7) }).write(to: URL(filePath: $0)) },
      says: "no ExecStart"),
    Bad(
      testDescription: "an environment file that is not there",
      make: {
        try Data(
          "[Service]\nExecStart=/usr/bin/node x.js gateway --port 18789\nEnvironmentFile=/nowhere/x\n".utf8
        )
        .write(to: URL(filePath: $0))
      }, says: "EnvironmentFile /nowhere/x cannot be read"),
  ]

  @Test(arguments: units) func `a unit that is none is a remark, and its gateway is as always`(_ bad: Bad)
    throws
  {
    let home = try Home()
    try bad.make(try home.place(".config/systemd/user/openclaw-gateway.service"))
    let (snapshot, _) = home.scan()
    #expect(snapshot.gateways.map(\.name) == ["default"])
    #expect(snapshot.gateways.first?.plan.gateway.port == 18789)
    #expect(snapshot.verdict == .isolated)
    let found = try #require(snapshot.findings.first { $0.code == .unitUnclear })
    #expect(found.detail.contains(bad.says), "\(found.detail)")
  }

  @Test func `directories and files that come and go while they are read harm nobody`() throws {
    let home = try Home()
    let isDone = Flag()
    let churn = Thread {
      var index = 0
      while !isDone.isSet {
        index += 1
        try? home.write(
          ".openclaw-x\(index % 5)/openclaw.json", "{ gateway: { port: \(20000 + index % 7) } }")
        try? FileManager.default.removeItem(atPath: home.path + "/.openclaw-x\((index + 2) % 5)")
      }
    }
    churn.start()
    defer { isDone.set() }
    for _ in 0..<40 {
      #expect(home.scan().snapshot.gateways.contains { $0.name == "default" && $0.configProblem == nil })
    }
  }

  private final class Flag: @unchecked Sendable {
    // Sound: the value is only touched under the lock.
    private let lock = NSLock()
    private var value = false
    var isSet: Bool { lock.withLock { value } }
    func set() { lock.withLock { value = true } }
  }
}
