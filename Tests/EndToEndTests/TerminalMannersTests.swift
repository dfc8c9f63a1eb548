import Foundation
import TestSupport
import Testing

/// How the dashboard ends, whatever ends it: with which status, how the terminal is left and what it says.
@Suite(.onlyByName("TerminalManners"), .inPlaces) struct TerminalMannersTests {
  enum Cause {
    case key(String)
    case signal(Int32)
    /// A real fault of the program: its kind and its thread, as `GATEHOUSE_FAULT` takes them.
    case fault(String)
  }

  struct Row: CustomTestStringConvertible {
    var name: String
    var cause: Cause
    var status: Int32
    /// What the restored terminal and the report say of a crash; nil for an end in order.
    var crash: String?

    var testDescription: String { name }
  }

  static let inOrder: [Row] =
    [Row(name: "q", cause: .key("q"), status: 0)]
    + [
      ("TERM", SIGTERM), ("HUP", SIGHUP), ("INT", SIGINT), ("QUIT", SIGQUIT), ("USR1", SIGUSR1),
      ("USR2", SIGUSR2), ("ALRM", SIGALRM), ("VTALRM", SIGVTALRM), ("PROF", SIGPROF), ("XCPU", SIGXCPU),
      ("XFSZ", SIGXFSZ), ("IO", SIGIO), ("PWR", SIGPWR), ("STKFLT", SIGSTKFLT),
    ].map { Row(name: $0.0, cause: .signal($0.1), status: 128 + $0.1) }

  static let crashes: [Row] =
    [
      ("SIGSEGV", SIGSEGV), ("SIGABRT", SIGABRT), ("SIGBUS", SIGBUS), ("SIGFPE", SIGFPE), ("SIGILL", SIGILL),
      ("SIGTRAP", SIGTRAP), ("SIGSYS", SIGSYS),
    ].map { Row(name: $0.0, cause: .signal($0.1), status: 70, crash: $0.0) }

  /// Only a debug build can be made to have them.
  static let faults: [Row] =
    ["screen", "control", "pool"].flatMap { thread in
      [("overflow", "SIGSEGV"), ("trap", "Fatal error: Index out of range"), ("abort", "SIGABRT")]
        .map { kind, words in
          Row(
            name: "\(kind) in \(thread)", cause: .fault("\(kind):\(thread)"), status: 70, crash: words)
        }
    }

  private func open(_ home: StandInHome, _ cause: Cause) throws -> TerminalSession {
    var environment = ["HOME": home.path, "TMPDIR": home.path + "/tmp"]
    if case .fault(let fault) = cause { environment["GATEHOUSE_FAULT"] = fault }
    return try TerminalSession(["--home", home.path], environment: environment)
  }

  private func reports(_ home: StandInHome) throws -> [String] {
    let directory = home.path + "/.local/state/gatehouse/crashes"
    guard FileManager.default.fileExists(atPath: directory) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: directory).map { directory + "/" + $0 }
  }

  private func run(_ row: Row) async throws {
    let home = try StandInHome(["default": ""], config: "mouse: true")
    defer { home.remove() }
    let session = try open(home, row.cause)
    if case .fault = row.cause {
      // It strikes by itself, once the dashboard is idle.
    } else {
      #expect(await session.idles())
      #expect(session.screen.isAlternate && !session.screen.isCursorShown)
      #expect(session.screen.isKeypadOn && session.screen.isMouseOn)
    }
    switch row.cause {
    case .key(let keys): session.type(keys)
    case .signal(let signal): kill(session.pid, signal)
    case .fault: break
    }
    #expect(await session.ends())
    #expect(session.ending == row.status)
    #expect(session.isGivenBack)
    #expect(session.screen.unknown.isEmpty, "\(session.screen.unknown)")
    let reports = try reports(home)
    guard let crash = row.crash else {
      #expect(reports.isEmpty)
      #expect(!session.has("fault"))
      return
    }
    // A long line is broken by the terminal.
    let said = session.screen.text.split(separator: "\n").joined()
    #expect(said.contains("gatehouse: ended by a fault of its own (SIG"), "\(session.screen.text)")
    #expect(said.contains(crash))
    let report = try #require(reports.first)
    #expect(reports.count == 1)
    #expect(said.contains("gatehouse: the gateways go on; a report without secrets is \(report)"))
    let text = try String(contentsOfFile: report, encoding: .utf8)
    #expect(text.hasPrefix("gatehouse ") && text.contains(crash))
    // Where it happened: at least the handler, who called it and the thread's beginning.
    #expect(text.split(separator: "\n").filter { $0.hasSuffix("]") }.count > 3)
    #expect(!text.contains("fake-token"))
  }

  @Test(arguments: inOrder)
  func `in order, the terminal is given back and the status says why`(_ row: Row) async throws {
    try await run(row)
  }

  @Test(arguments: crashes)
  func `by a crash, the restored terminal says so and where the report lies`(_ row: Row) async throws {
    try await run(row)
  }

  #if DEBUG
    @Test(arguments: faults)
    func `by a real fault, in whatever thread it happens`(_ row: Row) async throws {
      try await run(row)
    }
  #endif
}
