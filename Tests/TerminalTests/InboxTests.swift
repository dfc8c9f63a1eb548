import CPlatform
import TestSupport
import Testing

@testable import Terminal

/// Events from other threads for the screen's thread.
struct InboxTests {
  private func isReadable(_ inbox: Inbox<Int>) -> Bool { cp_wait_readable(inbox.readEnd, 0) == 1 }

  @Test func `events come in the order in which they were posted, each once`() throws {
    let inbox = try #require(Inbox<Int>())
    for number in 1...5 { inbox.post(number) }
    #expect(inbox.takeAll() == [1, 2, 3, 4, 5])
    #expect(inbox.takeAll().isEmpty)
  }

  @Test func `the first event wakes whoever sleeps, and no second wake is needed for the next`() throws {
    let inbox = try #require(Inbox<Int>())
    #expect(!isReadable(inbox))
    inbox.post(1)
    #expect(isReadable(inbox))
    inbox.drain()
    inbox.post(2)
    // Both wait to be taken: nobody sleeps on an inbox that holds something.
    #expect(!isReadable(inbox))
    #expect(inbox.takeAll() == [1, 2])
    inbox.post(3)
    #expect(isReadable(inbox))
  }

  @Test func `many threads lose nothing, and nobody waits for a reader`() async throws {
    let inbox = try #require(Inbox<Int>())
    await withTaskGroup(of: Void.self) { group in
      for thread in 0..<8 {
        group.addTask { for number in 0..<10_000 { inbox.post(thread * 10_000 + number) } }
      }
    }
    #expect(Set(inbox.takeAll()).count == 80_000)
  }

  @Test func `of what a newer event overtakes only that one waits, behind all others`() throws {
    let inbox = try #require(Inbox<Int>())
    for number in 1...1000 {
      inbox.post(number) { $0 > 0 && $0 % 10 == number % 10 }
      if number % 100 == 0 { inbox.post(-number) }
    }
    #expect(inbox.count == 20)
    #expect(inbox.takeAll().filter { $0 > 0 } == Array(991...1000))
    #expect(inbox.isEmpty)
  }
}
