import Dispatch
import Foundation
import TestSupport
import Testing

@testable import App

/// Commands on the terminal, and the threads on which they may block.
@Suite(.inPlaces) struct ForegroundCommandTests {
  @Test(arguments: [
    ("exit 0", 0), ("exit 7", 7), ("exit 255", 255), ("kill -9 $$", 137), ("kill -TERM $$", 143),
    ("exec /none/such 2>/dev/null", 127),
  ])
  func `an end is told by its number, a signal by 128 and more`(script: String, status: Int32) {
    #expect(ForegroundCommand.run(["/bin/sh", "-c", script], environment: [:]) == status)
    #expect(ForegroundCommand.run(["/bin/sh", "-c", script], environment: [:]) { false } == status)
  }

  @Test func `what cannot be run is told apart from every end`() {
    #expect(ForegroundCommand.run(["/none/such"], environment: [:]) == -1)
    #expect(ForegroundCommand.run(["/"], environment: [:]) { false } == -1)
  }

  @Test func `it has the words and the variables that it was given, and no others`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let script = "printf '%s|' \"$@\" > \"$OUT\"; tr '\\0' '\\n' < /proc/$$/environ >> \"$OUT\""
    let environment = ["OUT": place.path + "/out", "A": "b=c d", "PATH": "/usr/bin:/bin"]
    let words = ["two words", "", "*", "값"]
    #expect(ForegroundCommand.run(["/bin/sh", "-c", script, "sh"] + words, environment: environment) == 0)
    let lines = try place.read("out").split(separator: "|", maxSplits: 4, omittingEmptySubsequences: false)
    #expect(lines.prefix(4).map(String.init) == words)
    let variables = Set(lines[4].split(separator: "\n").map(String.init))
    #expect(variables == Set(environment.map { "\($0.key)=\($0.value)" }))
  }

  @Test func `signals that this program blocks or ignores are as usual in a command`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let script = "grep -E '^Sig(Blk|Ign)' /proc/self/status > \"$0\""
    // A thread of the pool blocks nearly all of them.
    #expect(
      ForegroundCommand.run(
        ["/bin/sh", "-c", script, place.path + "/out"], environment: ["PATH": "/usr/bin:/bin"]) == 0)
    let masks = try place.read("out").split(separator: "\n").compactMap { line in
      line.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }
    }
    // Those of the C library itself, above 31, are nobody's business.
    #expect(masks.map { $0 & 0x7FFF_FFFF } == [0, 0])
  }

  @Test func `a command that must stop is ended`() {
    let began = ContinuousClock.now
    let status = ForegroundCommand.run(["/bin/sleep", "300"], environment: [:]) { true }
    #expect(status == 143)
    #expect(ContinuousClock.now - began < .seconds(290))
  }

  @Test func `one that does not hear it is killed`() throws {
    let place = try TemporaryPlace()
    defer { place.remove() }
    let sign = place.path + "/deaf"
    let script = "trap '' TERM; : > \"$0\"; exec /bin/sleep 300"
    let status = ForegroundCommand.run(["/bin/sh", "-c", script, sign], environment: [:]) {
      FileManager.default.fileExists(atPath: sign)
    }
    #expect(status == 137)
  }

  @Test func `it is asked until it must stop`() {
    var asked = 0
    let status = ForegroundCommand.run(["/bin/sleep", "300"], environment: [:]) {
      asked += 1
      return asked == 3
    }
    #expect(status == 143)
    #expect(asked == 3)
  }

  @Test func `more work may block at once than there are cores`() async {
    let count = ProcessInfo.processInfo.activeProcessorCount * 2 + 2
    let all = DispatchSemaphore(value: 0)
    let arrived = DispatchSemaphore(value: 0)
    let results = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<count {
        group.addTask {
          await Blocking.run {
            arrived.signal()
            return all.wait(timeout: .now() + patience) == .success
          }
        }
      }
      group.addTask {
        await Blocking.run {
          let are = (0..<count).allSatisfy { _ in arrived.wait(timeout: .now() + patience) == .success }
          for _ in 0..<count { all.signal() }
          return are
        }
      }
      var results: [Bool] = []
      for await result in group { results.append(result) }
      return results
    }
    #expect(results == Array(repeating: true, count: count + 1))
  }
}
