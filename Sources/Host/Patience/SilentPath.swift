import Dispatch
import Synchronization

/// Finds the file system on which a question hangs. The way there is looked at on a thread of its own, for it may hang too.
struct SilentPath {
  /// The files of this machine, asked directly.
  let files: Machine.Files
  /// Seconds that the way is looked at.
  var limit = 0.5

  /// How far the way was followed.
  private final class Way: Sendable {
    struct Step {
      /// With links resolved.
      var real = ""
      /// The part of the path itself that has been followed.
      var asked = ""
      /// The part of the path itself with which the present file system was entered by a link.
      var alias: String?
    }
    let step = Mutex(Step())
  }

  /// Where the file system is mounted on which the question hangs; of the root file system the path's own directory, and of a process
  /// (`/proc/1234`) that process alone. And the part of the path that leads there by a link; nil where none does.
  func place(of path: String) -> (place: String, alias: String?) {
    let parts = Self.parts(path)
    if parts.count >= 2, parts[0] == "proc" { return ("/proc/\(parts[1])", nil) }
    let mounts = mountPoints()
    let way = Way()
    let done = DispatchSemaphore(value: 0)
    let files = files
    DispatchQueue(label: "gatehouse.files.way").async {
      Self.follow(parts, files, mounts, way)
      done.signal()
    }
    _ = done.wait(timeout: .now() + limit)
    let step = way.step.withLock { $0 }
    let mount = Self.mount(of: step.real, mounts)
    guard mount != "/" else { return ("/" + parts.dropLast().joined(separator: "/"), nil) }
    return (mount, step.alias)
  }

  private static func follow(_ parts: [String], _ files: Machine.Files, _ mounts: [String], _ way: Way) {
    var real = ""
    var asked = ""
    for part in parts {
      asked += "/" + part
      real += "/" + part
      way.step.withLock { [real, asked] step in
        step.real = real
        step.asked = asked
      }
      // Links in a row, as many as the kernel follows.
      for _ in 0..<40 {
        guard let target = files.link(real) else { break }
        real = joined(target, from: real)
        way.step.withLock { [real, asked] step in
          if mount(of: real, mounts) != mount(of: step.real, mounts) { step.alias = asked }
          step.real = real
        }
      }
    }
  }

  /// Where a link leads, without `.` and `..`.
  private static func joined(_ target: String, from link: String) -> String {
    var parts = target.utf8.first == UInt8(ascii: "/") ? [] : Self.parts(link).dropLast()
    for part in Self.parts(target) where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }

  /// By bytes, as the kernel parts a path.
  private static func parts(_ path: String) -> [String] {
    path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
  }

  private static func mount(of path: String, _ mounts: [String]) -> String {
    mounts.filter { $0 == "/" || path == $0 || path.utf8.starts(with: ($0 + "/").utf8) }
      .max { $0.utf8.count < $1.utf8.count } ?? "/"
  }

  /// Source: proc_pid_mountinfo(5). The fifth word is the place, with octal escapes for blanks.
  private func mountPoints() -> [String] {
    guard case .success(let bytes) = files.read("/proc/self/mountinfo", 1 << 22) else { return ["/"] }
    return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let words = line.split(separator: UInt8(ascii: " "), maxSplits: 5)
      return words.count > 4 ? Self.unescaped(words[4]) : nil
    }
  }

  private static func unescaped(_ word: ArraySlice<UInt8>) -> String {
    var bytes: [UInt8] = []
    var rest = word
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3).map { Int($0) - 48 }
      guard byte == UInt8(ascii: "\\"), digits.count == 3, digits.allSatisfy({ (0...7).contains($0) }),
        let code = UInt8(exactly: digits[0] * 64 + digits[1] * 8 + digits[2])
      else {
        bytes.append(byte)
        continue
      }
      bytes.append(code)
      rest = rest.dropFirst(3)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
