import Host

/// The ports that the kernel gives to outgoing connections. Source: `/proc/sys/net/ipv4/ip_local_port_range` (proc(5)).
public enum EphemeralPorts {
  /// What the kernel uses where it does not say: 32768–60999.
  public static let standard = 32768...60999

  /// As this machine is set up.
  public static func read(_ files: Machine.Files) -> ClosedRange<Int> {
    guard case .success(let bytes) = files.read("/proc/sys/net/ipv4/ip_local_port_range", 4096) else {
      return standard
    }
    let numbers = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .compactMap { Int($0) }
    guard numbers.count == 2, numbers[0] > 0, numbers[0] <= numbers[1], numbers[1] <= 65535 else {
      return standard
    }
    return numbers[0]...numbers[1]
  }
}
