#if os(Linux)
  import Glibc

  /// Processes as `/proc` shows them.
  package enum ProcessTable {
    private static let pageSize = sysconf(Int32(_SC_PAGESIZE))

    static func all() -> [ProcessFacts] { pids().compactMap { facts(pid: $0) } }

    static func pids() -> [Int32] {
      guard let directory = opendir("/proc") else { return [] }
      defer { closedir(directory) }
      var found: [Int32] = []
      while let entry = readdir(directory) {
        let pid = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) { number($0) }
        }
        if let pid { found.append(pid) }
      }
      return found
    }

    private static func number(_ name: UnsafePointer<CChar>) -> Int32? {
      var value: Int32 = 0
      var index = 0
      while name[index] != 0 {
        guard name[index] >= 48, name[index] <= 57, index < 10 else { return nil }
        value = value &* 10 &+ Int32(name[index] - 48)
        index += 1
      }
      return index > 0 ? value : nil
    }

    static func facts(pid: Int32) -> ProcessFacts? {
      ProcFile.bytes("/proc/\(pid)/stat", limit: 4096).flatMap { parse($0, pid: pid) }
    }

    /// The fields behind the name are counted from the last parenthesis: the name may hold blanks and parentheses itself.
    package static func parse(_ bytes: [UInt8], pid: Int32) -> ProcessFacts? {
      guard let open = bytes.firstIndex(of: UInt8(ascii: "(")),
        let close = bytes.lastIndex(of: UInt8(ascii: ")")), open < close
      else { return nil }
      let fields = bytes[(close + 1)...].split(separator: UInt8(ascii: " "))
      guard fields.count > 21, let state = fields[0].first else { return nil }
      func number(_ index: Int) -> UInt64 {
        var value: UInt64 = 0
        for byte in fields[index] where byte >= 48 && byte <= 57 {
          value = value &* 10 &+ UInt64(byte - 48)
        }
        return value
      }
      return ProcessFacts(
        identity: ProcessIdentity(pid: pid, startTicks: number(19)),
        name: String(decoding: bytes[(open + 1)..<close], as: UTF8.self),
        state: Character(Unicode.Scalar(state)), parent: Int32(truncatingIfNeeded: number(1)),
        group: Int32(truncatingIfNeeded: number(2)),
        residentBytes: Int(truncatingIfNeeded: number(21)) &* pageSize,
        cpuTicks: number(11) &+ number(12))
    }

    /// A list of NUL-terminated strings.
    static func strings(_ path: String) -> [String]? {
      ProcFile.bytes(path).map { bytes in
        var bytes = bytes[...]
        // A title that was written over the arguments leaves a tail of NULs.
        while bytes.last == 0 { bytes.removeLast() }
        return bytes.isEmpty
          ? []
          : bytes.split(separator: 0, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
      }
    }

    static func environment(pid: Int32) -> [String: String]? {
      strings("/proc/\(pid)/environ").map { pairs in
        var environment: [String: String] = [:]
        for pair in pairs {
          if let (name, value) = EnvironmentText.pair(pair) { environment[name] = value }
        }
        return environment
      }
    }

    /// The unified hierarchy's line, `0::/path`.
    static func controlGroup(pid: Int32) -> String? {
      ProcFile.text("/proc/\(pid)/cgroup")?.utf8.split(separator: UInt8(ascii: "\n"))
        .first { $0.starts(with: "0::".utf8) }.map { String(Substring($0.dropFirst(3))) }
    }

    static func view(pid: Int32) -> ProcessView? {
      let namespace = link("/proc/\(pid)/ns/mnt")
      let directory = link("/proc/\(pid)/cwd")
      if namespace == nil, directory == nil { return nil }
      return ProcessView(
        workingDirectory: directory, mountNamespace: namespace, executable: link("/proc/\(pid)/exe"))
    }

    private static func link(_ path: String) -> String? {
      var target = [CChar](repeating: 0, count: Int(PATH_MAX))
      let length = readlink(path, &target, target.count)
      guard length > 0 else { return nil }
      return String(decoding: target[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The user of a process. A set-user-id program has several at once: it is somebody else's as soon as one of them is.
    static func userID(pid: Int32) -> UInt32? {
      ProcFile.text("/proc/\(pid)/status").flatMap { userID(status: $0, own: getuid()) }
    }

    /// - Parameter status: the text of `/proc/PID/status`, whose `Uid:` has the real, effective, saved and file system user.
    package static func userID(status: String, own: UInt32) -> UInt32? {
      let lines = status.utf8.split(separator: UInt8(ascii: "\n"))
      guard let line = lines.first(where: { $0.starts(with: "Uid:".utf8) }) else { return nil }
      let users = Substring(line.dropFirst(4)).split(whereSeparator: \.isWhitespace).compactMap { UInt32($0) }
      return users.first { $0 != own } ?? users.first
    }

    static func sockets(pid: Int32) -> Set<UInt64>? {
      let path = "/proc/\(pid)/fd"
      guard let directory = opendir(path) else { return nil }
      defer { closedir(directory) }
      var inodes: Set<UInt64> = []
      var target = [CChar](repeating: 0, count: 64)
      let base = dirfd(directory)
      while let entry = readdir(directory) {
        let length = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
          pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
            readlinkat(base, $0, &target, target.count)
          }
        }
        guard length > 9, length < target.count else { continue }
        let link = String(decoding: target[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
        if link.hasPrefix("socket:["), let inode = UInt64(link.dropFirst(8).dropLast()) {
          inodes.insert(inode)
        }
      }
      return inodes
    }
  }
#endif
