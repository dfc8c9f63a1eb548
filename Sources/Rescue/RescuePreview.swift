import GatewayModel

/// What a choice would change, shown before it is made.
public enum RescuePreview {
  /// One line of the preview.
  public struct Line: Sendable, Equatable {
    /// What a line tells, which decides how it is shown.
    public enum Kind: Sendable {
      /// What will be done, and to what.
      case text
      /// Unchanged lines of a config, and remarks; left out on a small screen.
      case dim
      /// A line that the restore brings.
      case added
      /// A line that the restore takes away.
      case removed
    }

    /// Without secrets; a line of a config has its number and its mark in front.
    public var text: String
    /// What it tells.
    public var kind: Kind

    /// Made by `RescuePreview.of`.
    public init(_ text: String, _ kind: Kind = .text) {
      self.text = text
      self.kind = kind
    }
  }

  /// - Returns: nil for a choice that changes no file and ends no process.
  public static func of(
    _ move: RescueMove, _ facts: RescueFacts, path: (String) -> String
  ) -> (title: String, lines: [Line])? {
    switch move {
    case .repair(.restoreConfig): return facts.copy.map { restore($0, path: path) }
    case .repair(.restoreProven): return facts.provenCopy.map { restore($0, path: path) }
    case .repair(.freePort):
      guard let orphan = facts.orphan else { return nil }
      return (
        "Free port \(orphan.port)",
        [
          Line("\(orphan.command), pid \(orphan.process.pid), started at tick \(orphan.process.startTicks)"),
          Line("\(orphan.proof)."),
          Line("It gets TERM, and KILL when it does not end. This cannot be undone.", .dim),
        ]
      )
    case .repair(.reinstallUnit):
      guard let repair = facts.unitRepair else { return nil }
      return (
        "Reinstall the unit",
        [
          Line(repair.reason), Line("$ \(repair.line)"),
          Line("The unit's file as it is now is kept.", .dim),
        ]
      )
    default: return nil
    }
  }

  /// The other way round than a difference to the copy: what the restore takes away, and what it brings.
  private static func restore(
    _ copy: RescueFacts.Copy, path: (String) -> String
  ) -> (title: String, lines: [Line]) {
    var lines = [
      Line(
        copy.isStartProven
          ? "copy \(copy.id): it worked, and a start has proven it"
          : "copy \(copy.id): it worked; edited while it ran, no start has proven it", .dim)
    ]
    for file in copy.difference.files {
      lines.append(Line(path(file.path)))
      if let remark = file.remark { lines.append(Line("  \(remark)", .dim)) }
      for hunk in file.hunks {
        for line in takenFirst(hunk) {
          let place = label(line.number)
          switch line.kind {
          case .same: lines.append(Line("\(place)   \(line.text)", .dim))
          case .copy: lines.append(Line("\(place) + \(line.text)", .added))
          case .now: lines.append(Line("\(place) - \(line.text)", .removed))
          }
        }
      }
    }
    return ("What the restore changes", lines)
  }

  /// The number of a line, as wide as that of any other.
  public static func label(_ number: Int) -> String {
    let text = String(number)
    return String(repeating: " ", count: max(0, 5 - text.count)) + text
  }

  /// Of lines that change places what goes stands before what comes, as everywhere.
  private static func takenFirst(_ hunk: [ConfigDifference.Line]) -> [ConfigDifference.Line] {
    var sorted: [ConfigDifference.Line] = []
    var coming: [ConfigDifference.Line] = []
    for line in hunk {
      switch line.kind {
      case .copy: coming.append(line)
      case .now: sorted.append(line)
      case .same:
        sorted += coming + [line]
        coming = []
      }
    }
    return sorted + coming
  }
}
