import CPlatform
import Canvas
import FoundationEssentials
import Terminal

/// What stdout can show.
public enum OutputTerminal {
  /// Signs for UTF-8 where the locale has it, else ASCII.
  public static var glyphs: Glyphs { TerminalLocale.prepare() ? .unicode : .ascii }

  /// The terminal's width; 100 where there is none.
  public static var columns: Int {
    if let stated = ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init), stated > 40 {
      return stated
    }
    var rows: Int32 = 0
    var columns: Int32 = 0
    return cp_window_size(1, &rows, &columns) == 0 && columns > 40 ? Int(columns) : 100
  }
}
