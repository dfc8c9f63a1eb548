import GatewayModel
import Host
import TestSupport
import Testing

@testable import Control

/// A look must not make directories of a home that is gone.
struct LeftHomeTests {
  @Test func `a look that is under way while its home goes makes nothing anew`() async throws {
    let isGoing = Shared(false)
    let place = Shared<TemporaryPlace?>(nil)
    let home = try PlayedHome(
      ["default": [.init()]],
      wrap: { original in
        var host = original
        // Read between the sight of an end and its record.
        host.files.tail = { path, offset, limit in
          if isGoing.value, path.hasSuffix(".log") { place.value?.remove() }
          return original.files.tail(path, offset, limit)
        }
        return host
      })
    defer { home.remove() }
    place.value = home.place
    let controller = home.controller()
    #expect(try await home.perform(.start, "default", controller).isSuccess)
    home.machine.crash(4001, signal: 9)
    isGoing.value = true
    _ = await controller.look(sweep: true)
    #expect(Machine.live().files.status(home.place.path) == nil)
  }
}
