import Control
import GatewayModel
import Host
import TestSupport
import Testing

/// Units whose manager does not do what it is told, or does it again and again.
struct UnitEdgeTests {
  private static let unit = "openclaw-gateway.service"

  private func world() throws -> PlayedHome {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 1))
    try home.place.write(
      ".config/systemd/user/\(Self.unit)",
      "[Service]\nExecStart=/usr/bin/node /opt/openclaw/dist/index.js gateway --port 23000\n")
    return home
  }

  private func manager(
    _ status: Shared<ServiceStatus>, _ orders: Heard,
    tell: @escaping @Sendable (ServiceManagers.Verb) -> String? = { _ in nil }
  ) -> ServiceManagers {
    ServiceManagers(
      show: { _ in [status.value] },
      tell: { verb, _ in
        orders.add(verb.rawValue)
        return tell(verb)
      })
  }

  private func status(_ state: UnitState, pid: Int32? = nil) -> Shared<ServiceStatus> {
    Shared(ServiceStatus(unit: Self.unit, activeState: state, mainPID: pid))
  }

  @Test(arguments: [(nil as Double?, 100.0), (5, 15)])
  func `a stop that its manager never confirms is no stop, after the manager's own time and some`(
    stopSeconds: Double?, limit: Double
  ) async throws {
    let home = try world()
    defer { home.remove() }
    let (status, orders) = (status(.active), Heard())
    status.value.stopSeconds = stopSeconds
    let began = home.clock.uptime
    let result = try await home.perform(
      .stop, "default", home.controller(services: manager(status, orders)))
    #expect(result == .failed("\(Self.unit) did not stop within \(Int(limit)) s"))
    #expect((limit...limit + 0.3).contains(home.clock.uptime - began))
    #expect(orders.all == ["stop"] && home.machine.signals.isEmpty)
    #expect(home.journal.map(\.phase) == [.began, .failed] && home.journal.last?.target.unit == Self.unit)
  }

  @Test func `a stop that its manager brought about by a kill says so`() async throws {
    let home = try world()
    defer { home.remove() }
    let (status, orders) = (status(.active), Heard())
    status.value.stopSeconds = 7
    let services = manager(status, orders) { _ in
      status.change {
        $0.activeState = .failed
        $0.result = "timeout"
      }
      return nil
    }
    let result = try await home.perform(.stop, "default", home.controller(services: services))
    #expect(
      result
        == .done(
          "default is stopped (\(Self.unit)); it did not end within 7 s, so its manager killed it"))
  }

  @Test func `a kill is told behind the stop, and one that is not taken is said`() async throws {
    let home = try world()
    defer { home.remove() }
    let (status, orders) = (status(.active), Heard())
    let services = manager(status, orders) { verb in
      if verb == .kill { return "Unit is masked" }
      status.value.activeState = .inactive
      return nil
    }
    let result = try await home.perform(.kill, "default", home.controller(services: services))
    #expect(orders.all == ["stop", "kill"])
    #expect(
      result
        == .done(
          "default is stopped (\(Self.unit)); \(Self.unit) could not be killed: Unit is masked"))
  }

  @Test func `a unit that is restarted again and again is no start, and is stopped again`() async throws {
    let home = try world()
    defer { home.remove() }
    home.clock.run(quorum: 2)
    let (status, orders) = (status(.inactive), Heard())
    status.value.restarts = 2
    let services = manager(status, orders) { verb in
      if verb == .start {
        status.change {
          $0.activeState = .activating
          $0.restarts = 5
        }
      }
      return nil
    }
    let result = try await home.perform(.start, "default", home.controller(services: services))
    #expect(
      result
        == .failed(
          "\(Self.unit) is restarted again and again (5 times so far); "
            + "`journalctl --user -u \(Self.unit)` shows what it said"
        ))
    #expect(orders.all == ["start", "stop"])
  }

  @Test func `a unit that never listens is given up after a minute, and what cannot be stopped is said`()
    async throws
  {
    let home = try world()
    defer { home.remove() }
    home.clock.run(quorum: 2)
    let (status, orders) = (status(.inactive), Heard())
    let services = manager(status, orders) { verb in
      if verb == .stop { return "Connection reset" }
      status.value.activeState = .active
      return nil
    }
    let began = home.clock.uptime
    let result = try await home.perform(.start, "default", home.controller(services: services))
    #expect(
      result.message.hasPrefix("default did not answer within 60 s; it could not be stopped again: Conn"))
    #expect((60...60.5).contains(home.clock.uptime - began))
  }

  @Test func `a manager that does not take the order to stop is quoted, and nothing is signalled`()
    async throws
  {
    let home = try world()
    defer { home.remove() }
    let (status, orders) = (status(.active), Heard())
    let services = manager(status, orders) { _ in "Access denied" }
    let result = try await home.perform(.stop, "default", home.controller(services: services))
    #expect(result == .failed("\(Self.unit) could not be stopped: Access denied"))
    #expect(home.machine.signals.isEmpty)
  }

  @Test func `what runs beside its unit is not started by it`() async throws {
    let home = try world()
    defer { home.remove() }
    let process = home.run()
    home.clock.run(quorum: 2)
    let orders = Heard()
    let result = try await home.perform(
      .start, "default", home.controller(services: manager(status(.inactive), orders)))
    #expect(
      result
        == .refused(
          "default runs already (pid \(process.pid)), but not by \(Self.unit); stop it first, "
            + "then start it: the unit runs it then"
        ))
    #expect(orders.all.isEmpty)
  }
}
