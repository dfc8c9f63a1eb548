import Control
import GatewayModel
import Host
import Synchronization
import TestSupport
import Testing

/// A restart stops nothing that it could not start again, and a stop is possible where nothing can be written.
struct ReserveTests {
  /// Fails from the moment on when it is told to.
  private final class Trouble: Sendable {
    private let begun = Mutex(false)

    var isThere: Bool { begun.withLock { $0 } }

    func begin() { begun.withLock { $0 = true } }
  }

  private static let full = FileFailure.system("no space left on device")

  private static func host(_ original: Machine, without what: String, _ trouble: Trouble) -> Machine {
    var host = original
    host.files.reserveDescriptors = { _ in
      what == "descriptors" && trouble.isThere ? nil : FileLock(release: {})
    }
    host.files.write = { path, text, mode in
      what == "records" && trouble.isThere && path.contains("/runs/")
        ? full : original.files.write(path, text, mode)
    }
    host.files.append = { path, text, mode in
      what == "logs" && trouble.isThere && path.contains("/logs/")
        ? full : original.files.append(path, text, mode)
    }
    host.files.makeDirectory = { path, mode in
      what == "anything" && trouble.isThere ? full : original.files.makeDirectory(path, mode)
    }
    host.files.lock = { path in
      ["locks", "anything"].contains(what) && trouble.isThere
        ? .failure(full) : original.files.lock(path)
    }
    return host
  }

  private func running(without what: String) async throws -> (PlayedHome, Controller, Trouble) {
    let trouble = Trouble()
    let home = try PlayedHome(["default": [.init()]], wrap: { Self.host($0, without: what, trouble) })
    let controller = home.controller()
    #expect(try await home.perform(.start, "default", controller).isSuccess)
    home.clock.run(quorum: 1)
    return (home, controller, trouble)
  }

  @Test(arguments: ["descriptors", "records", "logs", "locks", "anything"])
  func `a gateway that could not be started again is not stopped for its restart`(what: String) async throws {
    let (home, controller, trouble) = try await running(without: what)
    defer { home.remove() }
    trouble.begin()
    let result = try await home.perform(.restart, "default", controller)
    guard case .refused = result else {
      Issue.record("\(result)")
      return
    }
    #expect(home.machine.signals.isEmpty)
    #expect(!home.machine.pids.isEmpty)
  }

  @Test func `what was held for a restart is given back`() async throws {
    let (home, controller, _) = try await running(without: "nothing")
    defer { home.remove() }
    #expect(try await home.perform(.restart, "default", controller).isSuccess)
    let left = try Machine.live().files.list(home.paths.runs).get()
    #expect(left.allSatisfy { $0.hasSuffix(".json") }, "\(left)")
  }

  @Test(arguments: ["locks", "anything", "records"])
  func `a stop acts where nothing can be written, and says that it could not write it down`(what: String)
    async throws
  {
    let (home, controller, trouble) = try await running(without: what)
    defer { home.remove() }
    trouble.begin()
    let began = home.clock.uptime
    let result = try await home.perform(.stop, "default", controller)
    #expect(home.machine.pids.isEmpty, "\(result)")
    #expect(home.clock.uptime - began < 20)
    #expect(result.message.contains("no space left on device"))
    #expect(result.isSuccess == (what == "locks"), "\(result)")
  }
}
