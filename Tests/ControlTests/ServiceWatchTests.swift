import GatewayModel
import Host
import TestSupport
import Testing

@testable import Control

/// When the service managers are asked again: a question costs a process.
struct ServiceWatchTests {
  private static let unit = "openclaw-gateway.service"

  /// One watch, also within an expectation.
  private final class Watching {
    private var watch = ServiceWatch()

    var statuses: [ServiceStatus] { watch.statuses }

    func due(_ inventory: HostInventory) -> (units: [ServiceKey], question: Int)? { watch.due(inventory) }
    func all(_ inventory: HostInventory) -> (units: [ServiceKey], question: Int) { watch.all(inventory) }
    func heard(_ answer: [ServiceStatus], to question: Int) -> Bool { watch.heard(answer, to: question) }
  }

  private func inventory(hasUnit: Bool = true) async throws -> HostInventory {
    let home = try PlayedHome(["default": [.init()]])
    defer { home.remove() }
    if hasUnit {
      try home.place.write(
        ".config/systemd/user/\(Self.unit)",
        "[Service]\nExecStart=/usr/bin/node /opt/openclaw/dist/index.js gateway --port 23000\n")
    }
    let controller = home.watcher()
    _ = await controller.look(sweep: true)
    return try #require(await controller.state.inventory)
  }

  private func status(_ state: UnitState) -> ServiceStatus {
    ServiceStatus(unit: Self.unit, activeState: state)
  }

  @Test func `they are asked at once, then not before the fifteenth look`() async throws {
    let inventory = try await inventory()
    let watch = Watching()
    let first = try #require(watch.due(inventory))
    #expect(first.units == [ServiceKey(unit: Self.unit, isUserUnit: true)])
    // The answer is still to come.
    #expect(watch.due(inventory) == nil)
    #expect(watch.heard([status(.active)], to: first.question))
    for look in 2..<15 { #expect(watch.due(inventory) == nil, "look \(look)") }
    let next = try #require(watch.due(inventory))
    #expect(!watch.heard([status(.active)], to: next.question))
  }

  @Test(arguments: [(UnitState.activating, true), (.deactivating, true), (.active, false), (.failed, false)])
  func `what is between two states is asked for at every look`(state: UnitState, isDue: Bool) async throws {
    let inventory = try await inventory()
    let watch = Watching()
    let first = try #require(watch.due(inventory))
    _ = watch.heard([status(state)], to: first.question)
    #expect((watch.due(inventory) != nil) == isDue)
  }

  @Test func `an answer to an older question is no news, and takes nothing away`() async throws {
    let inventory = try await inventory()
    let watch = Watching()
    let old = try #require(watch.due(inventory))
    let new = watch.all(inventory)
    #expect(!watch.heard([status(.failed)], to: old.question))
    #expect(watch.statuses.isEmpty)
    #expect(watch.heard([status(.active)], to: new.question))
    #expect(watch.statuses == [status(.active)])
  }

  @Test func `without any unit they are asked once`() async throws {
    let inventory = try await inventory(hasUnit: false)
    let watch = Watching()
    let first = try #require(watch.due(inventory))
    #expect(first.units.isEmpty)
    _ = watch.heard([], to: first.question)
    for _ in 0..<40 { #expect(watch.due(inventory) == nil) }
  }
}
