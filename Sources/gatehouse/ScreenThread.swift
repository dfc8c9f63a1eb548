import CPlatform
import Canvas
import Dashboard
import Fleet
import Foundation
import Terminal

/// What happens on the screen's own thread: state, update, draw.
final class ScreenThread {
  private let session: Session
  private let inbox: Inbox<DashboardEvent>
  private let intents: AsyncStream<Intent>.Continuation
  private var state = DashboardState()
  private var ending = DashboardApp.Ending()
  /// The last whole frame, and whether anything but the time has changed since.
  private var frame: Grid?
  private var hasNews = true

  init(session: Session, inbox: Inbox<DashboardEvent>, intents: AsyncStream<Intent>.Continuation) {
    self.session = session
    self.inbox = inbox
    self.intents = intents
  }

  func run() throws -> DashboardApp.Ending {
    ScreenLoop.installSignals(inbox)
    defer { cp_signals_reset() }
    let isUTF8 = Locale.prepare()
    let environment = session.host.system.environment
    let wantsColor = (environment["NO_COLOR"] ?? "").isEmpty && session.config.theme != "mono"
    let screen = try CursesScreen(
      isUTF8: isUTF8, wantsColor: wantsColor, wantsMouse: session.config.mouse)
    let errors = ErrorCapture()
    defer {
      screen.close()
      errors.giveBack()
    }
    let glyphs = isUTF8 ? Glyphs.unicode : .ascii
    state.home = session.paths.home
    state.width = screen.width
    state.height = screen.height
    tellTime()
    ScreenLoop(screen: screen, inbox: inbox).run(
      wait: { nextSecond() },
      handle: { handle($0, screen: screen) },
      draw: {
        tellTime()
        if let frame, !hasNews {
          screen.present(drawClock(state, over: frame))
        } else {
          state.paneHeight = paneHeight(state)
          let grid = draw(state, glyphs: glyphs)
          screen.present(grid)
          frame = grid
          hasNews = false
        }
      })
    ending.running = (state.snapshot?.gateways ?? []).filter {
      $0.process != nil && $0.operation?.isStopping != true
    }.map(\.name)
    return ending
  }

  private func handle(_ input: ScreenInput<DashboardEvent>, screen: CursesScreen) -> Bool {
    hasNews = true
    switch input {
    case .event(let event): return carryOut(update(&state, event), screen: screen)
    case .key(let key):
      tellTime()
      return carryOut(update(&state, .key(key)), screen: screen)
    case .resized(let width, let height):
      _ = update(&state, .resized(width: width, height: height))
      return true
    case .terminated(let signal):
      ending.signal = signal
      return false
    case .hungUp:
      ending.signal = SIGHUP
      return false
    }
  }

  private func carryOut(_ wishes: [Intent], screen: CursesScreen) -> Bool {
    for wish in wishes {
      switch wish {
      case .quit: return false
      case .redraw: screen.forget()
      case .suspend:
        screen.leave()
        cp_stop_self()
        screen.comeBack()
        _ = update(&state, .resized(width: screen.width, height: screen.height))
      case .copy(let text):
        Clipboard.copy(text)
        let count = text.split(separator: "\n").count
        _ = update(&state, .message("copied \(count) line\(count == 1 ? "" : "s")", isBad: false))
      case .open(let url):
        if !Clipboard.canOpenWindows(session.host.system.environment) {
          Clipboard.copy(url)
          _ = update(&state, .message("copied \(url)", isBad: false))
        } else {
          intents.yield(wish)
        }
      case .shell(let id): shell(id, screen: screen)
      case .perform, .showLog, .hideLog, .loadEnvironment: intents.yield(wish)
      }
    }
    return true
  }

  /// The person's shell on the terminal, with the very environment that a start would give the gateway.
  private func shell(_ id: GatewayID, screen: CursesScreen) {
    let environment: [String: String]
    switch Waiting.result(of: { [controller = session.controller] in await controller.launchPlan(of: id) }) {
    case .success(let plan): environment = plan.environment
    case .failure(let refusal):
      _ = update(&state, .message(refusal.message, isBad: true))
      return
    }
    screen.leave()
    let name = state.snapshot?.gateways.first { $0.id == id }?.name ?? ""
    Output.remark("A shell with the environment of \(name); `exit` returns to Gatehouse.")
    ForegroundShell.run(
      session.host.system.environment["SHELL"] ?? "/bin/sh",
      environment: environment.filter { $0.key != RunRecord.variable })
    _ = cp_signals_take()
    screen.comeBack()
    _ = update(&state, .resized(width: screen.width, height: screen.height))
  }

  // MARK: Time

  private func tellTime() {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    _ = update(
      &state,
      .time(
        now: session.host.system.now(),
        clock: "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"))
  }

  /// Milliseconds until the clock or an age on the screen changes.
  private func nextSecond() -> Int32 {
    let now = session.host.system.now()
    return Int32((1 - (now - now.rounded(.down))) * 1000) + 1
  }
}
