import CNcurses
import CPlatform
import Canvas
import Glibc

/// The terminal by ncurses: cells out, keys in. Belongs to one thread.
public final class CursesScreen {
  /// Why there is no screen, for a person.
  public struct Unusable: Error {
    /// The reason, and what may help.
    public var message: String
  }

  /// What undoes everything that the screen may have switched on: alternate screen, hidden cursor, mouse, colours.
  static let leaveSequence =
    "\u{1B}[?1006l\u{1B}[?1000l\u{1B}[?2004l\u{1B}[0m\u{1B}[?1049l\u{1B}[?25h\u{1B}[?1l\u{1B}>\r\n"

  private let screen: OpaquePointer
  private let palette: Palette
  private let isUTF8: Bool
  private let wantsMouse: Bool
  private var shown: Grid?

  /// - Parameter isUTF8: as `TerminalLocale.prepare()` found.
  public init(isUTF8: Bool, wantsColor: Bool, wantsMouse: Bool) throws {
    guard isatty(0) == 1, isatty(1) == 1 else {
      throw Unusable(message: "the dashboard needs a terminal")
    }
    cp_guard_arm(1, Self.leaveSequence)
    guard let screen = newterm(nil, cn_stdout(), cn_stdin()) else {
      cp_guard_disarm()
      let name = getenv("TERM").map { String(cString: $0) } ?? ""
      throw Unusable(message: "this terminal is not known here (TERM=\(name)); try TERM=xterm-256color")
    }
    guard cn_can_move_cursor() else {
      endwin()
      cp_guard_disarm()
      let name = getenv("TERM").map { String(cString: $0) } ?? ""
      throw Unusable(message: "this terminal cannot place its cursor (TERM=\(name)); try TERM=xterm-256color")
    }
    self.screen = screen
    self.isUTF8 = isUTF8
    self.wantsMouse = wantsMouse
    set_escdelay(25)
    raw()
    noecho()
    nonl()
    keypad(cn_stdscr(), true)
    nodelay(cn_stdscr(), true)
    curs_set(0)
    // Terminals that ignored the keypad switch send the other form of the arrows.
    for (sequence, key) in [
      ("\u{1B}[A", KEY_UP), ("\u{1B}[B", KEY_DOWN), ("\u{1B}[C", KEY_RIGHT), ("\u{1B}[D", KEY_LEFT),
    ] { define_key(sequence, key) }
    if wantsMouse { mousemask(cn_mouse_mask(), nil) }
    palette = Palette(wantsColor: wantsColor)
  }

  /// Columns of cells.
  public var width: Int { Int(cn_columns()) }
  /// Rows of cells.
  public var height: Int { Int(cn_lines()) }

  /// Takes the terminal's size as it is now.
  public func resize() {
    var rows: Int32 = 0
    var columns: Int32 = 0
    guard cp_window_size(1, &rows, &columns) == 0, rows > 0, columns > 0 else { return }
    if is_term_resized(rows, columns) { resizeterm(rows, columns) }
    forget()
  }

  /// The next frame is drawn whole.
  public func forget() {
    shown = nil
    clearok(cn_curscr(), true)
  }

  // MARK: Cells out

  /// Shows a frame; only what differs from the last one is sent.
  public func present(_ grid: Grid) {
    let before = shown.flatMap { $0.width == grid.width && $0.height == grid.height ? $0 : nil }
    for y in 0..<min(grid.height, height) {
      let row = grid.row(y)
      guard let before else {
        push(row, of: grid, from: 0, to: grid.width, y: y)
        continue
      }
      let old = before.row(y)
      guard let (first, last) = difference(old, row) else { continue }
      push(row, of: grid, from: first, to: last + 1, y: y)
    }
    shown = grid
    wnoutrefresh(cn_stdscr())
    doupdate()
  }

  /// The first and last column that differ, widened so that no wide character is split.
  private func difference(_ old: ArraySlice<Cell>, _ new: ArraySlice<Cell>) -> (Int, Int)? {
    var first = 0
    while first < new.count, old[old.startIndex + first] == new[new.startIndex + first] { first += 1 }
    if first == new.count { return nil }
    var last = new.count - 1
    while last > first, old[old.startIndex + last] == new[new.startIndex + last] { last -= 1 }
    while first > 0,
      new[new.startIndex + first].width == 0 || old[old.startIndex + first].width == 0
    { first -= 1 }
    while last + 1 < new.count,
      new[new.startIndex + last + 1].width == 0 || old[old.startIndex + last + 1].width == 0
    { last += 1 }
    return (first, last)
  }

  private func push(_ row: ArraySlice<Cell>, of grid: Grid, from first: Int, to end: Int, y: Int) {
    var out: [cchar_t] = []
    out.reserveCapacity(end - first)
    for cell in row[(row.startIndex + first)..<(row.startIndex + end)] where cell.width > 0 {
      append(cell, marks: grid.marks[Int(cell.marks)], to: &out)
    }
    wmove(cn_stdscr(), Int32(y), Int32(first))
    _ = out.withUnsafeBufferPointer { wadd_wchnstr(cn_stdscr(), $0.baseAddress, Int32($0.count)) }
  }

