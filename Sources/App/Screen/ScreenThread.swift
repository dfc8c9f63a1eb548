import CPlatform
import Canvas
import Dashboard
import Foundation
import GatewayModel
import Host
import OpenClaw
import Terminal

/// What happens on the screen's own thread: state, update, draw.
final class ScreenThread {
  private let session: Session
  private let inbox: Inbox<ScreenMessage>
  private let intents: AsyncStream<Intent>.Continuation
  private let work: Undertakings
  private let idleMark: IdleMark?
  /// How many keys were read.
  private var keys = 0
  private var state = DashboardState()
  private var ending = DashboardEnding()
  /// The last whole frame, and whether anything but the time has changed since.
  private var frame: Grid?
  private var hasNews = true
  private var errors: ErrorCapture?
  /// Whether the terminal is a command's now: no key is ours, and nothing is drawn.
  private var isAway = false
  #if DEBUG
    private let fault: PlannedFault?
  #endif

  init(
    session: Session, inbox: Inbox<ScreenMessage>, intents: AsyncStream<Intent>.Continuation,
    work: Undertakings, isDemo: Bool
  ) {
    state.screen.isDemo = isDemo
    state.screen.lookOnly = session.controller.foreignHome?.text
    if let reason = state.screen.lookOnly { _ = update(&state, .message(reason, isBad: true)) }
    self.session = session
    self.inbox = inbox
    self.intents = intents
    self.work = work
    idleMark = IdleMark(environment: session.host.system.environment)
    #if DEBUG
      fault = PlannedFault(environment: session.host.system.environment)
    #endif
  }

  func run() throws -> DashboardEnding {
    cp_crash_thread()
    ScreenLoop.installSignals(inbox)
    defer { cp_signals_reset() }
    let isUTF8 = TerminalLocale.prepare()
    let environment = session.host.system.environment
    let wantsColor = (environment["NO_COLOR"] ?? "").isEmpty && session.config.theme != "mono"
    let screen = try CursesScreen(
      isUTF8: isUTF8, wantsColor: wantsColor, wantsMouse: session.config.mouse)
    let errors = ErrorCapture()
    self.errors = errors
    defer {
      screen.close()
      errors.giveBack()
    }
    let glyphs = isUTF8 ? Glyphs.unicode : .ascii
    state.screen.home = session.paths.home
    state.screen.width = screen.width
    state.screen.height = screen.height
    tellTime()
    ScreenLoop(screen: screen, inbox: inbox).run(
      wait: { nextSecond() }, awake: { idleMark?.set(isIdle: false, keys: keys) }, isAway: { isAway },
      handle: { handle($0, screen: screen) },
      draw: {
        tellTime()
        if let frame, !hasNews, !state.isCounting {
          screen.present(drawClock(state, over: frame))
        } else {
          state.screen.paneHeight = paneHeight(state)
          let grid = draw(state, glyphs: glyphs)
          screen.present(grid)
          frame = grid
          hasNews = false
        }
        idleMark?.set(isIdle: isIdle, keys: keys)
        #if DEBUG
          if isIdle { fault?.strike() }
        #endif
      })
    ending.isActing = !work.isNone || (state.snapshot?.gateways ?? []).contains { $0.operation != nil }
    ending.running = (state.snapshot?.gateways ?? []).filter {
      $0.process != nil && $0.operation?.isStopping != true
    }.map(\.name)
    return ending
  }

  /// Whether nothing is under way and nothing is left to draw, so that the screen will change only by what happens outside.
  private var isIdle: Bool {
    guard let snapshot = state.snapshot else { return false }
    // What has ended has told everything before: only in this order can nothing be missed.
    return work.isNone && inbox.isEmpty && snapshot.gateways.allSatisfy { $0.operation == nil }
  }

  private func handle(_ input: ScreenInput<ScreenMessage>, screen: CursesScreen) -> Bool {
    if case .event(.settled) = input {} else { hasNews = true }
    switch input {
    case .event(let message): return hear(message, screen: screen)
    case .key(let key):
      keys += 1
      tellTime()
      return carryOut(update(&state, .key(key)), screen: screen)
    case .resized(let width, let height):
      _ = update(&state, .resized(width: width, height: height))
      return true
    case .terminated(let signal):
      ending.signal = signal
      return false
    case .stopped:
      if maySuspend() { ask(.suspend) }
      return true
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
      case .suspend: if maySuspend() { ask(wish) }
      case .copy(let text):
        Clipboard.copy(text)
        let count = text.parts(at: "\n").count
        _ = update(&state, .message("copied \(count) line\(count == 1 ? "" : "s")", isBad: false))
      case .open(let url):
        if !Clipboard.canOpenWindows(session.host.system.environment) {
          Clipboard.copy(url)
          _ = update(&state, .message("copied \(url)", isBad: false))
        } else {
          ask(wish)
        }
      case .shell, .page, .service, .handOver, .runSelf, .perform, .showLog, .hideLog, .loadEnvironment,
        .loadJournal, .choosePolicy, .quick, .endQuick, .openRescue, .closeRescue, .rescue, .breakMain:
        ask(wish)
      }
    }
    return true
  }

  private func ask(_ wish: Intent) {
    work.begin()
    if case .enqueued = intents.yield(wish) { return }
    // Nobody will carry it out, or an older one in its place.
    work.end()
  }

  /// Whether the program may be stopped now. Where an action or a move of the rescue is under way a message says why not.
  private func maySuspend() -> Bool {
    if let acting = state.snapshot?.gateways.first(where: { $0.operation != nil }) {
      _ = update(
        &state, .message("\(acting.name) is being worked on: suspend when that is done", isBad: true))
      return false
    }
    if case .rescue(let guide) = state.mode, guide.progress != nil {
      _ = update(
        &state, .message("a step of the rescue is under way: suspend when that is done", isBad: true))
      return false
    }
    return true
  }

  // MARK: The terminal is somebody else's

  private func hear(_ message: ScreenMessage, screen: CursesScreen) -> Bool {
    switch message {
    case .dashboard(let event): return carryOut(update(&state, event), screen: screen)
    case .leave(let free):
      screen.leave()
      errors?.pause()
      isAway = true
      cp_signals_away(1)
      free()
    case .settled: break
    case .comeBack:
      errors?.resume()
      cp_signals_away(0)
      isAway = false
      screen.comeBack()
      _ = update(&state, .resized(width: screen.width, height: screen.height))
    case .stop(let resumed):
      screen.leave()
      let wasStopped = cp_stop_self() != 0
      defer { resumed() }
      // Asked to end meanwhile, as by `kill %1`: the terminal stays the shell's.
      if cp_signals_end_noted() != 0 { return true }
      screen.comeBack()
      _ = update(&state, .resized(width: screen.width, height: screen.height))
      if !wasStopped {
        _ = update(&state, .message("nobody could resume Gatehouse here: no shell waits for it", isBad: true))
      }
    }
    return true
  }

  // MARK: Time

  private func tellTime() {
    let now = session.host.system.now()
    var seconds = time_t(now)
    var parts = tm()
    localtime_r(&seconds, &parts)
    func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
    _ = update(
      &state,
      .time(
        now: now,
        clock: "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"))
  }

  /// Milliseconds until the clock or an age on the screen changes.
  private func nextSecond() -> Int32 {
    let now = session.host.system.now()
    return Int32((1 - (now - now.rounded(.down))) * 1000) + 1
  }
}
