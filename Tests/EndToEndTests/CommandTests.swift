import Foundation
import TestSupport
import Testing

/// The built program without a terminal: exit codes, and outputs that nobody reads.
@Suite(.inPlaces) struct CommandTests {
  private struct Outcome {
    var code: Int32
    var output: String
    var errors: String
  }

  /// - Parameter shell: a command line in which `gatehouse` is the built program, run in the home.
  private func run(_ shell: String, in home: StandInHome) throws -> Outcome {
    let process = Process()
    let folder = home.path + "/tmp"
    let (output, errors) = (folder + "/out", folder + "/err")
    for file in [output, errors] { _ = FileManager.default.createFile(atPath: file, contents: nil) }
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", "gatehouse() { \(StandInHome.gatehouse) \"$@\"; }; set -o pipefail; \(shell)"]
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": home.path, "TMPDIR": folder, "LANG": "C.UTF-8"]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    try process.run()
    process.waitUntilExit()
    func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }
    return Outcome(code: process.terminationStatus, output: text(output), errors: text(errors))
  }

  @Test(arguments: [
    ("gatehouse status", 0), ("gatehouse", 0), ("gatehouse status --json | python3 -m json.tool", 0),
    ("gatehouse status --nonsense", 64), ("gatehouse start", 64), ("gatehouse --home ''", 64),
    ("gatehouse start nobody", 66), ("gatehouse logs nobody", 66), ("gatehouse declare 1", 66),
    ("gatehouse logs default", 69), ("gatehouse status --home /nowhere", 74),
    ("gatehouse status --config /nowhere", 78), ("gatehouse status > /dev/full", 74),
    ("gatehouse start nobody 2>&-", 66), ("gatehouse demo", 64), ("gatehouse stop default", 0),
  ])
  func `every command ends with the code of its outcome`(command: String, code: Int32) throws {
    let home = try StandInHome(["default": "", "work": ""])
    defer { home.remove() }
    let outcome = try run(command, in: home)
    #expect(outcome.code == code, "\(command): \(outcome.output) \(outcome.errors)")
  }

  @Test func `check ends with its verdict, says what to do, and prints the same findings as JSON`() throws {
    let home = try StandInHome([:])
    defer { home.remove() }
    func config(_ port: Int) -> String {
      "{ gateway: { mode: 'local', port: \(port), auth: { token: 'fake-\(port)' } }, channels: { telegram: { botToken: '\(port):FAKE-bot' } } }"
    }
    try home.write(".openclaw/openclaw.json", config(18789))
    try home.write(".openclaw-lab/openclaw.json", config(19789))
    let apart = try run("gatehouse check", in: home)
    #expect(apart.code == 0 && apart.output.hasPrefix("isolated"), "\(apart.output)")
    #expect(apart.output.contains("✓ derived ports    19791, 19793, CDP 19800-19899"))

    try home.write(".openclaw-lab/openclaw.json", config(18809))
    let near = try run("gatehouse check", in: home)
    #expect(near.code == 1 && near.output.hasPrefix("at-risk: 2 warnings"), "\(near.output)")
    #expect(near.output.contains("→ Move lab to 19789, which is free with all its derived ports"))
    #expect(near.output.contains("✗ derived ports    18811, 18813, CDP 18820-18919  with default"))

    try home.write(".openclaw-lab/openclaw.json", config(18789))
    let same = try run("gatehouse check", in: home)
    #expect(same.code == 2 && same.output.contains("gateway-port-duplicate  default, lab"), "\(same.output)")
    #expect(!same.output.contains("FAKE") && !same.output.contains("fake-"))
    let json = try run("gatehouse check --json", in: home)
    #expect(json.code == 2)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(document["verdict"] as? String == "broken")
    let codes = (document["findings"] as? [[String: Any]] ?? []).compactMap { $0["code"] as? String }
    #expect(codes.contains("gateway-port-duplicate") && codes.contains("telegram-token-shared"), "\(codes)")
    let named = try run("gatehouse check lab", in: home)
    #expect(named.code == 2 && !named.output.contains("\ndefault\n"), "\(named.output)")
    #expect(try run("gatehouse check nobody", in: home).code == 66)
  }

  @Test func `plan says what a base would hit, and proposes bases that hit nothing`() throws {
    let home = try StandInHome([:])
    defer { home.remove() }
    try home.write(".openclaw/openclaw.json", "{ gateway: { mode: 'local', port: 18789 } }")
    let text = try run("gatehouse plan --from 18809", in: home)
    #expect(
      text.code == 0 && text.output.contains("18809-18899  91 of the CDP range of default"), "\(text.output)")
    let json = try run("gatehouse plan --count 3 --json", in: home)
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect((document["proposals"] as? [Any])?.count == 3 && document["asked"] is NSNull)
    for wrong in ["--count 0", "--count x", "--from 0", "--from 70000"] {
      #expect(try run("gatehouse plan \(wrong)", in: home).code == 64, "\(wrong)")
    }
    #expect(try run("gatehouse plan --from 65500", in: home).code == 69)
  }

  @Test func `ports draws the map, also without UTF-8`() throws {
    let home = try StandInHome([:])
    defer { home.remove() }
    try home.write(".openclaw/openclaw.json", "{ gateway: { mode: 'local', port: 18789 } }")
    try home.write(".openclaw-lab/openclaw.json", "{ gateway: { mode: 'local', port: 18809 } }")
    let unicode = try run("gatehouse ports", in: home)
    #expect(unicode.output.contains("Port map: each column is 3 ports") && unicode.output.contains("▓"))
    let plain = try run("LC_ALL=C gatehouse ports", in: home)
    #expect(plain.output.contains("#") && plain.output.unicodeScalars.allSatisfy(\.isASCII))
  }

  @Test func `without a terminal the program prints the roster`() throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let outcome = try run("gatehouse | cat", in: home)
    #expect(outcome.output.contains("NAME") && outcome.output.contains("default  stopped"))
  }

  @Test func `an own config that is wrong is named by line and column`() throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    let named = try run(
      "echo '{ gatways: {} }' > $HOME/bad.json5; gatehouse status --config $HOME/bad.json5", in: home)
    #expect(named.code == 78)
    #expect(named.errors.contains("bad.json5:1:3: Gatehouse knows no such key"))
  }

  @Test func `a reader that goes away ends a restart neither in its middle nor with success unproven`() throws
  {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    #expect(try run("gatehouse start default", in: home).code == 0)
    _ = try run("gatehouse restart default 2>&1 | head -n 1", in: home)
    let after = try run("gatehouse status", in: home)
    #expect(after.output.contains("running"), "\(after.output)")
    #expect(try run("gatehouse stop --all 2>/dev/full", in: home).code == 0)
  }

  @Test func `a config that is a link in a circle or a FIFO keeps its row and is said`() throws {
    for command in ["ln -s openclaw.json openclaw.json", "mkfifo openclaw.json"] {
      let home = try StandInHome(["default": ""])
      defer { home.remove() }
      let outcome = try run(
        "cd $HOME/.openclaw && rm openclaw.json && \(command); gatehouse status; gatehouse start default",
        in: home)
      #expect(
        outcome.output.contains("default") && outcome.output.contains("config wrong"), "\(outcome.output)")
      #expect(outcome.code == 69)
    }
  }

  @Test func `env masks what may be secret, and names what is not passed on`() throws {
    let home = try StandInHome(
      ["default": ""],
      config:
        "gateways: { lab: { configPath: '~/lab.json', stateDir: '~/lab', command: ['/bin/sh', '--token', 'SEKRET-in-command'], environment: { MY_SECRET: 'SEKRET-in-env' } } }"
    )
    defer { home.remove() }
    try Data("{ gateway: { auth: { token: 'SEKRET-in-config' } } }".utf8)
      .write(to: URL(filePath: home.path + "/lab.json"))
    let outcome = try run("OPENCLAW_PROFILE=x gatehouse env lab", in: home)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(!outcome.output.contains("SEKRET"), "\(outcome.output)")
    #expect(outcome.output.contains("not passed on: OPENCLAW_PROFILE"))
  }
}
