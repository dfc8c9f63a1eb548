/// What a person pressed.
public enum Key: Sendable, Hashable {
  /// A key that writes a character; the blank is one of them.
  case character(Character)
  /// `backTab` is Shift with Tab, `backspace` deletes to the left.
  case enter, escape, tab, backTab, backspace
  /// The keys that move; `delete` is Del, which deletes to the right.
  case up, down, left, right, pageUp, pageDown, home, end, delete
  /// Ctrl with a letter, `control("c")`.
  case control(Character)
  /// F1 is 1.
  case function(Int)
  /// The left mouse button, with column and row of the cell, counted from 0 at the top left.
  case click(x: Int, y: Int)
  /// One step of the mouse wheel.
  case wheelUp, wheelDown
}
