import Host
import Synchronization
import TestSupport
import Testing

@testable import Discovery

@Suite(.computing) struct DirectoryCacheTests {
  private final class Directory: Sendable {
    let status = Mutex<FileStatus?>(FileStatus(kind: .directory, modifiedAt: 500))
    let names = Mutex(["a"])
    let lists = Mutex(0)
    let now = Mutex(1000.0)
    let isDenied = Mutex(false)

    func cache() -> DirectoryCache {
      var host = FakeHost.host(files: [:], environment: [:])
      host.files.status = { _ in self.status.withLock { $0 } }
      host.files.list = { _ in
        self.lists.withLock { $0 += 1 }
        return self.isDenied.withLock { $0 }
          ? .failure(.denied) : .success(self.names.withLock { $0 })
      }
      host.system.now = { self.now.withLock { $0 } }
      return DirectoryCache(host: host)
    }
  }

  @Test func `a directory that did not change is listed once`() {
    let directory = Directory()
    var cache = directory.cache()
    for _ in 0..<3 { #expect(cache.list("/d") == .success(["a"])) }
    #expect(directory.lists.withLock { $0 } == 1)
    directory.names.withLock { $0 = ["a", "b"] }
    directory.status.withLock { $0?.modifiedAt = 501 }
    #expect(cache.list("/d") == .success(["a", "b"]))
  }

  @Test func `one that changed within this moment is listed again, for it may change under the same time`() {
    let directory = Directory()
    directory.now.withLock { $0 = 501 }
    var cache = directory.cache()
    #expect(cache.list("/d") == .success(["a"]))
    directory.names.withLock { $0 = ["a", "b"] }
    #expect(cache.list("/d") == .success(["a", "b"]))
  }

  @Test func `one that is gone is said to be, and a failure is not kept`() {
    let directory = Directory()
    directory.isDenied.withLock { $0 = true }
    var cache = directory.cache()
    #expect(cache.list("/d") == .failure(.denied))
    directory.isDenied.withLock { $0 = false }
    #expect(cache.list("/d") == .success(["a"]))
    let before = directory.status.withLock { $0 }
    directory.status.withLock { $0 = nil }
    guard case .failure(let failure) = cache.list("/d") else {
      Issue.record("it is listed although it is gone")
      return
    }
    #expect(failure.isMissing)
    // Back with the same time: what was known of the one before is not believed.
    directory.status.withLock { $0 = before }
    directory.names.withLock { $0 = ["c"] }
    #expect(cache.list("/d") == .success(["c"]))
  }
}
