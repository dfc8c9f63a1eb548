import Foundation
import Host
import TestSupport
import Testing

/// What does not change while Gatehouse runs, and its clocks.
struct LiveSystemTests {
  private let host = Machine.live()

  @Test func `this process, its user and its variables are told`() {
    let system = host.system
    #expect(system.processID == getpid())
    #expect(system.userID == getuid())
    #expect(system.environment == ProcessInfo.processInfo.environment)
    #expect(system.workingDirectory == FileManager.default.currentDirectoryPath)
    #expect(system.hostName == ProcessInfo.processInfo.hostName)
    #expect(system.userName == getpwuid(getuid()).map { String(cString: $0.pointee.pw_name) })
  }

  @Test func `a boot has one name, without the end of its line`() {
    let system = host.system
    #expect(UUID(uuidString: system.bootID) != nil)
    #expect(Machine.live().system.bootID == system.bootID)
  }

  @Test func `uptime counts from the boot as process starts do`() throws {
    let before = host.system.uptime()
    let child = try OwnChild.sleeping()
    defer { child.end() }
    let after = host.system.uptime()
    let started = Double(child.identity.startTicks) / Double(host.system.ticksPerSecond)
    // The kernel counts whole ticks.
    #expect(started > before - 0.02 && started < after + 0.02)
  }

  @Test(arguments: [
    ("at the boot", 0, 1_699_995_000.0), ("a second later", 100, 1_699_995_001),
    ("a tick before now", 499_999, 1_699_999_999.99), ("now", 500_000, 1_700_000_000),
  ])
  func `a start is counted from the boot`(what: String, ticks: Int, expected: Double) {
    var system = Machine.unimplemented.system
    system.ticksPerSecond = 100
    system.uptime = { 5000 }
    let process = ProcessIdentity(pid: 1, startTicks: UInt64(ticks))
    #expect(abs(system.startTime(of: process, at: 1_700_000_000) - expected) < 0.001, "\(what)")
  }

  @Test func `a wait whose moment has passed asks once and does not sleep`() async throws {
    let clock = ManualClock()
    var machine = Machine.unimplemented
    clock.install(in: &machine)
    var asked = 0
    let held = try await machine.system.waitUntil(clock.uptime - 10) {
      asked += 1
      return false
    }
    #expect(!held)
    #expect(asked == 1)
    #expect(clock.steps == 0)
  }

  @Test func `the last pause of a wait ends with the wait`() async throws {
    let clock = ManualClock(quorum: 1)
    var machine = Machine.unimplemented
    clock.install(in: &machine)
    let began = clock.uptime
    _ = try await machine.system.wait(seconds: 1, every: 60) { false }
    #expect(clock.uptime == began + 1)
  }

  @Test func `a sleep that is cancelled says so`() async {
    let clock = ManualClock()
    var machine = Machine.unimplemented
    clock.install(in: &machine)
    let sleep = Task { [system = machine.system] in await system.slept(60) }
    #expect(await eventually { clock.sleepers == 1 })
    sleep.cancel()
    #expect(await sleep.value == false)
    let other = Task { [system = machine.system] in await system.slept(60) }
    #expect(await eventually { clock.sleepers == 1 })
    clock.advance(60)
    #expect(await other.value)
  }
}