  private func append(_ cell: Cell, marks: [Unicode.Scalar], to out: inout [cchar_t]) {
    let (attributes, pair) = palette.look(cell)
    var scalars = [wchar_t(bitPattern: cell.scalar)]
    // The C library must agree about the width, or everything behind it would shift.
    let isKnown = cell.scalar < 0x7F || (isUTF8 && cn_width(scalars[0]) == Int32(cell.width))
    if isKnown {
      scalars += marks.map { wchar_t(bitPattern: $0.value) }
    } else {
      scalars = [0x3F]
    }
    scalars.append(0)
    var character = cchar_t()
    cn_cell(&character, scalars, attributes, pair)
    out.append(character)
    if !isKnown && cell.width == 2 { out.append(character) }
  }

  // MARK: Keys in

  /// All keys that wait; nil when the terminal is gone.
  public func keys() -> [Key]? {
    var keys: [Key] = []
    while let (code, isSpecial) = next(waiting: 0) {
      if isSpecial {
        if let key = special(Int32(bitPattern: code)) { keys.append(key) }
      } else if code != 27 {
        if let key = plain(code) { keys.append(key) }
      } else if isAloneEscape() {
        keys.append(.escape)
      }
    }
    return keys
  }

  /// - Parameter waiting: milliseconds.
  private func next(waiting: Int32) -> (code: wint_t, isSpecial: Bool)? {
    var code: wint_t = 0
    wtimeout(cn_stdscr(), waiting)
    let kind = wget_wch(cn_stdscr(), &code)
    return kind == ERR ? nil : (code, kind == KEY_CODE_YES)
  }

  /// Whether an escape character was the key Esc. What follows it at once makes a sequence that nobody here knows: it is taken whole and
  /// dropped, for its parts are no keys that anybody has pressed.
  private func isAloneEscape() -> Bool {
    var sequence = UnknownSequence()
    var isAlone = true
    while let (code, isSpecial) = next(waiting: isAlone ? 0 : Self.sequencePatience) {
      isAlone = false
      // A key that ncurses knows, after Esc: Alt and that key.
      if isSpecial || sequence.isWhole(after: UInt32(code)) { break }
    }
    return isAlone
  }

  /// Milliseconds that the rest of a sequence may take.
  private static let sequencePatience: Int32 = 50

  private func plain(_ code: wint_t) -> Key? {
    switch code {
    case 13, 10: .enter
    case 9: .tab
    case 27: .escape
    case 8, 127: .backspace
    case 1...26: .control(Character(Unicode.Scalar(UInt8(code + 96))))
    case 28: .control("\\")
    case 32...: Unicode.Scalar(code).map { .character(Character($0)) }
    default: nil
    }
  }

  private func special(_ code: Int32) -> Key? {
    switch code {
    case KEY_UP: return .up
    case KEY_DOWN: return .down
    case KEY_LEFT: return .left
    case KEY_RIGHT: return .right
    case KEY_PPAGE: return .pageUp
    case KEY_NPAGE: return .pageDown
    case KEY_HOME: return .home
    case KEY_END: return .end
    case KEY_BACKSPACE: return .backspace
    case KEY_DC: return .delete
    case KEY_BTAB: return .backTab
    case KEY_ENTER: return .enter
    case KEY_MOUSE: return mouse()
    case KEY_F0...(KEY_F0 + 24): return .function(Int(code - KEY_F0))
    default: return nil
    }
  }

  private func mouse() -> Key? {
    var event = MEVENT()
    guard getmouse(&event) == OK else { return nil }
    if cn_mouse_wheel_up(event.bstate) != 0 { return .wheelUp }
    if cn_mouse_wheel_down(event.bstate) != 0 { return .wheelDown }
    return cn_mouse_click(event.bstate) != 0 ? .click(x: Int(event.x), y: Int(event.y)) : nil
  }

  // MARK: Giving the terminal away

  /// Back to the shell's screen for a while.
  public func leave() {
    def_prog_mode()
    endwin()
  }

  /// Takes the terminal back after `leave`, with its present size; the next frame is drawn whole.
  public func comeBack() {
    reset_prog_mode()
    // The command may have switched the keypad and the mouse off; ncurses sends what it takes to be switched already only when it changes.
    keypad(cn_stdscr(), false)
    keypad(cn_stdscr(), true)
    if wantsMouse {
      mousemask(0, nil)
      mousemask(cn_mouse_mask(), nil)
    }
    curs_set(0)
    resize()
  }

  /// Ends the screen; the terminal is as it was before.
  public func close() {
    endwin()
    cp_guard_disarm()
  }
}
