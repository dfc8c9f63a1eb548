import GatewayModel
import Host
import TestSupport
import Testing

@testable import Control

/// One lock a gateway and kind.
struct GatewayLocksTests {
  private let id = GatewayID(stateDir: "/h/.openclaw", configPath: "/h/.openclaw/openclaw.json")

  private func locks(
    _ place: TemporaryPlace, _ change: (inout Machine.Files) -> Void = { _ in }
  ) -> GatewayLocks {
    var files = Machine.live().files
    change(&files)
    return GatewayLocks(
      paths: GatehousePaths(home: place.path, config: nil, system: Machine.live().system), files: files)
  }

  @Test func `a lock is had once, and again when it is given back`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let locks = locks(place)
    var first: FileLock? = try locks.take(id, name: "default").get()
    #expect(first != nil)
    #expect(
      throws: ActionRefusal.busy(.actedOn(name: "default"))
    ) { try locks.take(id, name: "default").get() }
    #expect(locks.tryTake(id, name: "default") == nil)
    first = nil
    #expect(locks.tryTake(id, name: "default") != nil)
  }

  @Test(arguments: [
    ("another kind", "supervisor", "/h/.openclaw", "/h/.openclaw/openclaw.json", true),
    ("another state directory", "action", "/h/.openclaw-a", "/h/.openclaw/openclaw.json", true),
    ("another config", "action", "/h/.openclaw", "/h/.openclaw/other.json", true),
    ("the same", "action", "/h/.openclaw", "/h/.openclaw/openclaw.json", false),
  ])
  func `gateways and kinds have locks of their own, whatever they are called`(
    what: String, kind: String, stateDir: String, configPath: String, isFree: Bool
  ) throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let locks = locks(place)
    let held = try locks.take(id, name: "default").get()
    let other = GatewayID(stateDir: stateDir, configPath: configPath)
    #expect((locks.tryTake(other, name: "default", kind: kind) != nil) == isFree, "\(what)")
    withExtendedLifetime(held) {}
  }

  @Test func `a lock that cannot be made at all says why, and is not waited for`() async throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let locks = locks(place) { $0.lock = { _ in .failure(.denied) } }
    var host = Machine.live()
    let clock = ManualClock()
    clock.install(in: &host)
    let taken = try await locks.patientlyTake(id, name: "lab", system: host.system)
    guard case .failure(let refusal) = taken else {
      Issue.record("a lock was had")
      return
    }
    #expect(refusal.message == "the lock of lab cannot be taken: permission denied")
    #expect(clock.steps == 0)
  }

  @Test func `a directory of locks that cannot be made is named`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let locks = locks(place) { $0.makeDirectory = { _, _ in FileFailure.system("read-only file system") } }
    guard case .failure(let refusal) = locks.take(id, name: "default") else {
      Issue.record("a lock was had")
      return
    }
    #expect(
      refusal.message == "\(place.path)/.local/state/gatehouse/locks cannot be made: read-only file system")
  }

  @Test func `what another one holds for a moment is waited for`() async throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let locks = locks(place)
    var host = Machine.live()
    let clock = ManualClock()
    clock.install(in: &host)
    let held = Shared<FileLock?>(try locks.take(id, name: "default").get())
    let waiting = Task { [id, host] in
      try await locks.patientlyTake(id, name: "default", system: host.system).get()
    }
    #expect(await eventually { clock.sleepers == 1 })
    clock.advance(4)
    #expect(await eventually { clock.steps == 2 && clock.sleepers == 1 })
    held.value = nil
    clock.run(quorum: 1)
    _ = try await waiting.value
  }

  @Test func `what is held for longer than five seconds is refused`() async throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let locks = locks(place)
    var host = Machine.live()
    let clock = ManualClock(quorum: 1)
    clock.install(in: &host)
    let held = try locks.take(id, name: "default").get()
    let began = clock.uptime
    let taken = try await locks.patientlyTake(id, name: "default", system: host.system)
    #expect(throws: ActionRefusal.self) { try taken.get() }
    #expect((5.0...5.1).contains(clock.uptime - began))
    withExtendedLifetime(held) {}
  }

  @Test func `a wait that is cancelled ends at once`() async throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let locks = locks(place)
    var host = Machine.live()
    let clock = ManualClock()
    clock.install(in: &host)
    let held = try locks.take(id, name: "default").get()
    let waiting = Task { [id, host] in
      _ = try await locks.patientlyTake(id, name: "default", system: host.system)
    }
    #expect(await eventually { clock.sleepers == 1 })
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
    #expect(clock.steps == 1)
    withExtendedLifetime(held) {}
  }
}
