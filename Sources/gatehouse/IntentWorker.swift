import Control
import Dashboard
import Fleet
import Foundation
import Host
import Terminal

/// Carries out what the dashboard asks for, off the screen's thread.
actor IntentWorker {
  private let session: Session
  private let inbox: Inbox<DashboardEvent>
  private var following: Task<Void, Never>?
  /// Stops, kills and restarts that are under way, by the gateway's name.
  private var ending: [Int: (name: String, task: Task<Void, Never>)] = [:]
  private var actions = 0

  init(session: Session, inbox: Inbox<DashboardEvent>) {
    self.session = session
    self.inbox = inbox
  }

  func carryOut(_ intent: Intent) async {
    switch intent {
    case .perform(let command, let ids):
      guard let action = Self.actions[command] else { return }
      for id in ids { await begin(action, id) }
    case .showLog(let id): await showLog(id)
    case .hideLog: hideLog()
    case .loadEnvironment(let id): await loadEnvironment(id)
    case .open(let url):
      if !Browser.open(url, host: session.host, paths: session.paths) {
        inbox.post(.message("no xdg-open here; the address is \(url)", isBad: true))
      }
    case .copy, .shell, .suspend, .redraw, .quit: return
    }
  }

  private static let actions: [Command: Controller.Action] = [
    .start: .start, .stop: .stop, .restart: .restart, .kill: .kill,
  ]

  private func begin(_ action: Controller.Action, _ id: GatewayID) async {
    let name = await session.controller.current(id)?.name ?? "a gateway"
    actions += 1
    let number = actions
    let task = Task {
      await perform(action, id)
      ending[number] = nil
    }
    // A start goes on by itself: its record lets the next Gatehouse find it.
    if action != .start { ending[number] = (name, task) }
  }

  /// Waits for what must not be left in its middle, and says so.
  func finishActions() async {
    for (name, task) in ending.values {
      Output.remark("Finishing what was begun with \(name) ...")
      await task.value
    }
  }

  private func perform(_ action: Controller.Action, _ id: GatewayID) async {
    let result = await session.controller.perform(action, on: id, by: .key)
    if !result.isSuccess {
      let redactor = await session.controller.redactor()
      inbox.post(.message(redactor.show(result.message), isBad: true))
    }
  }

  // MARK: The log

  func hideLog() {
    following?.cancel()
    following = nil
  }

  private func showLog(_ id: GatewayID) async {
    hideLog()
    following = Task { [session, inbox] in
      var shownFile: String?
      var follower: LogFollower?
      while !Task.isCancelled {
        let gateway = await session.controller.current(id)
        let redactor = await session.controller.redactor()
        if let file = gateway?.logFile {
          if file != shownFile {
            shownFile = file
            follower = LogFollower(path: file, files: session.host.files, redactor: redactor)
          }
          switch follower?.next() {
          case .success(let news)? where news.isNew || !news.lines.isEmpty:
            inbox.post(.log(id: id, lines: news.lines, isNew: news.isNew))
          case .failure(let failure)?:
            inbox.post(.noLog(id: id, reason: "its log cannot be read: \(failure)"))
            shownFile = nil
          default: break
          }
        } else if shownFile != "" {
          shownFile = ""
          inbox.post(.noLog(id: id, reason: Self.reason(gateway)))
        }
        try? await Task.sleep(for: .milliseconds(400))
      }
    }
  }

  private static func reason(_ gateway: Gateway?) -> String {
    if let service = gateway?.service, service.isInstalled {
      let scope = service.manager == "systemd-user" ? "--user " : ""
      return "its output goes to the journal: journalctl \(scope)-u \(service.unit) -f"
    }
    return "Gatehouse has not started it, so its output went elsewhere"
  }

  private func loadEnvironment(_ id: GatewayID) async {
    inbox.post(.environment(await session.controller.environmentReport(id)))
  }
}

extension Controller {
  /// The gateway as it is now.
  func current(_ id: GatewayID) -> Gateway? { latest()?.gateways.first { $0.id == id } }

  /// What a start would use, masked and ready to be shown.
  func environmentReport(_ id: GatewayID) -> EnvironmentReport {
    let redactor = redactor()
    switch launchPlan(of: id) {
    case .failure(let refusal):
      return EnvironmentReport(
        id: id, command: [], workingDirectory: "", variables: [], dropped: [],
        refusal: redactor.redact(refusal.message))
    case .success(let plan):
      return EnvironmentReport(
        id: id, command: plan.arguments.map(redactor.redact), workingDirectory: plan.workingDirectory,
        variables: plan.shownEnvironment.map {
          .init(name: $0.name, value: $0.value, isOpenClaw: $0.isOpenClaw)
        }, dropped: plan.dropped, refusal: nil)
    }
  }
}
