import Control
import GatewayModel
import Host
import TestSupport
import Testing

/// Numbers of a service manager that no count and no clock holds.
struct UnitNumbersTests {
  private static let unit = "openclaw-gateway.service"

  private func world(_ quorum: Int) throws -> PlayedHome {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: quorum))
    try home.place.write(
      ".config/systemd/user/\(Self.unit)",
      "[Service]\nExecStart=/usr/bin/node /opt/openclaw/dist/index.js gateway --port 23000\n")
    return home
  }

  @Test(arguments: [1e300, .infinity])
  func `a stop whose limit no number holds is told with the largest one`(seconds: Double) async throws {
    let home = try world(1)
    defer { home.remove() }
    let status = Shared(ServiceStatus(unit: Self.unit, activeState: .active, mainPID: nil))
    status.value.stopSeconds = seconds
    let services = ServiceManagers(
      show: { _ in [status.value] },
      tell: { _, _ in
        status.change {
          $0.activeState = .failed
          $0.result = "timeout"
        }
        return nil
      })
    let controller = home.controller(services: services)
    let id = try await home.gateway("default", controller).id
    let heard = Heard()
    let result = await controller.perform(.stop, on: id, by: .command) { heard.add($0) }
    #expect(result.message.contains("it did not end within 9000000000000000 s"), "\(result.message)")
    #expect(heard.all.contains { $0.contains("at most 9000000000000000 s") }, "\(heard.all)")
  }

  @Test func `a count of restarts that is none counts as 0`() async throws {
    let home = try world(2)
    defer { home.remove() }
    let status = Shared(ServiceStatus(unit: Self.unit, activeState: .inactive, mainPID: nil))
    status.value.restarts = .min
    let services = ServiceManagers(
      show: { _ in [status.value] },
      tell: { verb, _ in
        if verb == .start {
          status.change {
            $0.activeState = .activating
            $0.restarts = 3
          }
        }
        return nil
      })
    let result = try await home.perform(.start, "default", home.controller(services: services))
    #expect(result.message.contains("restarted again and again (3 times so far)"), "\(result.message)")
  }
}
