import OpenClaw

/// How a config differs from a copy of it, line by line, with every value masked that may be a secret.
public struct ConfigDifference: Sendable, Equatable {
  /// One line of the copy, of the file now, or of both.
  public struct Line: Sendable, Equatable {
    /// In which of the two texts a line stands; the raw value is its mark in front of the line.
    public enum Kind: String, Sendable {
      /// In both.
      case same = " "
      /// Only in the copy.
      case copy = "-"
      /// Only in the file as it is now.
      case now = "+"
    }

    /// Where the line stands.
    public var kind: Kind
    /// Counted from 1, in the file that has it.
    public var number: Int
    /// The line, masked, without its end.
    public var text: String
  }

  /// One file that differs.
  public struct File: Sendable, Equatable {
    /// Absolute, as in the copy.
    public var path: String
    /// Groups of lines that lie together; empty where the files are too long to be compared.
    public var hunks: [[Line]]
    /// What is to be said instead of, or beside, the lines.
    public var remark: String?
  }

  /// Only files that differ.
  public var files: [File]

  /// Lines around a change that are shown too.
  static let context = 2
  /// Longer files are only said to differ.
  static let limit = 20000
  /// So are files between whose first and last difference more lines lie: comparing them takes memory by the square.
  static let middleLimit = 2000

  /// - Parameters:
  ///   - copy: the files as they were.
  ///   - now: gives a file as it is now; nil where it cannot be read.
  public init(copy: [ConfigBackup.File], now: (String) -> String?) {
    files = copy.compactMap { file in
      guard let text = now(file.path) else {
        return File(path: file.path, hunks: [], remark: "is not there, or cannot be read")
      }
      return text.isSameBytes(as: file.text) ? nil : Self.compare(file.path, file.text, text)
    }
  }

  /// The same without the secrets that were read.
  public func shown(by redactor: Redactor) -> ConfigDifference {
    var shown = self
    for file in shown.files.indices {
      for hunk in shown.files[file].hunks.indices {
        for line in shown.files[file].hunks[hunk].indices {
          shown.files[file].hunks[hunk][line].text = redactor.redact(shown.files[file].hunks[hunk][line].text)
        }
      }
    }
    return shown
  }

  /// Whether every file of the copy is as it was. Files that came after the copy are not looked at.
  public var isEmpty: Bool { files.isEmpty }

  /// How many lines differ: of each file the new ones or the gone ones, whichever are more, so that a changed line counts once.
  /// A file with a remark counts at least 1.
  public var changes: Int {
    files.reduce(0) { sum, file in
      let lines = file.hunks.joined()
      let gone = lines.count { $0.kind == .copy }
      let new = lines.count { $0.kind == .now }
      return sum + max(gone, new, file.remark == nil ? 0 : 1)
    }
  }

  /// `differs in 3 lines`.
  public var summary: String {
    isEmpty ? "is the same" : "differs in \(changes) line\(changes == 1 ? "" : "s")"
  }

  /// The difference as lines of text, each marked as in a unified diff.
  /// - Parameter path: writes a path as it is shown.
  public func text(path: (String) -> String) -> [String] {
    files.flatMap { file -> [String] in
      var lines = ["--- \(path(file.path)) (copy)", "+++ \(path(file.path)) (now)"]
      if let remark = file.remark { lines.append("    \(remark)") }
      for hunk in file.hunks {
        lines.append("@@ line \(hunk.first { $0.kind != .copy }?.number ?? hunk.first?.number ?? 1) @@")
        lines += hunk.map { $0.kind.rawValue + $0.text }
      }
      return lines
    }
  }

  private static func compare(_ path: String, _ copy: String, _ now: String) -> File {
    let old = MaskedConfig.split(copy)
    let new = MaskedConfig.split(now)
    guard max(old.count, new.count) <= limit else {
      return File(path: path, hunks: [], remark: "differs, and is too long to be compared line by line")
    }
    // What both begin and end with is set aside.
    let head = zip(old, new).prefix { $0 == $1 }.count
    let rest = min(old.count, new.count) - head
    let tail = zip(old.reversed(), new.reversed()).prefix { $0 == $1 }.prefix(rest).count
    let middle = (old[head..<(old.count - tail)], new[head..<(new.count - tail)])
    guard max(middle.0.count, middle.1.count) <= middleLimit else {
      return File(path: path, hunks: [], remark: "differs in too many lines to be compared line by line")
    }
    let masked = (MaskedConfig(copy).lines.map(LogText.clean), MaskedConfig(now).lines.map(LogText.clean))
    let difference = Array(middle.1).difference(from: Array(middle.0))
    var gone: Set<Int> = []
    var came: Set<Int> = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): gone.insert(head + offset)
      case .insert(let offset, _, _): came.insert(head + offset)
      }
    }
    var lines: [Line] = []
    var (before, after) = (0, 0)
    while before < old.count || after < new.count {
      if gone.contains(before) {
        lines.append(Line(kind: .copy, number: before + 1, text: masked.0[before]))
        before += 1
      } else if came.contains(after) {
        lines.append(Line(kind: .now, number: after + 1, text: masked.1[after]))
        after += 1
      } else {
        lines.append(Line(kind: .same, number: after + 1, text: masked.1[after]))
        before += 1
        after += 1
      }
    }
    let shown = hunks(lines)
    // Lines are compared as they read: line ends, and letters that are put together differently, read the same.
    return File(
      path: path, hunks: shown,
      remark: shown.isEmpty ? "differs only in line ends, or in letters that look the same" : nil)
  }

  private static func hunks(_ lines: [Line]) -> [[Line]] {
    let changed = lines.indices.filter { lines[$0].kind != .same }
    var hunks: [[Line]] = []
    var end = -1
    for place in changed {
      let first = max(place - context, 0)
      let last = min(place + context, lines.count - 1)
      if first <= end {
        if last > end { hunks[hunks.count - 1] += lines[(end + 1)...last] }
      } else {
        hunks.append(Array(lines[first...last]))
      }
      end = max(end, last)
    }
    return hunks
  }
}
