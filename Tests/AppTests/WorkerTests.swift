import Control
import Dashboard
import GatewayModel
import Host
import OpenClaw
import Records
import Synchronization
import TestSupport
import Testing

@testable import App
@testable import Terminal

/// What the dashboard asks for, carried out beside the screen, and what the screen is told of it.
struct WorkerTests {
  private static let unknown = GatewayID(stateDir: "/none", configPath: "/none/openclaw.json")

  /// A home with one gateway, its session, and the way to a screen that a test reads.
  private struct Desk {
    let place: TemporaryPlace
    let clock = ManualClock()
    let session: Session
    let link: ScreenLink
    let heard = Heard()
    let work = Undertakings {}

    init(_ config: String = "") throws {
      place = try TemporaryPlace()
      try place.write(
        ".openclaw/openclaw.json",
        "{ gateway: { mode: 'local', port: 23000, auth: { token: 'abcdef0123456789' } }, \(config) }")
      let host = PlayedMachine(clock: clock).host(home: place.path)
      session = try Session(home: nil, config: nil, host: host)
      link = ScreenLink(inbox: try #require(Inbox<ScreenMessage>()))
    }

    var worker: IntentWorker { IntentWorker(session: session, screen: link, work: work) }

    func id() async throws -> GatewayID {
      try #require(await session.controller.look(sweep: true).gateways.first).id
    }

    /// Everything that the screen was told so far.
    func told() -> [DashboardEvent] {
      heard.all.withLock { all in
        for message in link.inbox.takeAll() { if case .dashboard(let event) = message { all.append(event) } }
        return all
      }
    }
  }

  private final class Heard: Sendable {
    let all = Mutex<[DashboardEvent]>([])
  }

  // MARK: The screen goes away

  /// What the screen is to call, once it is told.
  private func next(
    _ inbox: Inbox<ScreenMessage>, _ call: (ScreenMessage) -> (@Sendable () -> Void)?
  ) async -> (@Sendable () -> Void)? {
    var found: (@Sendable () -> Void)?
    _ = await eventually {
      found = inbox.takeAll().lazy.compactMap(call).first
      return found != nil
    }
    return found
  }

  @Test func `nobody works on the terminal before the screen has left it`() async throws {
    let inbox = try #require(Inbox<ScreenMessage>())
    let link = ScreenLink(inbox: inbox)
    let steps = Mutex<[String]>([])
    let work = Task {
      await link.away { () -> Int in
        steps.withLock { $0.append("work") }
        return 7
      }
    }
    let free = try #require(await next(inbox) { if case .leave(let free) = $0 { free } else { nil } })
    #expect(steps.withLock { $0 }.isEmpty)
    free()
    #expect(await work.value == 7)
    let after = inbox.takeAll()
    #expect(after.count == 1)
    guard case .comeBack = after.first else {
      Issue.record("it heard \(after)")
      return
    }
  }

  @Test func `a stop lasts until the program goes on`() async throws {
    let inbox = try #require(Inbox<ScreenMessage>())
    let isOver = Mutex(false)
    let stop = Task {
      await ScreenLink(inbox: inbox).stop()
      isOver.withLock { $0 = true }
    }
    let resumed = try #require(await next(inbox) { if case .stop(let resumed) = $0 { resumed } else { nil } })
    #expect(!isOver.withLock { $0 })
    resumed()
    await stop.value
  }

  // MARK: Intents

  @Test func `the journal's entries are shown, the newest last`() async throws {
    let desk = try Desk()
    defer { desk.place.remove() }
    let journal = Journal(file: desk.session.paths.journal, files: desk.session.host.files)
    #expect(desk.session.host.files.makeDirectory(desk.session.paths.stateDir, 0o700) == nil)
    for number in 1...3 {
      let entry = JournalEntry(
        at: 1_700_000_000 + Double(number), id: "\(number)", gateway: "default", stateDir: "/s",
        action: JournalAction(.stop),
        phase: .done, by: .key, gatehouse: 1)
      #expect(journal.append(entry) == nil)
    }
    await desk.worker.carryOut(.loadJournal)
    guard case .journal(let entries) = desk.told().first else {
      Issue.record("it told \(desk.told())")
      return
    }
    #expect(entries.map(\.id) == ["1", "2", "3"])
  }

  @Test(arguments: [Command.start, .stop, .restart, .kill])
  func `an action on a gateway that is gone is told as bad`(command: Command) async throws {
    let desk = try Desk()
    defer { desk.place.remove() }
    let worker = desk.worker
    await worker.carryOut(.perform(command, [Self.unknown]))
    #expect(await eventually { desk.told().contains { $0.isBadMessage } })
    await worker.finishActions()
  }

  @Test func `a command that is no action does nothing`() async throws {
    let desk = try Desk()
    defer { desk.place.remove() }
    let worker = desk.worker
    for intent in [
      Intent.perform(.zoom, [try await desk.id()]), .copy("x"), .redraw, .quit, .endQuick, .hideLog,
    ] {
      await worker.carryOut(intent)
    }
    await worker.finishActions()
    #expect(desk.told().isEmpty)
    #expect(Journal(file: desk.session.paths.journal, files: desk.session.host.files).last(10).isEmpty)
  }

