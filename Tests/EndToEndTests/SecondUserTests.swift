import Control
import Foundation
import GatewayModel
import Host
import Records
import TestSupport
import Testing

/// What another user of this machine tries: to be told a token, to have a process of ours signalled, to have root run a command.
@Suite(.inPlaces, .serialized, .enabled(if: SecondUser.isPossible, "it takes root and setpriv"))
struct SecondUserTests {
  private let host = Machine.live()

  private func owner(_ home: StandInHome) async throws -> Int32? {
    let snapshot = try await home.controller().lookAndAsk()
    return try #require(snapshot.gateways.first { $0.name == "default" }).process?.identity.pid
  }

  private func isFree(_ port: Int) -> Bool { !host.processes.listeners().contains { $0.port == port } }

  // MARK: A token

  @Test func `who takes the port of a gateway that lives on is told no token`() async throws {
    let home = try StandInHome(["default": "hostile: 'port-taken-over', version: '2026.9.4'"])
    defer { home.remove() }
    let port = try #require(home.ports["default"])
    let own = home.path + "/tmp/heard"
    let state = home.path + "/.openclaw"
    try home.launch(
      ["gateway", "run"],
      environment: [
        "OPENCLAW_STATE_DIR": state, "OPENCLAW_CONFIG_PATH": state + "/openclaw.json", "STAND_IN_HEARD": own,
      ])
    let session = try TerminalSession(
      ["--home", home.path], environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp"])
    // It is told its own token, and stops listening.
    #expect(await eventually { heard(own).contains("fake-token-default") && isFree(port) })

    let place = home.path + "/tmp/other"
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    try SecondUser.own(place)
    let thief = try SecondUser.run(
      [StandInHome.gatehouse, "stand-in", "thief", "--port", "\(port)", "--file", place + "/heard"],
      environment: ["TMPDIR": place])
    defer { thief.terminate() }
    #expect(
      await eventually {
        host.processes.listeners().contains { $0.port == port && $0.userID == SecondUser.id }
      })
    #expect(await session.showsLine("default", "port held by"))
    // Several rounds of questions later, too.
    for _ in 0..<5 { #expect(await session.idles()) }
    #expect(!heard(place + "/heard").contains("fake-token"), "\(heard(place + "/heard"))")
    session.type("q")
    #expect(await session.ends())
  }

  private func heard(_ file: String) -> String {
    String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
  }

  // MARK: A signal

  /// Stops and kills what Gatehouse takes for the gateway.
  private func attack(_ home: StandInHome) async throws {
    let controller = try home.controller()
    for action in [ActionKind.stop, .kill] {
      let snapshot = await controller.lookAndAsk()
      let id = try #require(snapshot.gateways.first { $0.name == "default" }).id
      _ = await controller.perform(action, on: id, by: .command)
    }
  }

  @Test(arguments: ["the directory", "the file", "a link to it", "writable by all"])
  func `a lock that another user can write makes nobody an owner`(theirs: String) async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let process = try home.startImpostor()
    let lock = try home.lock(naming: process)
    let folder = home.path + "/tmp/openclaw-\(getuid())"
    let file = folder + "/gateway.0.lock"
    try home.write("tmp/openclaw-\(getuid())/gateway.0.lock", lock)
    chmod(folder, 0o700)
    // Ours it is believed.
    #expect(try await owner(home) == process.processIdentifier)
    switch theirs {
    case "the directory": try SecondUser.own(folder)
    case "the file":
      try SecondUser.own(file)
      chmod(folder, 0o755)
    case "a link to it":
      let place = home.path + "/tmp/theirs"
      try FileManager.default.moveItem(atPath: folder, toPath: place)
      try SecondUser.own(place)
      try FileManager.default.createSymbolicLink(atPath: folder, withDestinationPath: place)
    default: chmod(folder, 0o777)
    }
    #expect(try await owner(home) == nil)
    try await attack(home)
    #expect(process.isRunning)
    process.terminate()
  }

