import Control
import Dashboard
import Fleet
import Foundation
import GatewayModel
import Host
import Records

/// Carries out what the dashboard asks for, off the screen's thread.
actor IntentWorker {
  private let session: Session
  private let screen: ScreenLink
  private let work: Undertakings
  private var following: Task<Void, Never>?
  private var checking: Task<Void, Never>?
  /// What must be finished before the program ends: all actions but starts, and moves of the rescue. By a running number, with the name
  /// of the gateway for a message.
  private var ending: [Int: (name: String, task: Task<Void, Never>)] = [:]
  private var actions = 0

  private let guide: GuideWorker
  /// What breaks the demo's main gateway; nil outside the demo.
  private let breakMain: (@Sendable () async -> Void)?

  init(
    session: Session, screen: ScreenLink, work: Undertakings,
    breakMain: (@Sendable () async -> Void)? = nil
  ) {
    self.session = session
    self.screen = screen
    self.work = work
    self.breakMain = breakMain
    guide = GuideWorker(session: session, screen: screen, work: work)
  }

  func carryOut(_ intent: Intent) async {
    switch intent {
    case .perform(let command, let ids):
      guard let action = Self.actions[command] else { return }
      // The order of the roster; no more starts at once than the config allows.
      for id in ids { await begin(action, id) }
    case .showLog(let id, let own): await showLog(id, own: own)
    case .hideLog: hideLog()
    case .loadEnvironment(let id): await loadEnvironment(id)
    case .open(let url):
      if !Browser.open(url, host: session.host, paths: session.paths) {
        screen.post(.message("no xdg-open here; the address is \(url)", isBad: true))
      }
    case .loadJournal:
      let redactor = await session.controller.redactor()
      let entries = Journal(file: session.paths.journal, files: session.host.files).last(500)
      screen.post(.journal(entries.map { $0.shown(by: redactor) }))
    case .choosePolicy(let policy, let ids):
      for id in ids {
        let result = await session.controller.choose(policy, for: id, by: .key)
        screen.post(.message(result.message, isBad: !result.isSuccess))
      }
    case .quick(let id): await quick(id)
    case .endQuick:
      checking?.cancel()
      checking = nil
    case .openRescue: guide.open()
    case .closeRescue: guide.close()
    case .rescue(let move, let seen):
      let task = underWay { [guide] in await guide.make(move, seen: seen).value }
      // Moves that change something are waited for at the end of the program; a proof is cancelled.
      if move != .verify { track(task, "the rescue") }
    case .breakMain: await breakMain?()
    case .shell(let id): await errands.shell(id)
    case .page(let id, let own): await errands.page(id, own: own)
    case .service(let command, let id): await errands.service(command, id)
    case .handOver(let errand): await errands.handOver(errand)
    case .runSelf(let arguments): await errands.runSelf(arguments)
    case .suspend: await errands.suspend()
    // The screen's thread does these itself.
    case .copy, .redraw, .quit: return
    }
  }

  private var errands: TerminalErrands { TerminalErrands(session: session, screen: screen) }

  private static let actions: [Command: Controller.Action] = [
    .start: .start, .stop: .stop, .restart: .restart, .kill: .kill,
    .endBrowsers: .endBrowsers,
  ]

  private func begin(_ action: Controller.Action, _ id: GatewayID) async {
    let name = await session.controller.current(id)?.name ?? "a gateway"
    let task = underWay { await self.perform(action, id) }
    // A start is not waited for at the end: the next Gatehouse finds it by its record.
    if action != .start { track(task, name) }
  }

  /// Begins what is under way until it returns.
  private func underWay(_ work: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    self.work.begin()
    return Task { [count = self.work] in
      await work()
      count.end()
    }
  }

  private func track(_ task: Task<Void, Never>, _ name: String) {
    actions += 1
    let number = actions
    ending[number] = (name, task)
    Task {
      await task.value
      ending[number] = nil
    }
  }

  /// Waits for what must not be left in its middle, and says so.
  func finishActions() async {
    guide.close()
    for (name, task) in ending.values {
      Output.remark("Finishing what was begun with \(name) ...")
      await task.value
    }
  }

  private func perform(_ action: Controller.Action, _ id: GatewayID) async {
    let result = await session.controller.perform(action, on: id, by: .key)
    if !result.isSuccess {
      let redactor = await session.controller.redactor()
      screen.post(.message(redactor.show(result.message), isBad: true))
    }
  }

  // MARK: The log

  func hideLog() {
    following?.cancel()
    following = nil
  }

  private func showLog(_ id: GatewayID, own: Bool) async {
    hideLog()
    work.begin()
    following = Task { [session, screen, work] in
      var watch = LogWatch(session: session, screen: screen, id: id, own: own)
      await watch.look()
      work.end()
      while await session.host.system.slept(0.4) { await watch.look() }
    }
  }

  // MARK: Quick checks

  private func quick(_ id: GatewayID) async {
    checking?.cancel()
    switch await session.controller.quickChecks(of: id, by: .key) {
    case .failure(let refusal): screen.post(.quick(id: id, lines: [refusal.message], isDone: true))
    case .success(let checks):
      checking = underWay { [screen] in
        _ = await checks.run { screen.post(.quick(id: id, lines: [$0], isDone: false)) }
        screen.post(.quick(id: id, lines: [], isDone: true))
      }
    }
  }

  private func loadEnvironment(_ id: GatewayID) async {
    screen.post(.environment(await session.controller.environmentReport(id)))
  }
}

extension Controller {
  /// The gateway as it is now.
  func current(_ id: GatewayID) -> Gateway? { latest()?.gateways.first { $0.id == id } }

  /// What a start would use, masked and ready to be shown.
  public func environmentReport(_ id: GatewayID) -> EnvironmentReport {
    let redactor = redactor()
    switch startPlan(of: id) {
    case .failure(let refusal):
      return EnvironmentReport(
        id: id, command: [], workingDirectory: "", variables: [], dropped: [],
        refusal: redactor.show(refusal.message))
    case .success(let plan):
      return EnvironmentReport(
        id: id, command: plan.arguments.map(redactor.show),
        workingDirectory: LogText.clean(plan.workingDirectory),
        variables: plan.shownEnvironment.map {
          .init(name: LogText.clean($0.name), value: LogText.clean($0.value), isOpenClaw: $0.isOpenClaw)
        }, dropped: plan.dropped.map(LogText.clean), refusal: nil, unit: plan.unit.map(LogText.clean))
    }
  }
}
