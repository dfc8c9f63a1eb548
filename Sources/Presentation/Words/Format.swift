import GatewayModel

/// Numbers and times as the screen writes them.
public enum Format {
  /// `42s`, `12m`, `2h 1m`, `3d 4h`.
  static func uptime(_ seconds: Double) -> String {
    let seconds = Int(clamping: max(0, seconds))
    switch seconds {
    case ..<60: return "\(seconds)s"
    case ..<3600: return "\(seconds / 60)m"
    case ..<86400: return "\(seconds / 3600)h \(seconds / 60 % 60)m"
    default: return "\(seconds / 86400)d \(seconds / 3600 % 24)h"
    }
  }

  /// `512 KB`, `96 MB`, `1.4 GB`, in steps of 1024.
  public static func bytes(_ count: Int) -> String {
    let megabytes = Double(count) / 1_048_576
    if megabytes < 1 { return "\(count / 1024) KB" }
    if megabytes.rounded() < 1024 { return "\(Int(megabytes.rounded())) MB" }
    return "\(Int((megabytes / 1024 * 10).rounded()) / 10).\(Int((megabytes / 1024 * 10).rounded()) % 10) GB"
  }

  static func milliseconds(_ value: Double) -> String {
    value < 1 ? "<1 ms" : "\(Int(clamping: value.rounded())) ms"
  }

  /// The first and the last port with `dash` between them: `18800–18899`.
  public static func range(_ range: ClosedRange<Int>, dash: String) -> String {
    "\(range.lowerBound)\(dash)\(range.upperBound)"
  }
}
