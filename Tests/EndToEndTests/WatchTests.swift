import Control
import Foundation
import GatewayModel
import Host
import TestSupport
import Testing

/// Health as it is seen live: design section 5.
@Suite(.serialized, .inPlaces) struct WatchTests {
  private func started(_ standIn: String) async throws -> (StandInHome, Watch) {
    let home = try StandInHome(["default": standIn])
    let watch = Watch(try home.controller(stopGrace: 1))
    #expect(await eventually { watch.gateway("default") != nil })
    let id = try #require(watch.gateway("default")).id
    let result = await watch.controller.perform(.start, on: id)
    #expect(result.isSuccess, "\(result)")
    return (home, watch)
  }

  @Test func `a healthy gateway greets, and its version and channels are shown`() async throws {
    let (home, watch) = try await started("version: '2026.9.4'")
    defer { home.remove() }
    defer { watch.end() }
    #expect(await eventually { watch.gateway("default")?.health.holds(.hello) == true })
    let gateway = try #require(watch.gateway("default"))
    #expect(gateway.state == .running)
    #expect(gateway.health.version == "2026.9.4")
    #expect(gateway.health.channels.map(\.name) == ["telegram"])
    #expect(gateway.health.deepest == .hello)
  }

  @Test func `a page of HTML proves nothing, but the gateway's first frame does`() async throws {
    let (home, watch) = try await started("health: 'html'")
    defer { home.remove() }
    defer { watch.end() }
    #expect(await eventually { watch.gateway("default")?.health.holds(.live) == true })
    #expect(
      await eventually {
        if case .notOffered = watch.gateway("default")?.health.status(.ready) { true } else { false }
      })
    #expect(watch.gateway("default")?.state == .running)
  }

  @Test func `failing channels make it degraded and are named`() async throws {
    let (home, watch) = try await started("failing: ['telegram', 'slack']")
    defer { home.remove() }
    defer { watch.end() }
    #expect(await eventually { watch.gateway("default")?.state == .degraded })
    #expect(watch.gateway("default")?.health.failing == ["telegram", "slack"])
  }

  @Test
  func
    `a stopped process that still accepts is failed after three silent answers, and well again when it goes on`()
    async throws
  {
    let (home, watch) = try await started("")
    defer { home.remove() }
    defer { watch.end() }
    #expect(await eventually { watch.gateway("default")?.state == .running })
    let identity = try #require(watch.gateway("default")?.process?.identity)
    #expect(Machine.live().processes.signal(identity, SIGSTOP))
    #expect(await eventually { watch.gateway("default")?.state == .failed })
    #expect(watch.gateway("default")?.health.firstFailure?.layer == .live)
    #expect(Machine.live().processes.signal(identity, SIGCONT))
    #expect(await eventually { watch.gateway("default")?.state == .running })
  }

  @Test func `a wrong token is said and does not change the state`() async throws {
    let (home, watch) = try await started("")
    defer { home.remove() }
    defer { watch.end() }
    watch.end()
    let path = home.path + "/.openclaw/openclaw.json"
    let text = try String(contentsOfFile: path, encoding: .utf8).replacing(
      "fake-token-default", with: "another-token")
    try Data(text.utf8).write(to: URL(filePath: path))
    let other = Watch(try home.controller())
    defer { other.end() }
    #expect(
      await eventually {
        if case .fails(let reason) = other.gateway("default")?.health.status(.hello) {
          reason == "the gateway has another token"
        } else {
          false
        }
      })
    #expect(other.gateway("default")?.state == .running)
  }

  @Test func `a gateway that dies is failed with its exit code`() async throws {
    let (home, watch) = try await started("exitSeconds: 8, exitCode: 7")
    defer { home.remove() }
    defer { watch.end() }
    #expect(await eventually { watch.gateway("default")?.state == .failed })
    #expect(
      await eventually { watch.gateway("default")?.failure?.hasPrefix("ended by itself (exit 7: ") == true })
  }

  @Test func `a kill shortens a stop that waits`() async throws {
    let home = try StandInHome(["default": "ignoresTerm: true"])
    defer { home.remove() }
    let watch = Watch(try home.controller(stopGrace: 300))
    defer { watch.end() }
    #expect(await eventually { watch.gateway("default") != nil })
    let id = try #require(watch.gateway("default")).id
    #expect(await watch.controller.perform(.start, on: id).isSuccess)
    async let stopping = watch.controller.perform(.stop, on: id)
    #expect(await eventually { watch.gateway("default")?.state == .stopping })
    #expect(await watch.controller.perform(.kill, on: id).isSuccess)
    #expect(await stopping == .done("default is stopped"))
  }

  @Test func `a Chrome that answers is seen, with its process`() async throws {
    let (home, watch) = try await started("browsers: ['openclaw']")
    defer { home.remove() }
    defer { watch.end() }
    #expect(await eventually { watch.gateway("default")?.browsers.first?.browser != nil })
    let browser = try #require(watch.gateway("default")?.browsers.first)
    #expect(browser.browser?.hasPrefix("Chrome/") == true)
    #expect(browser.listener?.command == "chrome")
    #expect(browser.allocation.port == (home.ports["default"] ?? 0) + 11)
  }

  @Test func `a gateway that restarts itself with a new pid is followed through its lock`() async throws {
    let home = try StandInHome(["default": ""])
    defer { home.remove() }
    try home.startByHand()
    let watch = Watch(try home.controller())
    defer { watch.end() }
    #expect(await eventually { watch.gateway("default")?.state == .running })
    let before = try #require(watch.gateway("default")?.process?.identity)
    #expect(Machine.live().processes.signal(before, SIGUSR1))
    #expect(
      await eventually {
        guard let gateway = watch.gateway("default"), let now = gateway.process?.identity else {
          return false
        }
        return now != before && gateway.state == .running
      })
  }
}
