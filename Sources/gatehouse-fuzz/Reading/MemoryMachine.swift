import Host

/// A machine of files in memory, without processes and sockets, on which nothing can be changed.
enum MemoryMachine {
  static let now = 1_800_000_000.0

  static func files(_ files: [String: [UInt8]]) -> Machine.Files {
    let directories = Set(files.keys.flatMap(parents))
    let status: @Sendable (String) -> FileStatus? = { path in
      if let bytes = files[path] { return FileStatus(kind: .file, size: bytes.count, userID: 1000) }
      return directories.contains(path) ? FileStatus(kind: .directory, userID: 1000, mode: 0o700) : nil
    }
    return Machine.Files(
      read: { path, limit in files[path].map { .success(Array($0.prefix(limit))) } ?? .failure(.missing) },
      readPlain: { path, limit in
        guard let bytes = files[path], let status = status(path) else { return .failure(.missing) }
        return .success(OpenedFile(bytes: Array(bytes.prefix(limit)), status: status))
      }, plainStatus: status, status: status,
      list: { path in
        directories.contains(path) ? .success(names(in: path, files, directories)) : .failure(.missing)
      }, realPath: { files[$0] != nil || directories.contains($0) ? $0 : nil }, link: { _ in nil },
      write: { _, _, _ in .missing }, append: { _, _, _ in .missing }, rename: { _, _ in .missing },
      copyAndEmpty: { _, _ in .missing }, makeDirectory: { _, _ in .missing }, remove: { _ in .missing },
      lock: { _ in .success(nil) },
      tail: { path, offset, limit in
        guard let bytes = files[path] else { return .failure(.missing) }
        let start = max(min(offset, bytes.count), bytes.count - limit)
        return .success(
          FileTail(bytes: Array(bytes[max(0, start)...]), offset: max(0, start), size: bytes.count, inode: 1))
      })
  }

  static func machine(_ files: [String: [UInt8]], environment: [String: String] = [:]) -> Machine {
    Machine(
      files: Self.files(files),
      processes: Machine.Processes(
        pids: { [] }, all: { [] }, facts: { _ in nil }, commandLine: { _ in nil }, environment: { _ in nil },
        controlGroup: { _ in nil }, view: { _ in nil }, userID: { _ in nil }, sockets: { _ in nil },
        listeners: { [] }, acceptedSocket: { _ in nil }, signal: { _, _ in false },
        signalGroup: { _, _ in false },
        waitForEnd: { _, _ in }),
      system: Machine.System(
        hostName: "fuzz", userID: 1000, bootID: "boot", environment: environment, workingDirectory: "/",
        ticksPerSecond: 100, now: { now }, uptime: { 1000 }, sleep: { _ in }))
  }

  private static func names(
    in path: String, _ files: [String: [UInt8]], _ directories: Set<String>
  ) -> [String] {
    let head = path == "/" ? "/" : path + "/"
    var found: Set<String> = []
    for name in files.keys where name.hasPrefix(head) {
      if let part = name.dropFirst(head.count).split(separator: "/").first { found.insert(String(part)) }
    }
    return found.sorted()
  }

  private static func parents(_ path: String) -> [String] {
    let parts = path.split(separator: "/")
    return ["/"] + (1..<max(parts.count, 1)).map { "/" + parts.prefix($0).joined(separator: "/") }
  }
}
