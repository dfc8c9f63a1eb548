import CPlatform
import Glibc
import TestSupport
import Testing

@testable import Terminal

/// A screen's thread that sleeps is woken, and never by what it has taken already.
struct InboxWakingTests {
  private func isReadable(_ inbox: Inbox<Int>) -> Bool { cp_wait_readable(inbox.readEnd, 0) == 1 }

  @Test func `what wakes is drained whole, whatever wrote it`() throws {
    let inbox = try #require(Inbox<Int>())
    // Signals write to the same pipe, one byte each.
    let bytes = [UInt8](repeating: 0x73, count: 1000)
    #expect(write(inbox.writeEnd, bytes, bytes.count) == bytes.count)
    #expect(isReadable(inbox))
    inbox.drain()
    #expect(!isReadable(inbox))
    #expect(inbox.takeAll().isEmpty)
  }

  @Test func `a pipe that is full holds nobody up and loses nothing`() throws {
    let inbox = try #require(Inbox<Int>())
    let bytes = [UInt8](repeating: 0x73, count: 4096)
    while write(inbox.writeEnd, bytes, bytes.count) > 0 {}
    inbox.post(7)
    #expect(isReadable(inbox))
    inbox.drain()
    #expect(inbox.takeAll() == [7])
  }

  @Test func `its descriptors are not inherited and are given back`() throws {
    var inbox = Inbox<Int>()
    let ends = [try #require(inbox?.readEnd), try #require(inbox?.writeEnd)]
    for end in ends {
      #expect(fcntl(end, F_GETFD) & FD_CLOEXEC != 0)
      #expect(fcntl(end, F_GETFL) & O_NONBLOCK != 0)
    }
    var status = stat()
    try #require(fstat(ends[0], &status) == 0)
    let pipe = status.st_ino
    inbox = nil
    // Its number may be another's by now, but never the same pipe.
    #expect(ends.allSatisfy { fstat($0, &status) != 0 || status.st_ino != pipe })
  }

  @Test func `whoever sleeps is woken by a post from another thread`() async throws {
    let inbox = try #require(Inbox<Int>())
    let sleeper = Task.detached { () -> [Int] in
      guard cp_wait_readable(inbox.readEnd, Int32(patience * 1000)) == 1 else { return [] }
      inbox.drain()
      return inbox.takeAll()
    }
    inbox.post(1)
    #expect(await sleeper.value == [1])
  }
}
