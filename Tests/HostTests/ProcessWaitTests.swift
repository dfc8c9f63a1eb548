import Foundation
import Host
import TestSupport
import Testing

/// Waits for processes that are gone already, and what a wait leaves behind.
@Suite(.inPlaces) struct ProcessWaitTests {
  private let processes = Machine.live().processes

  /// The descriptors of this process that stand for another one.
  private func descriptors(of pid: Int32) -> Int {
    let folder = "/proc/self/fdinfo"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { name in
      let text = FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data()
      return String(decoding: text, as: UTF8.self).split(separator: "\n").contains { line in
        line.hasPrefix("Pid:") && line.split(separator: "\t").last == "\(pid)"
      }
    }.count
  }

  @Test func `one that is gone already ends the wait at once, and no descriptor stays`() async throws {
    let child = try OwnChild.sleeping()
    defer { child.end() }
    let gone = OwnChild.zombie()
    #expect(OwnChild.reap(gone))
    try await processes.waitForEnd([child.identity, ProcessIdentity(pid: gone, startTicks: 1)], 3600)
    #expect(descriptors(of: child.identity.pid) == 0)
    #expect(processes.isAlive(child.identity))
  }

  @Test func `one whose number is another process's by now ends the wait at once`() async throws {
    let child = try OwnChild.sleeping()
    defer { child.end() }
    var gone = child.identity
    gone.startTicks -= 1
    try await processes.waitForEnd([gone], 3600)
    #expect(processes.isAlive(child.identity) && descriptors(of: child.identity.pid) == 0)
  }

  @Test func `a zombie ends the wait at once`() async throws {
    let pid = OwnChild.zombie()
    #expect(await eventually { processes.facts(pid)?.state == "Z" })
    let identity = try #require(processes.facts(pid)?.identity)
    try await processes.waitForEnd([identity], 3600)
    #expect(OwnChild.reap(pid))
  }

  @Test func `no descriptor is kept after a wait that ended with its time or was cancelled`() async throws {
    let child = try OwnChild.sleeping()
    defer { child.end() }
    try await processes.waitForEnd([child.identity], 0.001)
    #expect(await eventually { descriptors(of: child.identity.pid) == 0 })
    let waiting = Task { [processes] in try await processes.waitForEnd([child.identity], 3600) }
    #expect(await eventually { descriptors(of: child.identity.pid) == 1 })
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    #expect(await eventually { descriptors(of: child.identity.pid) == 0 })
  }

  @Test func `a wait for nobody ends with its time`() async throws {
    try await processes.waitForEnd([], 0.001)
  }

  @Test func `a wait in a task that is cancelled already throws`() async throws {
    let child = try OwnChild.sleeping()
    defer { child.end() }
    let waiting = Task { [processes] in
      withUnsafeCurrentTask { $0?.cancel() }
      try await processes.waitForEnd([child.identity], 3600)
    }
    await #expect(throws: CancellationError.self) { try await waiting.value }
  }
}