  @Test func `a temporary directory is not taken from another user's process`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let process = try home.startImpostor()
    let lock = try home.lock(naming: process)
    let theirs = home.path + "/theirs"
    try home.write("theirs/openclaw-\(getuid())/gateway.0.lock", lock)
    // Whose lock it is must not decide: it lies in a directory of ours that only their process names.
    chmod(theirs + "/openclaw-\(getuid())", 0o700)
    let port = try FreePorts.take()
    let fake = try SecondUser.run(
      [StandInHome.gatehouse, "stand-in", "squat", "--port", "\(port)", "--title", "openclaw-gateway"],
      environment: ["TMPDIR": theirs, "OPENCLAW_CONFIG_PATH": home.path + "/.openclaw/openclaw.json"])
    defer { fake.terminate() }
    #expect(await eventually { !isFree(port) })
    #expect(try await owner(home) == nil)
    try await attack(home)
    #expect(process.isRunning && fake.isRunning)
    process.terminate()
  }

  @Test func `a set-user-id program that they have started is nobody's gateway`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    try FileManager.default.copyItem(atPath: "/bin/sleep", toPath: home.path + "/node")
    let process = try SecondUser.runSetUserID([home.path + "/node", "60"])
    defer { process.terminate() }
    let pid = process.processIdentifier
    #expect(await eventually { host.processes.facts(pid)?.name == "node" })
    try home.write("tmp/openclaw-\(getuid())/gateway.0.lock", try home.lock(naming: process))
    chmod(home.path + "/tmp/openclaw-\(getuid())", 0o700)
    #expect(try await owner(home) == nil)
    try await attack(home)
    #expect(process.isRunning)
  }

  // MARK: A command

  @Test func `in their home root runs nothing and writes nothing`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let marker = home.path + "/tmp/ran"
    try home.write("planted", "#!/bin/sh\ntouch '\(marker)'\n")
    chmod(home.path + "/planted", 0o755)
    try home.write(".config/gatehouse/config.json5", "{ openclaw: ['\(home.path)/planted'] }")
    try plantRecord(home)
    try SecondUser.own(home.path)

    let session = try TerminalSession(
      ["--home", home.path], environment: ["HOME": home.path, "TMPDIR": home.path + "/tmp"])
    #expect(await session.showsLine("default"))
    #expect(session.has("look only") || session.has("user \(SecondUser.id)"), "\(session.screen.text)")
    await session.press("s")
    #expect(session.has("only looks here"), "\(session.screen.text)")
    session.type("q")
    #expect(await session.ends())

    for arguments in [["start", "default"], ["stop", "default"], ["up", "default"]] {
      let command = try Command(home, arguments)
      #expect(await command.exit() != .exit(0))
      #expect(command.text.contains("belongs to user \(SecondUser.id)"), "\(arguments): \(command.text)")
    }
    let status = try Command(home, ["status"])
    #expect(await status.exit() == .exit(0))
    #expect(status.text.contains("default"))
    #expect(!FileManager.default.fileExists(atPath: marker))
    #expect(try filesOfRoot(home) == [])
  }

  /// As a gateway leaves it that is about to be started again.
  private func plantRecord(_ home: StandInHome) throws {
    let state = home.path + "/.openclaw"
    var record = RunRecord(
      id: "planted", name: "default", stateDir: state, configPath: state + "/openclaw.json", generation: 1,
      phase: .backingOff, bootID: host.system.bootID, port: home.ports["default"] ?? 0,
      command: [home.path + "/planted"],
      logFile: home.path + "/.local/state/gatehouse/logs/default.log", logOffset: 0,
      startedAt: Date().timeIntervalSince1970 - 100)
    record.retryAt = record.startedAt
    #expect(home.runs.write(record) == nil)
  }

  /// What root has made in a home that is not root's; the outputs of commands of this test aside.
  private func filesOfRoot(_ home: StandInHome) throws -> [String] {
    let files = FileManager.default.enumerator(atPath: home.path)?.compactMap { $0 as? String } ?? []
    return files.filter { file in
      !file.hasPrefix("tmp/output-") && host.files.status(home.path + "/" + file)?.userID == 0
    }
  }
}
