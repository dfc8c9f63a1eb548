import Foundation
import TestSupport
import Testing

/// Numbers that a person or an environment may give to the built program, whatever they are.
@Suite(.serialized, .inPlaces) struct HugeNumberTests {
  @Test func `as many lines of a log as anybody asks for are what is there`() async throws {
    let home = try StandInHome(["default": "version: '2026.9.4'"])
    defer { home.remove() }
    let folder = "tmp/openclaw-\(getuid())"
    try home.write("\(folder)/openclaw-2026-11-22.log", "{\"0\":\"first\"}\n{\"0\":\"second\"}\n")
    for count in ["9223372036854775807", "36028797018963968", "262145"] {
      let command = try Command(home, ["logs", "default", "-n", count])
      #expect(await command.exit() == .exit(0), "\(count): \(command.text)")
      #expect(command.text.contains("first") && command.text.contains("second"))
      #expect(!command.text.contains("are read"))
    }
    let none = try Command(home, ["logs", "default", "-n", "9223372036854775808"])
    #expect(await none.exit() == .exit(64))
  }

  @Test func `a log of which not all could be looked at is said to be longer`() async throws {
    let home = try StandInHome(["default": "version: '2026.9.4'"])
    defer { home.remove() }
    let folder = "tmp/openclaw-\(getuid())"
    let line = "{\"0\":\"" + String(repeating: "x", count: 60_000) + "\"}\n"
    try home.write("\(folder)/openclaw-2026-11-22.log", String(repeating: line, count: 40))
    let some = try Command(home, ["logs", "default", "-n", "30"])
    #expect(await some.exit() == .exit(0))
    #expect(some.text.contains("only its last 1 MB are read"))
    let enough = try Command(home, ["logs", "default", "-n", "10"])
    #expect(await enough.exit() == .exit(0))
    #expect(!enough.text.contains("are read"))
  }

  @Test(arguments: ["9223372036854775807", "1001", "-9223372036854775808"])
  func `the port map is drawn, however wide the terminal is said to be`(columns: String) async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let command = try Command(home, ["ports"], environment: ["COLUMNS": columns])
    #expect(await command.exit() == .exit(0), "\(command.text)")
    #expect(command.text.contains("Port map"))
  }

  @Test func `a port of a process that is none leaves it unknown`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    // What a gateway of this home would look like that was started so, and waits.
    let node = home.path + "/tmp/node"
    try FileManager.default.copyItem(atPath: "/bin/bash", toPath: node)
    let (process, input) = (Process(), Pipe())
    process.executableURL = URL(filePath: node)
    process.arguments = ["-c", "read x; exit", "openclaw", "gateway", "--port", "9223372036854775807"]
    process.environment = ["HOME": home.path, "PATH": "/usr/bin:/bin"]
    process.standardInput = input
    try process.run()
    defer {
      // Its end is all that it waits for.
      try? input.fileHandleForWriting.close()
      process.waitUntilExit()
    }
    for words in [["status"], ["check"], ["ports"], ["plan"], ["status", "--json"]] {
      let command = try Command(home, words)
      let ending = await command.exit()
      #expect([.exit(0), .exit(1), .exit(2)].contains(ending), "\(words): \(command.text)")
      let isTold = ["check", "ports"].contains(words[0])
      #expect(command.text.contains("9223372036854775807, is no port") == isTold, "\(command.text)")
    }
  }
}
