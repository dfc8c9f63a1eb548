/// How grave a line of a log is, as far as its beginning tells.
public enum LogLevel: Int, Sendable, Comparable, CaseIterable {
  /// `debug`, `trace`, `silly`, `verbose`.
  case debug
  /// `info`, and lines that name no level.
  case info
  /// `warn`, `warning`.
  case warning
  /// `error`, `err`, `fatal`, `uncaught`, `panic`.
  case error

  /// The graver one is greater.
  public static func < (a: LogLevel, b: LogLevel) -> Bool { a.rawValue < b.rawValue }

  /// As `--level` and the screen have it: `warn` for a warning.
  public var name: String {
    switch self {
    case .debug: "debug"
    case .info: "info"
    case .warning: "warn"
    case .error: "error"
    }
  }

  /// Nil for a line that names no level.
  public static func of(_ line: String) -> LogLevel? {
    let words = line.prefix(100).lowercased().split { !$0.isLetter }
    for word in words {
      switch word {
      case "error", "fatal", "err", "uncaught", "panic": return .error
      case "warn", "warning": return .warning
      case "info": return .info
      case "debug", "trace", "silly", "verbose": return .debug
      default: continue
      }
    }
    return nil
  }

  /// The next one for the key that goes through them; after `error` comes `debug`.
  public var next: LogLevel { LogLevel(rawValue: rawValue + 1) ?? .debug }
}

/// One line with its level.
public struct LogLine: Sendable, Equatable {
  /// The line, without escape sequences.
  public var text: String
  /// Its own level, else that of the line that it goes on with, else `info`.
  public var level: LogLevel

  /// - Parameter before: the line above: what is indented goes on with it.
  public init(_ text: String, after before: LogLine?) {
    self.text = text
    let isContinued = text.first == " " || text.first == "\t"
    level = (isContinued ? before?.level : nil) ?? LogLevel.of(text) ?? .info
  }
}
