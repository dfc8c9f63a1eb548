import OpenClaw

/// Spans of time for a person.
public enum Age {
  /// `12 s`, `2 m 14 s`, `12 m`, `3 h`, `9 d`.
  public static func text(_ seconds: Double) -> String {
    let whole = Int(clamping: max(0, seconds))
    return (60..<600).contains(whole) ? "\(whole / 60) m \(whole % 60) s" : coarse(seconds)
  }

  /// `12 s`, `4 m`, `2 h`, `9 d`.
  public static func coarse(_ seconds: Double) -> String {
    let seconds = Int(clamping: max(0, seconds))
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3600: return "\(seconds / 60) m"
    case ..<86400: return "\(seconds / 3600) h"
    default: return "\(seconds / 86400) d"
    }
  }
}
