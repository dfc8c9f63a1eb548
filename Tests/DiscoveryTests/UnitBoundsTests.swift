import Host
import OpenClaw
import Synchronization
import TestSupport
import Testing

@testable import Discovery
@testable import GatewayModel

/// Units that would be read for ever, or until memory is out: reading ends, and what was not read is said.
@Suite(.computing) struct UnitBoundsTests {
  private static let name = "openclaw-gateway-work.service"

  private func parse(
    _ service: String, names: [String] = [], read: @escaping @Sendable (String) -> String? = { _ in nil }
  ) -> UnitFile? {
    UnitParser(home: "/h", read: read, exists: { read($0) != nil }, list: { $0 == "/d" ? names : [] })
      .parse(
        name: Self.name, path: "/u/\(Self.name)", isUserUnit: true,
        texts: [("/u/\(Self.name)", "[Service]\n" + service)])
  }

  private static let start = "ExecStart=/usr/bin/openclaw gateway"

  @Test(arguments: ["*" + String(repeating: "*", count: 40) + "Z", String(repeating: "a*", count: 30) + "b"])
  func `a pattern that fits nowhere is tried in few steps`(pattern: String) {
    let unit = parse(
      "\(Self.start)\nEnvironmentFile=/d/\(pattern)", names: [String(repeating: "a", count: 200)])
    #expect(unit?.environmentFiles == [])
  }

  @Test func `a pattern that is longer than any name is refused, and it is said`() {
    let unit = parse("\(Self.start)\nEnvironmentFile=/d/*\(String(repeating: "a", count: 300))", names: ["a"])
    #expect(unit?.port == nil && unit?.portDoubt != nil)
    #expect(unit?.problems.contains { $0.contains("pattern") } == true)
  }

  @Test func `dollars without a closing brace stand for themselves, and are looked at once`() {
    let word = String(repeating: "${", count: 60_000)
    #expect(parse("\(Self.start) --x \(word)")?.arguments.last == word)
  }

  @Test(arguments: [
    "Environment=A=\(String(repeating: "x", count: 60_000))\n\(start) --port \(String(repeating: "${A}", count: 20))",
    "Environment=A=\(String(repeating: "x", count: 60_000))\n\(start) --x \(String(repeating: "${A} ", count: 20))",
    "Environment=\"A=\(String(repeating: "x ", count: 20_000))\"\n\(start) --x $A",
    "\(start) --x \(String(repeating: "%n", count: 100_000))",
    "\(start) --x \(String(repeating: "x ", count: 20_000))",
    "\(start) --x \(String(repeating: "%N ", count: 60_000))",
    "\(start) --x ${\(String(repeating: "A", count: 300))}",
  ])
  func `words that come to more than is read are not known`(service: String) {
    let unit = parse(service)
    #expect(unit?.arguments.contains(where: StartCommand.isUnknown) == true)
    #expect(unit?.port == nil && unit?.portDoubt != nil)
    #expect(unit?.arguments.reduce(0) { $0 + $1.utf8.count } ?? 0 < 2 << 20)
  }

  @Test func `variables that come to more than is read leave all of them open`() {
    let line = "Environment=A=\(String(repeating: "%n", count: 20_000))\n"
    let unit = parse(
      Self.start + "\n" + String(repeating: line, count: 10) + "Environment=OPENCLAW_GATEWAY_PORT=20001")
    #expect(unit?.port == nil && unit?.openVariables != nil)
    #expect(unit?.problems.isEmpty == false)
  }

  @Test func `of a long command line only the first scripts are read`() {
    let reads = Mutex(0)
    let words = (0..<500).map { "/opt/\($0)" }.joined(separator: " ")
    _ = UnitParser(
      home: "/h",
      read: { _ in
        reads.withLock { $0 += 1 }
        return nil
      }
    ).parse(
      name: "bot.service", path: "/u/bot.service", isUserUnit: true,
      texts: [("/u/bot.service", "[Service]\n# openclaw\nExecStart=/usr/bin/env \(words)")])
    #expect(reads.withLock { $0 } < 15)
  }

