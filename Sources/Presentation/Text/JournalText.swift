import GatewayModel

/// Journal entries as lines for a person.
public enum JournalText {
  /// `2026-11-23T01:02:03Z stop (key) done: main is stopped  [pid 4711]`, the time in UTC.
  public static func line(_ entry: JournalEntry) -> String {
    let message = entry.message.isEmpty ? entry.gateway : entry.message
    let about = entry.gateway.isEmpty || message.contains(entry.gateway) ? "" : entry.gateway + ": "
    let target = target(entry.target)
    return
      "\(ISOTime.text(entry.at)) \(entry.action.rawValue) (\(entry.by.rawValue)) \(entry.phase.rawValue): \(about)\(message)\(target)"
  }

  private static func target(_ target: JournalEntry.Target) -> String {
    var parts: [String] = []
    if let pid = target.pid { parts.append("pid \(pid)") }
    if let unit = target.unit { parts.append(unit) }
    return parts.isEmpty ? "" : "  [\(parts.joined(separator: ", "))]"
  }
}