  @Test func `the demo's breaking is done where there is a demo, and only then`() async throws {
    let desk = try Desk()
    defer { desk.place.remove() }
    let broken = Mutex(0)
    await desk.worker.carryOut(.breakMain)
    let worker = IntentWorker(session: desk.session, screen: desk.link, work: desk.work) {
      broken.withLock { $0 += 1 }
    }
    await worker.carryOut(.breakMain)
    #expect(broken.withLock { $0 } == 1)
  }

  @Test func `quick checks of a gateway that is gone end with the reason`() async throws {
    let desk = try Desk()
    defer { desk.place.remove() }
    await desk.worker.carryOut(.quick(Self.unknown))
    guard case .quick(let id, let lines, let isDone) = desk.told().first else {
      Issue.record("it told \(desk.told())")
      return
    }
    #expect(id == Self.unknown)
    #expect(isDone)
    #expect(lines.count == 1 && lines.first?.isEmpty == false)
  }

  @Test func `what a start would use is shown without a secret`() async throws {
    let desk = try Desk("env: { vars: { API_KEY: 'abcdef0123456789' } },")
    defer { desk.place.remove() }
    let id = try await desk.id()
    await desk.worker.carryOut(.loadEnvironment(id))
    guard case .environment(let report) = desk.told().first else {
      Issue.record("it told \(desk.told())")
      return
    }
    #expect(report.id == id)
    #expect(!"\(report)".contains("abcdef0123456789"))
  }

  @Test func `what a start of a gateway that is gone would use is refused`() async throws {
    let desk = try Desk()
    defer { desk.place.remove() }
    let report = await desk.session.controller.environmentReport(Self.unknown)
    #expect(report.refusal?.isEmpty == false)
    #expect(report.command.isEmpty && report.variables.isEmpty)
  }

  // MARK: Logs

  private static let log = "\u{1B}[31mred\u{1B}[0m\ntoken abcdef0123456789 here\nunfinished"

  @Test func `a log is followed until it is hidden, and each of its lines is shown once`() async throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("own.log", "one\n")
    let desk = try Desk("logging: { file: '\(place.path)/own.log' },")
    defer { desk.place.remove() }
    let id = try await desk.id()
    let worker = desk.worker
    await worker.carryOut(.showLog(id, own: true))
    func lines() -> [String] {
      desk.told().flatMap { event -> [String] in
        if case .log(_, _, let lines, _) = event { lines } else { [] }
      }
    }
    #expect(await eventually { lines() == ["one"] && desk.clock.sleepers == 1 })
    #expect(desk.session.host.files.append(place.path + "/own.log", "two\n", 0o600) == nil)
    desk.clock.advance(1)
    #expect(await eventually { lines() == ["one", "two"] && desk.clock.sleepers == 1 })
    await worker.carryOut(.hideLog)
    #expect(await eventually { desk.clock.sleepers == 0 })
  }

  @Test func `why there is no log is said once`() async throws {
    let desk = try Desk()
    defer { desk.place.remove() }
    let worker = desk.worker
    await worker.carryOut(.showLog(Self.unknown, own: false))
    for _ in 0..<3 {
      #expect(await eventually { desk.clock.sleepers == 1 })
      desk.clock.advance(1)
    }
    #expect(await eventually { desk.clock.sleepers == 1 })
    let reasons = desk.told().filter { if case .noLog = $0 { true } else { false } }
    #expect(reasons.count == 1)
    await worker.carryOut(.hideLog)
    #expect(await eventually { desk.clock.sleepers == 0 })
  }

  @Test func `a copy of a log has no secret, no escape sequence and its last line`() async throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    try place.write("own.log", Self.log)
    let desk = try Desk("logging: { file: '\(place.path)/own.log' },")
    defer { desk.place.remove() }
    let path = try await LogCopy.make(of: try await desk.id(), own: true, session: desk.session).get()
    let files = desk.session.host.files
    let lines = String(decoding: try files.read(path, 1 << 20).get(), as: UTF8.self).split(separator: "\n")
    #expect(lines.first == "red")
    #expect(lines.last == "unfinished")
    #expect(lines.count == 3)
    #expect(!lines[1].contains("abcdef0123456789") && lines[1].hasSuffix(" here"))
    #expect(files.status(path)?.mode == 0o600)
    #expect(path.hasPrefix(desk.session.paths.stateDir + "/"))
  }

  @Test func `of a gateway without a log there is no copy`() async throws {
    let desk = try Desk()
    defer { desk.place.remove() }
    let result = await LogCopy.make(of: Self.unknown, own: false, session: desk.session)
    #expect(throws: (any Error).self) { try result.get() }
  }

  @Test func `for a screen that takes nothing only the newest snapshot waits`() throws {
    let inbox = try #require(Inbox<ScreenMessage>())
    let link = ScreenLink(inbox: inbox)
    for number in 0..<1000 {
      link.post(.snapshot(Snapshot(takenAt: Double(number), hostName: "h", gateways: [])))
    }
    #expect(inbox.count == 1 && link.isKeepingUp)
    for _ in 0..<300 { link.post(.message("m", isBad: false)) }
    #expect(!link.isKeepingUp)
  }
}

extension DashboardEvent {
  fileprivate var isBadMessage: Bool { if case .message(_, let isBad) = self { isBad } else { false } }
}
