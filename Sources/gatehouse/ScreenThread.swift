import CPlatform
import Canvas
import Dashboard
import Fleet
import Foundation
import GatewayModel
import Rescue
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
  private var errors: ErrorCapture?

  init(
    session: Session, inbox: Inbox<DashboardEvent>, intents: AsyncStream<Intent>.Continuation, isDemo: Bool
  ) {
    state.isDemo = isDemo
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
    self.errors = errors
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
        if let frame, !hasNews, !state.isCounting {
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
      case .suspend: suspend(screen)
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
      case .page(let id, let own): page(id, own: own, screen: screen)
      case .service(let command, let id): service(command, id, screen: screen)
      case .handOver(let errand): handOver(errand, screen: screen)
      case .runSelf(let arguments): runSelf(arguments, screen: screen)
      case .perform, .showLog, .hideLog, .loadEnvironment, .loadJournal, .choosePolicy, .quick, .endQuick,
        .openRescue, .closeRescue, .rescue, .breakMain:
        intents.yield(wish)
      }
    }
    return true
  }

  /// A Gatehouse that is stopped holds nothing: others go on with what it looked after.
  private func suspend(_ screen: CursesScreen) {
    if let acting = state.snapshot?.gateways.first(where: { $0.operation != nil }) {
      _ = update(
        &state, .message("\(acting.name) is being worked on: suspend when that is done", isBad: true))
      return
    }
    if case .rescue(let guide) = state.mode, guide.progress != nil {
      _ = update(
        &state, .message("a step of the rescue is under way: suspend when that is done", isBad: true))
      return
    }
    let controller = session.controller
    Waiting.result { await controller.standDown() }
    screen.leave()
    cp_stop_self()
    screen.comeBack()
    Waiting.result { await controller.standUp(as: .dashboard) }
    _ = update(&state, .resized(width: screen.width, height: screen.height))
  }

  /// The person's shell on the terminal, with the very environment that a start would give the gateway.
  private func shell(_ id: GatewayID, screen: CursesScreen) {
    let environment: [String: String]
    switch Waiting.result({ [controller = session.controller] in await controller.launchPlan(of: id) }) {
    case .success(let plan): environment = plan.environment
    case .failure(let refusal):
      _ = update(&state, .message(refusal.message, isBad: true))
      return
    }
    away(from: screen) {
      Output.remark("A shell with the environment of \(name(id)); `exit` returns to Gatehouse.")
      ForegroundCommand.run(
        [session.host.system.environment["SHELL"] ?? "/bin/sh"],
        environment: environment.filter { $0.key != RunRecord.variable })
    }
  }

  private func name(_ id: GatewayID) -> String {
    state.snapshot?.gateways.first { $0.id == id }?.name ?? ""
  }

  /// Does something on the terminal while the screen is away.
  private func away<Value>(from screen: CursesScreen, _ work: () -> Value) -> Value {
    screen.leave()
    errors?.pause()
    let value = work()
    errors?.resume()
    // Signals that were meant for what ran.
    _ = cp_signals_take()
    screen.comeBack()
    _ = update(&state, .resized(width: screen.width, height: screen.height))
    return value
  }

  /// The whole log in the person's pager: a copy without secrets and escape sequences, gone afterwards.
  private func page(_ id: GatewayID, own: Bool, screen: CursesScreen) {
    let copy = Waiting.result { [session] in await LogCopy.make(of: id, own: own, session: session) }
    switch copy {
    case .failure(let reason): _ = update(&state, .message(reason.message, isBad: true))
    case .success(let path):
      away(from: screen) {
        let pager = "${PAGER:-$(command -v less || command -v more || echo cat)} \"$1\""
        let status = ForegroundCommand.run(
          ["/bin/sh", "-c", pager, "sh", path], environment: session.host.system.environment)
        if status != 0 { TerminalPause.wait("The pager ended with \(status).") }
      }
      // A copy that stays has no secret in it, and lies in the temporary directory.
      _ = session.host.files.remove(path)
    }
  }

  /// A service command of OpenClaw, with its words before and its outcome after it.
  private func service(_ command: Command, _ id: GatewayID, screen: CursesScreen) {
    guard let gateway = state.snapshot?.gateways.first(where: { $0.id == id }) else { return }
    let line = ServiceCommand(command, gateway)
    let plan = Waiting.result { [controller = session.controller] in
      await controller.servicePlan(line.arguments, isOpenClaw: line.isOpenClaw)
    }
    switch plan {
    case .failure(let refusal): _ = update(&state, .message(refusal.message, isBad: true))
    case .success(let plan):
      let watch = Waiting.result { [controller = session.controller] in
        await controller.neighbours(besides: id)
      }
      if command == .installService, let objection = watch.objection(toUnitOn: line.port) {
        _ = update(&state, .message(objection, isBad: true))
        return
      }
      let (status, harm) = away(from: screen) {
        Output.remark("$ \(line.text)")
        let status = ForegroundCommand.run(plan.arguments, environment: plan.environment) {
          watch.harm() != nil
        }
        let harm =
          command == .installService
          ? Waiting.result { [controller = session.controller] in await controller.harm(watch, byUnitOf: id) }
          : watch.harm()
        if let harm { Output.error("\(harm.text): the command was stopped") }
        TerminalPause.wait("It ended with \(status).")
        return (status, harm)
      }
      let result = Waiting.result { [controller = session.controller] in
        await controller.serviceCommandEnded(
          command.rawValue, id, command: line.text, status: status, port: line.port, harm: harm,
          by: .key)
      }
      _ = update(&state, .message(result.message, isBad: !result.isSuccess))
    }
  }

  private func handOver(_ errand: HandOver, screen: CursesScreen) {
    guard case .rescue(let guide) = state.mode, let facts = guide.report?.facts else { return }
    let answer = away(from: screen) {
      RescueErrands(session: session).run(errand, main: facts.main, rescue: facts.rescue)
    }
    _ = update(&state, .message(answer.text, isBad: answer.isBad))
  }

  /// Another command of this program, on this home.
  private func runSelf(_ arguments: [String], screen: CursesScreen) {
    let paths = session.paths
    let program = session.host.files.realPath("/proc/self/exe") ?? "gatehouse"
    let places = (paths.homeIsExplicit ? ["--home", paths.home] : []) + ["--config", paths.configFile]
    let hasConfig = session.host.files.status(paths.configFile) != nil
    let status = away(from: screen) {
      let status = ForegroundCommand.run(
        [program] + arguments + (hasConfig ? places : places.dropLast(2)),
        environment: session.host.system.environment)
      TerminalPause.wait(status == 0 ? "Done." : "It ended with \(status).")
      return status
    }
    let line = "gatehouse \(arguments.joined(separator: " "))"
    _ = update(&state, .message("`\(line)` ended with \(status)", isBad: status != 0))
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
