import Host
import OpenClaw
import Synchronization
import TestSupport

/// Files that exist only in a test, change while it runs, and count how often each is read.
final class ChangingFiles: Sendable {
  private struct State {
    var files: [String: String] = [:]
    var links: [String: String] = [:]
    var denied: Set<String> = []
    var foreign: Set<String> = []
    var modes: [String: UInt32] = [:]
    /// When a path changed last; a directory also when something below it came or went.
    var changes: [String: Double] = [:]
    var clock = 1.0
    var reads: [String: Int] = [:]
  }

  private let state = Mutex(State())

  init(_ files: [String: String], links: [String: String] = [:]) {
    for (path, text) in files { write(path, text) }
    for (path, target) in links { link(path, target) }
  }

  func write(_ path: String, _ text: String) { change(path) { $0.files[path] = text } }
  func link(_ path: String, _ target: String) { change(path) { $0.links[path] = target } }
  func remove(_ path: String) { change(path) { $0.files[path] = nil } }
  /// Nobody may read it, or list it.
  func deny(_ path: String) { state.withLock { _ = $0.denied.insert(path) } }
  /// The permission bits of a directory.
  func open(_ path: String, _ mode: UInt32) { state.withLock { $0.modes[path] = mode } }
  /// It is another user's.
  func give(_ path: String) { state.withLock { _ = $0.foreign.insert(path) } }

  private func change(_ path: String, _ body: (inout State) -> Void) {
    state.withLock { state in
      body(&state)
      state.clock += 1
      var place = path
      while place != "/" {
        state.changes[place] = state.clock
        place = UserPath.parent(place)
      }
    }
  }

  /// How often a file was read since the last time this was asked.
  func takeReads() -> [String: Int] {
    state.withLock { state in
      defer { state.reads = [:] }
      return state.reads
    }
  }

  func host(environment: [String: String] = ["HOME": "/h"]) -> Machine {
    var host = FakeHost.host(files: [:], environment: environment)
    host.files.read = { path, limit in
      let real = self.real(path)
      return self.state.withLock { state in
        state.reads[path, default: 0] += 1
        guard let text = state.files[real] else { return .failure(.missing) }
        if state.denied.contains(real) { return .failure(.denied) }
        if text.utf8.count > limit { return .failure(.tooLarge(limit: limit)) }
        return .success(Array(text.utf8))
      }
    }
    host.files.status = { self.status($0) }
    host.files.plainStatus = { path in
      if self.state.withLock({ $0.links[path] }) != nil { return FileStatus(kind: .other, userID: 1000) }
      return self.status(path)
    }
    host.files.readPlain = { [files = host.files] path, limit in
      guard let status = files.plainStatus(path), status.kind == .file else { return .failure(.linkCircle) }
      return files.read(path, limit).map { OpenedFile(bytes: $0, status: status) }
    }
    host.files.list = { path in
      let real = self.real(path)
      guard self.status(path)?.kind == .directory else {
        return .failure(.missingDirectory)
      }
      return self.state.withLock { state in
        if state.denied.contains(real) { return .failure(.denied) }
        let below = (Array(state.files.keys) + Array(state.links.keys)).filter { $0.hasPrefix(real + "/") }
        return .success(
          Array(
            Set(
              below.compactMap { $0.dropFirst(real.count + 1).split(separator: "/").first.map(String.init) }))
        )
      }
    }
    host.files.link = { path in self.state.withLock { $0.links[path] } }
    host.files.realPath = { path in self.status(path).map { _ in self.real(path) } }
    return host
  }

  private func status(_ path: String) -> FileStatus? {
    let real = real(path)
    return state.withLock { state in
      if real == "/dev/null" { return FileStatus(kind: .other) }
      let change = state.changes[real] ?? 0
      if let text = state.files[real] {
        return FileStatus(
          kind: .file, size: text.utf8.count, modifiedAt: change,
          userID: state.foreign.contains(real) ? 1001 : 1000)
      }
      return (Array(state.files.keys) + Array(state.links.keys)).contains { $0.hasPrefix(real + "/") }
        ? FileStatus(
          kind: .directory, modifiedAt: change, userID: state.foreign.contains(real) ? 1001 : 1000,
          groupID: 1000, mode: state.modes[real] ?? 0o700) : nil
    }
  }

  /// With the links of each part followed; the links of these tests lead nowhere in a circle.
  private func real(_ path: String) -> String {
    let links = state.withLock { $0.links }
    var real = ""
    for part in path.split(separator: "/") {
      real += "/" + part
      while let target = links[real] {
        real = UserPath.absolute(target, workingDirectory: UserPath.parent(real))
      }
    }
    return real.isEmpty ? "/" : real
  }
}
