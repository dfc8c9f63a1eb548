import Control
import GatewayModel
import Host
import TestSupport
import Testing

/// Browsers that a gateway left behind are ended on request, and no other ones.
struct EndBrowsersTests {
  private func chrome(
    _ home: PlayedHome, data: String = "/.openclaw/browser/openclaw/user-data", helper: Bool = false,
    termTakes: Double? = 0.1
  ) -> ProcessIdentity {
    home.machine.begin(
      ["/opt/chrome", "--remote-debugging-port=23011", "--user-data-dir=\(home.place.path)\(data)"]
        + (helper ? ["--type=renderer"] : []),
      environment: [:], port: helper ? 0 : 23011,
      part: .init(listensAfter: 0, termTakes: termTakes), name: "chrome")
  }

  @Test func `a browser gets TERM, and its helpers are left to it`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 1))
    defer { home.remove() }
    let main = chrome(home)
    _ = chrome(home, helper: true)
    let result = try await home.perform(.endBrowsers, "default", home.controller())
    #expect(result == .done("default: its Chrome (pid \(main.pid)) is ended"))
    #expect(home.machine.signals == [.init(pid: main.pid, number: 15)])
    #expect(home.journal.map(\.action.rawValue) == ["end-browsers", "end-browsers"])
  }

  @Test func `one that ignores TERM is killed after ten seconds`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 1))
    defer { home.remove() }
    let main = chrome(home, termTakes: nil)
    let began = home.clock.uptime
    #expect(try await home.perform(.endBrowsers, "default", home.controller()).isSuccess)
    #expect(home.machine.signals.map(\.number) == [15, 9] && !home.machine.isAlive(main.pid))
    #expect((10...10.2).contains(home.clock.uptime - began))
  }

  @Test(arguments: ["/Chrome", "/.openclaw-lab/browser/openclaw/user-data", "/.openclawx/browser"])
  func `a browser whose data is not the gateway's is not its own`(data: String) async throws {
    let home = try PlayedHome(
      ["default": [.init()], "lab": [.init()]], clock: ManualClock(quorum: 1))
    defer { home.remove() }
    let other = chrome(home, data: data)
    let result = try await home.perform(.endBrowsers, "default", home.controller())
    #expect(result == .already("default has left no browser behind"))
    #expect(home.machine.isAlive(other.pid) && home.machine.signals.isEmpty)
  }

  @Test func `a gateway that runs uses its browsers`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 1))
    defer { home.remove() }
    let process = home.run()
    _ = chrome(home)
    let result = try await home.perform(.endBrowsers, "default", home.controller())
    #expect(result == .refused("default runs (pid \(process.pid)) and uses its browsers: stop it first"))
    #expect(home.machine.signals.isEmpty)
  }

  @Test func `a stop names the browser that runs on`() async throws {
    let home = try PlayedHome(["default": [.init()]], clock: ManualClock(quorum: 1))
    defer { home.remove() }
    let main = chrome(home)
    let result = try await home.perform(.stop, "default", home.controller())
    #expect(
      result
        == .already(
          "default is stopped already; its Chrome (pid \(main.pid)) runs on: its next start takes it again, "
            + "`gatehouse stop --browsers default` ends it"
        ))
  }
}
