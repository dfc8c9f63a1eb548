import Control
import Dashboard
import Foundation
import GatewayModel
import Host
import Rescue
import Synchronization

/// Looks at the rescue while the guide is open, and makes its moves.
final class GuideWorker: Sendable {
  private let session: Session
  private let screen: ScreenLink
  private let work: Undertakings
  private let watching = Mutex<Task<Void, Never>?>(nil)
  private let proving = Mutex<Task<Void, Never>?>(nil)

  init(session: Session, screen: ScreenLink, work: Undertakings) {
    self.session = session
    self.screen = screen
    self.work = work
  }

  func open() {
    work.begin()
    let task = Task { [session, screen, work] in
      var last = await Self.report(session, screen, nil)
      work.end()
      var round = 1
      while await session.host.system.slept(0.5) {
        // The log of a unit costs a process each time.
        let log = round % 10 == 0 ? nil : last?.log
        last = await Self.report(session, screen, last, log: log)
        round += 1
      }
    }
    watching.withLock {
      $0?.cancel()
      $0 = task
    }
  }

  func close() {
    watching.withLock {
      $0?.cancel()
      $0 = nil
    }
    proving.withLock {
      $0?.cancel()
      $0 = nil
    }
  }

  /// Posts what is new.
  @discardableResult
  private static func report(
    _ session: Session, _ screen: ScreenLink, _ last: RescueReport?, log: [String]? = nil
  ) async -> RescueReport? {
    switch await session.controller.rescueReport(log: log) {
    case .failure(let refusal):
      screen.post(.noRescue(refusal.message))
      return nil
    case .success(let report):
      // A report that differs only in its time is not posted.
      var same = report
      same.facts.takenAt = last?.facts.takenAt ?? 0
      if same != last { screen.post(.rescue(report)) }
      return report
    }
  }

  func make(_ move: RescueMove, seen: String) -> Task<Void, Never> {
    let task = Task { [session, screen] in
      let controller = session.controller
      let result = await controller.rescue(move, seen: seen, by: .key) { screen.post(.rescueProgress($0)) }
      let text = await controller.redactor().show(result.message)
      await Self.report(session, screen, nil)
      screen.post(.rescueMoved(text, isBad: !result.isSuccess))
    }
    if move == .verify { proving.withLock { $0 = task } }
    return task
  }
}
