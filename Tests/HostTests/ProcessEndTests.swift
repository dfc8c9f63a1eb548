import Foundation
import Host
import TestSupport
import Testing

/// Ends of real processes, as the kernel tells them.
struct ProcessEndTests {
  private let host = Machine.live()

  private func sleeping() throws -> (Process, ProcessIdentity) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sleep")
    process.arguments = ["300"]
    try process.run()
    let identity = try #require(host.processes.facts(process.processIdentifier)?.identity)
    return (process, identity)
  }

  @Test func `the end of a process ends the wait for it, long before its time is over`() async throws {
    let (process, identity) = try sleeping()
    let waiting = Task { [host] in try await host.processes.waitForEnd([identity], 3600) }
    #expect(host.processes.signal(identity, SIGKILL))
    try await waiting.value
    #expect(await eventually { !process.isRunning })
  }

  @Test func `one of several ends the wait`() async throws {
    let (first, one) = try sleeping()
    let (second, other) = try sleeping()
    let waiting = Task { [host] in try await host.processes.waitForEnd([one, other], 3600) }
    #expect(host.processes.signal(other, SIGKILL))
    try await waiting.value
    #expect(host.processes.signal(one, SIGKILL))
    #expect(await eventually { !first.isRunning && !second.isRunning })
  }

  @Test func `the wait for a process that goes on ends with its time`() async throws {
    let (process, identity) = try sleeping()
    try await host.processes.waitForEnd([identity], 0.01)
    #expect(host.processes.facts(identity.pid)?.identity == identity)
    #expect(host.processes.signal(identity, SIGKILL))
    #expect(await eventually { !process.isRunning })
  }

  @Test func `a wait that is cancelled throws`() async throws {
    let (process, identity) = try sleeping()
    let waiting = Task { [host] in try await host.processes.waitForEnd([identity], 3600) }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    #expect(host.processes.signal(identity, SIGKILL))
    #expect(await eventually { !process.isRunning })
  }

  @Test func `a process that is another by now is not signalled`() async throws {
    let (process, identity) = try sleeping()
    var other = identity
    other.startTicks += 1
    #expect(!host.processes.signal(other, SIGKILL))
    #expect(host.processes.facts(identity.pid)?.isAlive == true)
    #expect(host.processes.signal(identity, SIGKILL))
    #expect(await eventually { !process.isRunning })
  }
}
