import Host
import Synchronization
import TestSupport
import Testing

@testable import Discovery

/// What is kept of resolved paths, and where resolving ends.
@Suite(.computing) struct RealPathsTests {
  private final class Links: Sendable {
    let links = Mutex<[String: String]>([:])
    let asked = Mutex<[String: Int]>([:])

    var paths: RealPaths {
      var host = Machine.unimplemented
      host.files.link = { path in
        self.asked.withLock { $0[path, default: 0] += 1 }
        return self.links.withLock { $0[path] }
      }
      host.files.realPath = { path in
        self.asked.withLock { $0[path, default: 0] += 1 }
        return path == "/there" ? "/real" : nil
      }
      return RealPaths(host.files)
    }
  }

  @Test func `each part of a path is asked for once until all is forgotten`() {
    let links = Links()
    let paths = links.paths
    for path in ["/a/b/c", "/a/b/d", "/a/b/c"] { #expect(paths.resolved(path) == path) }
    #expect(links.asked.withLock { $0 } == ["/a": 1, "/a/b": 1, "/a/b/c": 1, "/a/b/d": 1])
    links.links.withLock { $0 = ["/a": "/z"] }
    #expect(paths.resolved("/a/b/c") == "/a/b/c")
    paths.forget()
    #expect(paths.resolved("/a/b/c") == "/z/b/c")
  }

  @Test func `what is not there is remembered as that`() {
    let links = Links()
    let paths = links.paths
    for _ in 0..<2 {
      #expect(paths["/gone"] == nil)
      #expect(paths["/there"] == "/real")
    }
    #expect(links.asked.withLock { $0 } == ["/gone": 1, "/there": 1])
    paths.forget()
    #expect(paths["/gone"] == nil)
    #expect(links.asked.withLock { $0["/gone"] } == 2)
  }

  @Test(arguments: [(RealPaths.linkLimit, true), (RealPaths.linkLimit + 1, false)])
  func `so many links in a row are followed, and one more is a circle`(count: Int, isFollowed: Bool) {
    let links = Links()
    links.links.withLock { known in
      for index in 0..<count { known["/l\(index)"] = index == count - 1 ? "/end" : "/l\(index + 1)" }
    }
    #expect(links.paths.resolved("/l0/x") == (isFollowed ? "/end/x" : "/l0/x"))
  }

  @Test func `a path that no file can have stands for itself, and nothing is asked`() {
    let links = Links()
    let long = "/" + String(repeating: "a/", count: RealPaths.lengthLimit / 2) + "b"
    #expect(links.paths.resolved(long) == long)
    #expect(links.asked.withLock { $0 } == [:])
  }

  @Test func `a link at the root and one that leads above it are followed`() {
    let links = Links()
    links.links.withLock { $0 = ["/a": "../../b", "/c": "d/e", "/d/e": "/f"] }
    #expect(links.paths.resolved("/a/x") == "/b/x")
    #expect(links.paths.resolved("/c") == "/f")
  }

  @Test func `composed and decomposed names are kept apart`() {
    var host = Machine.unimplemented
    // A dictionary would take both for one.
    host.files.link = { $0.utf8.elementsEqual("/B\u{fc}ro".utf8) ? "/x" : nil }
    let paths = RealPaths(host.files)
    #expect(paths.resolved("/B\u{fc}ro") == "/x")
    #expect(paths.resolved("/Bu\u{308}ro").utf8.elementsEqual("/Bu\u{308}ro".utf8))
  }
}
