import FoundationEssentials
import Glibc

/// The lock file of a stand-in. Source: real-gateway.md, "several on one host"; openclaw-facts.md section 7.3.
struct StandInLock {
  let path: String
  private let members: [String]

  /// - Parameter stateDir: where the lock lies in its `tmp`, as since 2026.8; nil for the temporary directory.
  init(configPath: String, stateDir: String?, lockInStateDir: Bool, port: Int) {
    let environment = ProcessInfo.processInfo.environment
    let base = lockInStateDir ? (stateDir ?? "/tmp") + "/tmp" : environment["TMPDIR"] ?? "/tmp"
    let name = SHA256.hexadecimal(Array(configPath.utf8)).prefix(8)
    path = "\(base)/openclaw-\(getuid())/gateway.\(name).lock"
    var members = [
      "\"pid\":\(getpid())", "\"configPath\":\"\(configPath)\"",
      "\"startTime\":\(Self.startTime(of: getpid()) ?? 0)",
    ]
    if lockInStateDir, let stateDir { members += ["\"port\":\(port)", "\"stateDir\":\"\(stateDir)\""] }
    self.members = members
  }

  /// The living process that holds the lock.
  func holder() -> Int32? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    let content = String(decoding: data, as: UTF8.self)
    func number(_ key: String) -> UInt64? {
      guard let range = content.firstRange(of: "\"\(key)\":") else { return nil }
      return UInt64(content[range.upperBound...].prefix { $0.isNumber })
    }
    guard let pid = number("pid").flatMap({ Int32(exactly: $0) }),
      let start = Self.startTime(of: pid), start == number("startTime")
    else { return nil }
    return pid == getpid() ? nil : pid
  }

  func take() throws {
    let directory = String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    // Written anew by a restart inside the process, which nothing but this tells.
    let created = "\"createdAt\":\"\(StandInClock.text)\""
    let text = "{\((members + [created]).joined(separator: ","))}"
    try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
  }

  func release() { unlink(path) }

  /// Field 22 of /proc/PID/stat, counted after the last parenthesis; nil also for a zombie, which OpenClaw takes for dead.
  /// Source: OpenClaw 2026.6.11 `pid-alive`.
  private static func startTime(of pid: Int32) -> UInt64? {
    guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return nil }
    let text = String(decoding: data, as: UTF8.self)
    guard let close = text.lastIndex(of: ")") else { return nil }
    let fields = text[text.index(after: close)...].split(separator: " ")
    return fields.count > 19 && fields[0] != "Z" ? UInt64(fields[19]) : nil
  }
}
