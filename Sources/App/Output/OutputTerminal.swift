import CPlatform
import Canvas
import FoundationEssentials
import Terminal

/// What stdout can show.
public enum OutputTerminal {
  /// The widest line that is drawn: `COLUMNS` may hold any number.
  static let mostColumns = 1000

  /// Signs for UTF-8 where the locale has it, else ASCII.
  public static var glyphs: Glyphs { TerminalLocale.prepare() ? .unicode : .ascii }

  /// The terminal's width, at most 1,000; 100 where there is none.
  public static var columns: Int {
    var rows: Int32 = 0
    var columns: Int32 = 0
    let found = cp_window_size(1, &rows, &columns) == 0 ? Int(columns) : nil
    return width(stated: ProcessInfo.processInfo.environment["COLUMNS"], found: found)
  }

  /// - Parameters:
  ///   - stated: what `COLUMNS` says; a number of up to 40 is passed over.
  ///   - found: what the terminal says; nil where there is none.
  static func width(stated: String?, found: Int?) -> Int {
    let named = [stated.flatMap { Int($0) }, found].compactMap(\.self).first { $0 > 40 }
    return min(named ?? 100, mostColumns)
  }
}
