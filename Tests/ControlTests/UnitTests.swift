import Control
import GatewayModel
import Host
import Synchronization
import TestSupport
import Testing

/// Units through a manager that is played, with time of its own.
struct UnitTests {
  private static let unit = "openclaw-gateway.service"

  /// A home whose gateway has a unit, and its manager.
  private func withUnit() throws -> (PlayedHome, PlayedManager) {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 2))
    try home.place.write(
      ".config/systemd/user/\(Self.unit)",
      "[Service]\nExecStart=/usr/bin/node /opt/openclaw/dist/index.js gateway --port 23000\n")
    return (home, PlayedManager(home, unit: Self.unit))
  }

  @Test func `a unit is started through its manager and proven by its main process`() async throws {
    let (home, manager) = try withUnit()
    defer { home.remove() }
    let result = try await home.perform(.start, "default", home.controller(services: manager.services))
    #expect(result == .done("default is live on 23000 (pid 4001, \(Self.unit))"))
    #expect(manager.orders == ["start"])
    #expect(home.record("default") == nil)
  }

  @Test func `a unit that fails is said to have failed, with where to look`() async throws {
    let (home, manager) = try withUnit()
    defer { home.remove() }
    manager.failsAtStart = true
    let result = try await home.perform(.start, "default", home.controller(services: manager.services))
    #expect(
      result
        == .failed(
          .unit(
            .start(
              .failed(unit: Self.unit, result: "exit-code"), unstopped: nil,
              log: "journalctl --user -u \(Self.unit)"))))
  }

  @Test func `a unit is stopped through its manager, and nothing is signalled by us`() async throws {
    let (home, manager) = try withUnit()
    defer { home.remove() }
    let controller = home.controller(services: manager.services)
    #expect(try await home.perform(.start, "default", controller).isSuccess)
    _ = await controller.lookAtServices()
    home.clock.run(quorum: 1)
    let id = try await home.gateway("default", controller).id
    #expect(await controller.perform(.stop, on: id) == .done("default is stopped (\(Self.unit))"))
    #expect(manager.orders == ["start", "stop"])
    #expect(home.machine.signals.isEmpty)
  }

  @Test func `a start through a manager that takes no order says why`() async throws {
    let (home, manager) = try withUnit()
    defer { home.remove() }
    manager.refusal = "Failed to connect to bus"
    let result = try await home.perform(.start, "default", home.controller(services: manager.services))
    #expect(
      result
        == .failed(
          .unit(.manager(unit: Self.unit, verb: "started", said: "Failed to connect to bus"))))
  }

  @Test func `a unit whose manager does not answer is not started beside it without being forced`()
    async throws
  {
    let (home, _) = try withUnit()
    defer { home.remove() }
    let controller = home.controller()
    let id = try await home.gateway("default", controller).id
    let refused = await controller.perform(.start, on: id)
    #expect(refused.message.contains("no service manager answers here"))
    #expect(home.machine.pids.isEmpty)
    #expect(await controller.perform(.start, on: id, isForced: true).isSuccess)
    #expect(home.machine.pids == [4001])
  }

  @Test func `a start whose order is called off stops the unit again`() async throws {
    let (home, manager) = try withUnit()
    defer { home.remove() }
    home.clock.run(quorum: nil)
    manager.part = .init(answersAfter: nil)
    let controller = home.controller(services: manager.services)
    let id = try await home.gateway("default", controller).id
    let start = Task { await controller.perform(.start, on: id) }
    #expect(await eventually { home.machine.pids == [4001] && home.clock.sleepers >= 2 })
    home.clock.run(quorum: 1)
    _ = await controller.perform(.stop, on: id)
    #expect(await start.value.message.contains("was called off"))
    #expect(manager.orders.prefix(2) == ["start", "stop"])
    #expect(home.machine.pids.isEmpty)
  }
}

/// A service manager with one unit.
private final class PlayedManager: Sendable {
  private struct State {
    var orders: [String] = []
    var refusal: String?
    var failsAtStart = false
    var part = PlayedMachine.Part()
    var pid: Int32?
    var hasFailed = false
  }

  private let state = Mutex(State())
  private let home: PlayedHome
  private let unit: String

  init(_ home: PlayedHome, unit: String) {
    self.home = home
    self.unit = unit
  }

  var orders: [String] { state.withLock { $0.orders } }

  var refusal: String? {
    get { state.withLock { $0.refusal } }
    set { state.withLock { $0.refusal = newValue } }
  }

  var failsAtStart: Bool {
    get { state.withLock { $0.failsAtStart } }
    set { state.withLock { $0.failsAtStart = newValue } }
  }

  var part: PlayedMachine.Part {
    get { state.withLock { $0.part } }
    set { state.withLock { $0.part = newValue } }
  }

  var services: ServiceManagers {
    ServiceManagers(show: { _ in [self.status()] }, tell: { verb, _ in self.take(verb) })
  }

  private func status() -> ServiceStatus {
    let (pid, hasFailed) = state.withLock { ($0.pid, $0.hasFailed) }
    let living = pid.flatMap { home.machine.isAlive($0) ? $0 : nil }
    return ServiceStatus(
      unit: unit, isUserUnit: true, activeState: living != nil ? .active : hasFailed ? .failed : .inactive,
      subState: living != nil ? "running" : "dead", mainPID: living,
      result: hasFailed ? "exit-code" : "success")
  }

  private func take(_ verb: ServiceManagers.Verb) -> String? {
    let (refusal, fails, part) = state.withLock { state in
      if state.refusal == nil { state.orders.append(verb.rawValue) }
      return (state.refusal, state.failsAtStart, state.part)
    }
    if let refusal { return refusal }
    switch verb {
    case .start where fails: state.withLock { $0.hasFailed = true }
    case .start, .restart:
      let folder = home.place.path + "/.openclaw"
      let process = home.machine.begin(
        ["openclaw-gateway"],
        environment: [
          "HOME": home.place.path, "OPENCLAW_STATE_DIR": folder,
          "OPENCLAW_CONFIG_PATH": folder + "/openclaw.json",
        ], port: home.ports["default"] ?? 0, part: part)
      state.withLock { $0.pid = process.pid }
    case .stop, .kill: if let pid = state.withLock({ $0.pid }) { home.machine.end(pid) }
    case .reload: break
    }
    return nil
  }
}
