import Host
import TestSupport
import Testing

@testable import Control

/// Short commands and what is kept of what they print.
@Suite(.inPlaces) struct CommandRunnerTests {
  private let commands = CommandRunner(host: .live())

  private func run(_ script: String, limit: Int? = nil) async -> CommandRunner.Answer? {
    let environment = ["PATH": "/usr/bin:/bin"]
    guard let limit else {
      return await commands.run("/bin/sh", ["-c", script], environment: environment, seconds: 20)
    }
    return await commands.run("/bin/sh", ["-c", script], environment: environment, seconds: 20, limit: limit)
  }

  @Test func `of a command that prints without end the last MB is kept, with its last line`() async throws {
    let answer = try #require(await run("head -c 3000000 /dev/zero | tr '\\0' x; echo; echo the last"))
    #expect(answer.ending == .exit(0) && answer.isCut)
    #expect(answer.output.utf8.count == 1 << 20 && answer.output.hasSuffix("x\nthe last\n"))
  }

  @Test(arguments: [(6, "abcdef", false), (5, "bcdef", true), (100, "abcdef", false)])
  func `what is cut is said to be`(limit: Int, output: String, isCut: Bool) async throws {
    let answer = try #require(await run("printf abcdef", limit: limit))
    #expect(answer.output == output && answer.isCut == isCut)
  }

  @Test func `an answer that must be understood is whole, or none`() async {
    let environment = ["PATH": "/usr/bin:/bin"]
    func output(_ bytes: Int) async -> Int? {
      await commands.output(
        "/bin/sh", ["-c", "head -c \(bytes) /dev/zero | tr '\\0' x"], environment: environment, seconds: 20
      )?.utf8.count
    }
    #expect(await output(3_000_000) == 3_000_000)
    #expect(await output(CommandRunner.answerLimit + 1) == nil)
    #expect(await output(0) == 0)
  }

  @Test func `a command that fails has no answer, and its words are kept`() async throws {
    #expect(
      await commands.output("/bin/sh", ["-c", "echo no; exit 3"], environment: [:], seconds: 20) == nil)
    let answer = try #require(await run("echo no; exit 3"))
    #expect(answer.ending == .exit(3) && answer.output == "no\n" && !answer.isCut)
  }
}
