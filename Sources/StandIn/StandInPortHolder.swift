import CPlatform
import FoundationEssentials
import Glibc

/// A gateway of a unit ends whatever gateway holds its port when it starts. Seen on 2026.6.11 ("cleared N stale gateway pid(s)").
enum StandInPortHolder {
  /// Only gateways of this very home: the stand-in must never touch anybody else's process.
  static func clear(port: Int) {
    guard ProcessInfo.processInfo.environment["OPENCLAW_SERVICE_MARKER"]?.isEmpty == false,
      let inode = inode(port: port), let pid = holder(of: inode), pid != getpid(), isGatewayOfThisHome(pid)
    else { return }
    StandInTools.log("killing 1 stale gateway process(es) before restart: \(pid)")
    kill(pid, SIGTERM)
    // Read as ended as soon as it has; at most 0.6 s.
    let end = cp_pidfd_open(pid)
    _ = cp_wait_readable(end, 600)
    if end >= 0 { close(end) }
    StandInTools.log("service-mode: cleared 1 stale gateway pid(s) before bind on port \(port)")
  }

  private static func text(_ path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  private static func inode(port: Int) -> String? {
    let wanted =
      ":" + String(repeating: "0", count: max(0, 4 - String(port, radix: 16).count))
      + String(port, radix: 16).uppercased()
    for line in (text("/proc/net/tcp") ?? "").split(separator: "\n").dropFirst() {
      let fields = line.split(separator: " ")
      if fields.count > 9, fields[1].hasSuffix(wanted), fields[3] == "0A" { return String(fields[9]) }
    }
    return nil
  }

  private static func holder(of inode: String) -> Int32? {
    // Processes whose descriptors cannot be listed are passed over.
    for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let pid = Int32(name) else { continue }
      // As above: another user's process shows none.
      for entry in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(name)/fd")) ?? [] {
        // A descriptor that was closed meanwhile is not the one.
        let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/\(name)/fd/\(entry)")
        if link == "socket:[\(inode)]" { return pid }
      }
    }
    return nil
  }

  private static func isGatewayOfThisHome(_ pid: Int32) -> Bool {
    let home = "HOME=" + (ProcessInfo.processInfo.environment["HOME"] ?? "/")
    let variables = (text("/proc/\(pid)/environ") ?? "").split(separator: "\0").map(String.init)
    return text("/proc/\(pid)/comm")?.contains("openclaw") == true && variables.contains(home)
  }
}
