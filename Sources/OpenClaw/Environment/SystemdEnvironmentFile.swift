/// Files that a unit's `EnvironmentFile=` names, read as systemd does: no shell, and no `.env`.
/// Source: systemd.exec(5), systemd's `src/basic/env-file.c` (`parse_env_file_internal`); seen on systemd 252.
public enum SystemdEnvironmentFile {
  private enum State {
    case beforeKey, key, beforeValue, value, valueEscape, single, double, doubleEscape, comment, commentEscape
  }

  /// What the file assigns, and the keys that systemd logs and leaves out (`export NAME`, `1X`).
  public struct Content: Sendable, Equatable {
    /// By name; of several assignments the last one counts.
    public var values: [String: String] = [:]
    /// In the order of the file, as they stand there.
    public var ignored: [String] = []
  }

  /// `;` and `#` begin comments only where a key could begin; quotes join what they stand beside; a backslash at the end of a
  /// line continues it; ` # note` behind a value belongs to the value.
  public static func parse(_ text: String) -> Content {
    var reader = Reader()
    for scalar in text.unicodeScalars { reader.read(scalar) }
    return reader.finished()
  }

  /// One scalar after another.
  private struct Reader {
    private var content = Content()
    private var state = State.beforeKey
    private var key = String.UnicodeScalarView()
    private var value = String.UnicodeScalarView()
    /// Scalars in `value`: to count them takes a walk through all of it.
    private var count = 0
    /// Length of `value` without unquoted blanks at its end, which are dropped.
    private var kept = 0

    mutating func read(_ scalar: Unicode.Scalar) {
      let isNewline = scalar == "\n" || scalar == "\r"
      switch state {
      case .beforeKey, .key: readKey(scalar, isNewline)
      case .beforeValue, .value, .valueEscape: readValue(scalar, isNewline)
      case .single, .double, .doubleEscape: readQuoted(scalar, isNewline)
      case .comment: state = isNewline ? .beforeKey : scalar == "\\" ? .commentEscape : .comment
      case .commentEscape: state = .comment
      }
    }

    mutating func finished() -> Content {
      switch state {
      case .beforeKey, .key, .comment, .commentEscape: break
      case .beforeValue, .value, .valueEscape, .single, .double, .doubleEscape: push()
      }
      return content
    }

    private mutating func push() {
      let name = String(key).trimmed
      if isName(name) {
        content.values[name] = String(String.UnicodeScalarView(value.prefix(kept)))
      } else {
        content.ignored.append(name)
      }
      key = .init()
      value = .init()
      count = 0
      kept = 0
    }

    private mutating func take(_ scalar: Unicode.Scalar, keepsBlanks: Bool) {
      value.append(scalar)
      count += 1
      if keepsBlanks || !isBlank(scalar) { kept = count }
    }

    private mutating func readKey(_ scalar: Unicode.Scalar, _ isNewline: Bool) {
      if state == .beforeKey {
        if scalar == "#" || scalar == ";" {
          state = .comment
        } else if !isBlank(scalar) {
          state = .key
          key.append(scalar)
        }
      } else if isNewline {
        // A line without an equals sign says nothing.
        key = .init()
        state = .beforeKey
      } else if scalar == "=" {
        state = .beforeValue
      } else {
        key.append(scalar)
      }
    }

    private mutating func readValue(_ scalar: Unicode.Scalar, _ isNewline: Bool) {
      if state == .valueEscape {
        if !isNewline { take(scalar, keepsBlanks: true) }
        state = .value
      } else if isNewline {
        push()
        state = .beforeKey
      } else if scalar == "\\" {
        if state == .value { kept = count }
        state = .valueEscape
      } else if state == .value {
        take(scalar, keepsBlanks: false)
      } else if scalar == "'" {
        state = .single
      } else if scalar == "\"" {
        state = .double
      } else if !isBlank(scalar) {
        take(scalar, keepsBlanks: false)
        state = .value
      }
    }

    private mutating func readQuoted(_ scalar: Unicode.Scalar, _ isNewline: Bool) {
      switch state {
      case .single:
        if scalar == "'" { state = .beforeValue } else { take(scalar, keepsBlanks: true) }
      case .double:
        if scalar == "\"" {
          state = .beforeValue
        } else if scalar == "\\" {
          state = .doubleEscape
        } else {
          take(scalar, keepsBlanks: true)
        }
      default:
        if "\"\\`$".unicodeScalars.contains(scalar) {
          take(scalar, keepsBlanks: true)
        } else if !isNewline {
          take("\\", keepsBlanks: true)
          take(scalar, keepsBlanks: true)
        }
        state = .double
      }
    }
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
  }

  /// `env_name_is_valid`: letters, digits and underscores, not a digit first.
  private static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, !(48...57).contains(first) else { return false }
    return name.utf8.allSatisfy {
      (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == UInt8(ascii: "_")
    }
  }
}
