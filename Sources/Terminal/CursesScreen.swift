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
  /// Whether the terminal has been given away by `leave`.
  private var hasLeft = false

  /// - Parameter isUTF8: as `TerminalLocale.prepare()` found.
  public init(isUTF8: Bool, wantsColor: Bool, wantsMouse: Bool) throws {
    guard isatty(0) == 1, isatty(1) == 1 else {
      throw Unusable(message: "the dashboard needs a terminal")
    }
    cp_guard_arm(1, Self.leaveSequence)
    // Where a size would be too much ncurses takes none from outside, and is given one below.
    if Self.isTooLarge { use_env(false) }
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
    if Self.isTooLarge { Self.fit() }
    // A sequence may come in two parts, also over a slow line. Nobody presses Esc and another key within so many milliseconds.
    set_escdelay(50)
    raw()
    noecho()
    nonl()
    keypad(cn_stdscr(), true)
    nodelay(cn_stdscr(), true)
    curs_set(0)
    Self.defineOtherForms()
    if wantsMouse {
      mousemask(cn_mouse_mask(), nil)
    } else {
      // A report that comes all the same is dropped whole: of what is defined only its beginning would be taken.
      define_key(nil, KEY_MOUSE)
    }
    palette = Palette(wantsColor: wantsColor)
    cp_guard_screen()
  }

  /// Terminals that ignored the keypad switch, or were switched back by another program, send another form of a key; Home and End have
  /// a third one on consoles and a fourth one in rxvt.
  private static func defineOtherForms() {
    let ways = [
      ("A", KEY_UP), ("B", KEY_DOWN), ("C", KEY_RIGHT), ("D", KEY_LEFT), ("H", KEY_HOME), ("F", KEY_END),
    ]
    let forms =
      ways.flatMap { [("\u{1B}[\($0.0)", $0.1), ("\u{1B}O\($0.0)", $0.1)] }
      + [("1", KEY_HOME), ("7", KEY_HOME), ("4", KEY_END), ("8", KEY_END)].map { ("\u{1B}[\($0.0)~", $0.1) }
    // What the terminal's own description says about a sequence stays.
    for (sequence, key) in forms where key_defined(sequence) == 0 { define_key(sequence, key) }
  }

  // MARK: Size

  /// The most columns and rows that are drawn on. A terminal may say 65,535 of each, for which no memory would do.
  static let most: (columns: Int32, rows: Int32) = (2000, 1000)

  /// Columns of cells.
  public var width: Int { Int(min(cn_columns(), Self.most.columns)) }
  /// Rows of cells.
  public var height: Int { Int(min(cn_lines(), Self.most.rows)) }

  /// Takes the terminal's size as it is now.
  public func resize() {
    if Self.fit() { forget() }
  }

  /// - Returns: false where the terminal says no size.
  @discardableResult
  private static func fit() -> Bool {
    guard let size = terminalSize() else { return false }
    let (columns, rows) = bounded(columns: size.columns, rows: size.rows)
    if is_term_resized(rows, columns) { resizeterm(rows, columns) }
    return true
  }

  static func bounded(columns: Int32, rows: Int32) -> (columns: Int32, rows: Int32) {
    (min(columns, most.columns), min(rows, most.rows))
  }

  private static func terminalSize() -> (columns: Int32, rows: Int32)? {
    var rows: Int32 = 0
    var columns: Int32 = 0
    return cp_window_size(1, &rows, &columns) == 0 && rows > 0 && columns > 0 ? (columns, rows) : nil
  }

  /// Whether the terminal, or what stands for it in the environment, has more columns or rows than are drawn on.
  private static var isTooLarge: Bool {
    func stated(_ name: String) -> Int { getenv(name).flatMap { Int(String(cString: $0)) } ?? 0 }
    let size = terminalSize() ?? (0, 0)
    return max(Int(size.columns), stated("COLUMNS")) > most.columns
      || max(Int(size.rows), stated("LINES")) > most.rows
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

  /// All keys that wait, or a part of them where there are very many.
  public func keys() -> [Key] {
    EscapeReader { Self.next(waiting: $0) }.all().compactMap { input in
      switch input {
      case .special(let code): special(code)
      case .character(let code): plain(code)
      }
    }
  }

  /// - Parameter waiting: milliseconds.
  private static func next(waiting: Int32) -> EscapeReader.Input? {
    var code: wint_t = 0
    wtimeout(cn_stdscr(), waiting)
    let kind = wget_wch(cn_stdscr(), &code)
    if kind == ERR { return nil }
    return kind == KEY_CODE_YES ? .special(Int32(bitPattern: code)) : .character(code)
  }

  private func plain(_ code: UInt32) -> Key? {
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
    hasLeft = true
    endwin()
  }

  /// Takes the terminal back after `leave`, with its present size; the next frame is drawn whole.
  public func comeBack() {
    hasLeft = false
    cp_terminal_take_back(1)
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

  /// Takes the terminal anew after the program was stopped without having left it, as by SIGSTOP: the shell has used it meanwhile.
  public func retake() {
    endwin()
    comeBack()
  }

  /// Ends the screen; the terminal is as it was before.
  public func close() {
    if hasLeft {
      // It was given back then.
    } else if cp_terminal_is_anothers(1) == 0 {
      endwin()
    } else {
      cp_guard_leave()
    }
    cp_guard_disarm()
  }
}
