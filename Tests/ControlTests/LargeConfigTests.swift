import GatewayModel
import Host
import TestSupport
import Testing

@testable import Control

/// A config whose copy would be too large to be read again.
struct LargeConfigTests {
  @Test func `what is too large to be kept is said once, and not tried again until it changes`() async throws
  {
    let tries = Shared(0)
    let home = try PlayedHome(
      ["default": [.init()]], clock: ManualClock(), change: { $0.settleSeconds = 60 },
      wrap: { original in
        var host = original
        host.files.write = { path, text, mode in
          guard path.contains("/copies/") else { return original.files.write(path, text, mode) }
          tries.change { $0 += 1 }
          return .tooLarge(limit: 64 << 20)
        }
        host.files.status = { path in
          var status = original.files.status(path)
          if path.hasSuffix("openclaw.json") {
            status?.modifiedAt = 1
            status?.changedAt = 1
          }
          return status
        }
        return host
      })
    defer { home.remove() }
    home.run()
    let controller = home.watcher()
    _ = await controller.lookAndAsk()
    home.clock.advance(100)
    for _ in 0..<3 {
      _ = await controller.lookAndAsk()
      await controller.configs.backups.keepGood()
    }
    #expect(tries.value == 1)
    #expect(
      await controller.state.facts.lastEvent?.text
        == "the config of default cannot be kept in ~/.local/state/gatehouse/copies: larger than 64 MB")
  }
}
