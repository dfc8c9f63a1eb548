import CPlatform
import Canvas
import Glibc

/// What the screen's thread hears.
public enum ScreenInput<Event: Sendable> {
  /// What another thread put into the inbox.
  case event(Event)
  /// A key, a click or a step of the wheel.
  case key(Key)
  /// The terminal has another size now, in columns and rows of cells.
  case resized(width: Int, height: Int)
  /// A signal asks the program to end.
  case terminated(signal: Int32)
  /// The program is to be stopped as by Ctrl-Z.
  case stopped
  /// The terminal is gone.
  case hungUp
}

/// The loop of the screen's thread: sleeps in `poll` until a key, an event, a signal or the given time.
public struct ScreenLoop<Event: Sendable> {
  let screen: CursesScreen
  let inbox: Inbox<Event>

  /// Both belong to the thread that calls `run`; only `Inbox.post` may be called from others.
  public init(screen: CursesScreen, inbox: Inbox<Event>) {
    self.screen = screen
    self.inbox = inbox
  }

  /// Handlers for the signals that end or resize; before the screen is opened, because ncurses takes only what is free.
  public static func installSignals(_ inbox: Inbox<Event>) {
    cp_unblock_all()
    cp_signals_install(inbox.writeEnd, 1)
  }

  /// - Parameters:
  ///   - wait: milliseconds until something must be drawn anyway; -1 for never.
  ///   - awake: called when the wait has ended, before anything is read.
  ///   - isAway: whether the terminal is somebody else's for now: then no key is read and nothing is drawn.
  ///   - handle: false ends the loop.
  ///   - draw: called once after all input that waited.
  public func run(
    wait: () -> Int32, awake: () -> Void, isAway: () -> Bool, handle: (ScreenInput<Event>) -> Bool,
    draw: () -> Void
  ) {
    draw()
    while true {
      var sources = [
        pollfd(fd: inbox.readEnd, events: Int16(POLLIN), revents: 0),
        pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
      ]
      let wasAway = isAway()
      let count = wasAway ? poll(&sources, 1, -1) : poll(&sources, 2, wait())
      if count < 0 && errno != EINTR { return }
      awake()
      if sources[0].revents != 0 {
        inbox.drain()
        for event in inbox.takeAll() where !handle(.event(event)) { return }
      }
      // After the events: one of them may have been a stop, and whoever resumed the program wants it to end.
      if !isAway(), !takeSignals(handle) { return }
      if wasAway || isAway() {
        if !isAway() { draw() }
        continue
      }
      let terminal = Int32(sources[1].revents)
      if terminal & POLLIN != 0 {
        let keys = screen.keys()
        if keys.isEmpty, terminal & POLLHUP != 0 {
          _ = handle(.hungUp)
          return
        }
        for key in keys where !handle(.key(key)) { return }
      } else if terminal & (POLLHUP | POLLERR | POLLNVAL) != 0 {
        _ = handle(.hungUp)
        return
      }
      draw()
    }
  }

  private func takeSignals(_ handle: (ScreenInput<Event>) -> Bool) -> Bool {
    let taken = cp_signals_take()
    func has(_ signal: Int32) -> Bool { taken & (1 << UInt64(signal)) != 0 }
    // Before all else: whoever ends a stopped program has the terminal himself.
    let endings = taken & cp_signals_endings()
    if endings != 0 {
      _ = handle(.terminated(signal: Int32(endings.trailingZeroBitCount)))
      return false
    }
    if has(SIGCONT) { screen.retake() }
    if has(SIGWINCH) { screen.resize() }
    if has(SIGCONT) || has(SIGWINCH) {
      if !handle(.resized(width: screen.width, height: screen.height)) { return false }
    }
    return !has(SIGTSTP) || handle(.stopped)
  }
}
