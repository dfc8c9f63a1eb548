/// What a person pressed.
public enum Key: Sendable, Hashable {
  case character(Character)
  case enter, escape, tab, backTab, backspace
  case up, down, left, right, pageUp, pageDown, home, end, delete
  /// Ctrl with a letter, `control("c")`.
  case control(Character)
  case function(Int)
  case click(x: Int, y: Int)
  case wheelUp, wheelDown
}
