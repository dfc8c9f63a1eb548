import Host

/// A host that exists only in a test: its files are given, it has no processes and no sockets.
public enum FakeHost {
  public static func host(files: [String: String], environment: [String: String]) -> Machine {
    var host = Machine.unimplemented
    let directories = Set(files.keys.flatMap(parents))
    host.files.read = { path, _ in
      files[path].map { .success(Array($0.utf8)) } ?? .failure(.missing)
    }
    host.files.status = { path in
      if let text = files[path] {
        return FileStatus(kind: .file, size: text.utf8.count, userID: 1000)
      }
      return directories.contains(path) ? FileStatus(kind: .directory) : nil
    }
    host.files.plainStatus = host.files.status
    host.files.readPlain = { [files = host.files] path, limit in
      guard let status = files.status(path) else { return .failure(.missing) }
      return files.read(path, limit).map { OpenedFile(bytes: $0, status: status) }
    }
    host.files.list = { path in
      guard directories.contains(path) else { return .failure(.missing) }
      let below = (Array(files.keys) + Array(directories)).filter { $0.hasPrefix(path + "/") }
      return .success(
        Array(
          Set(below.compactMap { $0.dropFirst(path.count + 1).split(separator: "/").first.map(String.init) }))
      )
    }
    host.files.realPath = { files[$0] != nil || directories.contains($0) ? $0 : nil }
    host.files.link = { _ in nil }
    host.processes.pids = { [] }
    host.processes.all = { [] }
    host.processes.facts = { _ in nil }
    host.processes.listeners = { [] }
    host.processes.view = { _ in nil }
    host.system = Machine.System(
      hostName: "atlas", userID: 1000, bootID: "boot", environment: environment, workingDirectory: "/",
      ticksPerSecond: 100, now: { 1_000_000 }, uptime: { 1000 },
      sleep: Machine.unimplemented.system.sleep)
    return host
  }

  private static func parents(_ path: String) -> [String] {
    let parts = path.split(separator: "/")
    return (1..<max(parts.count, 1)).map { "/" + parts.prefix($0).joined(separator: "/") }
  }
}
