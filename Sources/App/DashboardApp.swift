import CPlatform
import Control
import Dashboard
import Foundation
import GatewayModel
import Host
import Terminal

/// The dashboard at work: one thread for the screen, the controller beside it, events between them.
public struct DashboardApp: Sendable {
  /// The home that is shown.
  public let session: Session
  /// What breaks the demo's main gateway; nil outside the demo.
  public var breakMain: (@Sendable () async -> Void)?

  /// Made by the commands `dashboard` and `demo`.
  public init(
    session: Session, breakMain: (@Sendable () async -> Void)? = nil
  ) {
    self.session = session
    self.breakMain = breakMain
  }

  /// Runs until a person or a signal ends it; stops and restarts that are under way are then brought to their end.
  /// - Throws: `Exit` 74 with a message where the screen cannot be opened.
  public func run() async throws -> DashboardEnding {
    guard let inbox = Inbox<ScreenMessage>() else {
      throw Failure.exit(.inputOutput, "the system has no file descriptor left")
    }
    let (intents, outgoing) = AsyncStream<Intent>.makeStream(bufferingPolicy: .bufferingNewest(256))
    let controller = session.controller
    let screen = ScreenLink(inbox: inbox)
    let watching = Task { await controller.run(as: .dashboard) { screen.post(.snapshot($0)) } }
    let work = Undertakings { inbox.post(.settled) }
    let worker = IntentWorker(session: session, screen: screen, work: work, breakMain: breakMain)
    let working = Task {
      for await intent in intents {
        await worker.carryOut(intent)
        work.end()
      }
      await worker.hideLog()
    }
    // Most of the program's code was needed only for the start: after 5 s its memory is given back to the system.
    let releasing = Task { [system = session.host.system] in
      if await system.slept(5) { cp_release_code() }
    }
    defer { releasing.cancel() }
    let result = await withCheckedContinuation { continuation in
      let thread = Thread {
        let result = Result {
          try ScreenThread(
            session: session, inbox: inbox, intents: outgoing, work: work, isDemo: breakMain != nil
          ).run()
        }
        continuation.resume(returning: result)
      }
      thread.stackSize = 8 << 20
      thread.name = "screen"
      thread.start()
    }
    let haste = Haste(ending: try? result.get())
    defer { haste.end() }
    outgoing.finish()
    await working.value
    // A stop or restart under way is finished first: cut off, it could leave a gateway down.
    await worker.finishActions()
    // What still waits for its turn would never be started.
    let waiting = await controller.waitingStarts()
    if !waiting.isEmpty {
      Output.remark("Starting what was asked for before the end: \(waiting.joined(separator: ", ")) ...")
      await controller.finishWaitingStarts()
    }
    watching.cancel()
    switch result {
    case .success(let ending): return ending
    case .failure(let error):
      let message = (error as? CursesScreen.Unusable)?.message ?? "the screen cannot be opened"
      throw Failure.exit(.inputOutput, message)
    }
  }
}