  @Test func `lines without end that pass or unset variables are read once`() {
    let lines = (0..<60_000).map { "PassEnvironment=A\($0)\nUnsetEnvironment=B\($0)\n" }.joined()
    let unit = parse("\(Self.start)\n\(lines)Environment=B59999=x\nPassEnvironment=OPENCLAW_GATEWAY_PORT")
    #expect(unit?.environment == [:] && unit?.openVariables?.contains("OPENCLAW_GATEWAY_PORT") == true)
  }

  @Test func `files of variables without end are given up, and it is said`() {
    let reads = Mutex(0)
    let many = (0..<5000).map { "EnvironmentFile=/e/\($0)\n" }.joined()
    let unit = parse("\(Self.start)\n\(many)") { path in
      if path.hasPrefix("/e/") { reads.withLock { $0 += 1 } }
      return path.hasPrefix("/e/") ? "A=1\n" : nil
    }
    // Each is asked for once to be read.
    #expect(reads.withLock { $0 } <= 400)
    #expect(unit?.port == nil && unit?.openVariables != nil)
    #expect(unit?.problems.contains { $0.contains("files of variables") } == true)
    let large = parse("\(Self.start)\nEnvironmentFile=/e/large") { _ in
      String(repeating: "#", count: 17 << 20)
    }
    #expect(large?.openVariables?.contains("MB") == true)
  }

  @Test func `of the lines that systemd ignores a few are named, and the others counted`() {
    let text = (0..<100).map { "export A\($0)=1\n" }.joined()
    let problem = parse("\(Self.start)\nEnvironmentFile=/e") { $0 == "/e" ? text : nil }?.problems.first ?? ""
    #expect(problem.contains("export A7`") && !problem.contains("export A8") && problem.contains("92 more"))
  }

  @Test func `more files of a manager's variables than are read leave all of them open`() {
    let names = (0..<300).map { "\(1000 + $0).conf" }
    let unit = UnitParser(
      home: "/h", read: { $0.hasSuffix(".conf") ? "A=1\n" : nil }, exists: { _ in false },
      list: { $0 == "/etc/environment.d" ? names : [] }
    ).parse(
      name: Self.name, path: "/u", isUserUnit: true, texts: [("/u", "[Service]\n\(Self.start)")])
    #expect(unit?.openVariables?.contains("environment.d") == true)
  }

  @Test func `more drop-ins than are read leave open what a unit sets`() {
    let directory = "/h/.config/systemd/user"
    var files = [
      "\(directory)/\(Self.name)": "[Service]\n\(Self.start)\nEnvironment=OPENCLAW_GATEWAY_PORT=20001\n"
    ]
    for number in 0..<201 {
      files["\(directory)/\(Self.name).d/\(1000 + number).conf"] = "[Service]\nEnvironment=A=\(number)\n"
    }
    let host = ChangingFiles(files).host()
    var reader = UnitReader(host: host, paths: GatehousePaths(home: nil, config: nil, system: host.system))
    let unit = reader.read(services: []).first
    #expect(unit?.port == nil && unit?.problems.contains { $0.contains("drop-ins") } == true)
  }

  @Test func `many files are noted once each`() {
    let recorder = FileRecorder()
    for _ in 0..<2 { for number in 0..<40_000 { recorder.note("/a/very/long/path/to/somewhere/\(number)") } }
    #expect(recorder.all.count == 40_000)
    recorder.note("/B\u{fc}ro")
    recorder.note("/Bu\u{308}ro")
    #expect(recorder.all.count == 40_002)
  }

  @Test func `links through thousands of directories are given up, and the path stands for itself`() {
    var host = Machine.unimplemented
    let below = String(repeating: "/x", count: 1990)
    host.files.link = { path in
      guard path.hasPrefix("/c"), let number = Int(path.dropFirst(2)), number < 40 else { return nil }
      return "/c\(number + 1)" + below
    }
    let paths = RealPaths(host.files)
    #expect(paths.resolved("/c0/y") == "/c0/y")
    #expect(paths.resolved("/c39/y") == "/c40" + below + "/y")
  }

  @Test func `a mark behind the first slash does not keep a path from being resolved`() {
    var host = Machine.unimplemented
    host.files.link = { $0.isSameBytes(as: "/\u{308}a") ? "/b" : nil }
    #expect(RealPaths(host.files).resolved("/\u{308}a/c") == "/b/c")
  }
}
