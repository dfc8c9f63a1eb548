import Foundation
import Testing

@testable import OpenClaw

/// A quote is a quote to a shell also where a mark behind it makes one character of both.
struct ShellLineMarkTests {
  @Test(arguments: ["\u{1F3FB}", "\u{301}", "\u{20DD}", "\u{93F}"])
  func `a quote with a mark behind it ends no word`(mark: String) throws {
    let word = "'\(mark); echo INJECTED; '\(mark)"
    let shell = Process()
    shell.executableURL = URL(filePath: "/bin/sh")
    shell.arguments = ["-c", "printf %s \(ShellLine.word(word))"]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    shell.waitUntilExit()
    #expect(said == Data(word.utf8))
  }
}
