import Foundation
import OpenClaw
import TestSupport
import Testing

/// Lines for copying: a shell must take them apart into the very words.
@Suite struct ShellLineTests {
  static let words = [
    "start", "--force", "x; rm -rf ~ #", "a b", "", "it's", "''", "$HOME", "`id`", "$(id)", "a\\b", "\"", "*",
    "?x", "[a]", "{a,b}", "a|b", "a&b", "<x", ">x", "!x", "#x", "x#", "~", "~root", "~/a b", "a=b", "é", "메인",
    "a~b", "^", "(x)", "%1", "-x",
  ]

  @Test func `a shell takes a line apart into its words`() throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "printf '%s\\0' \(ShellLine.text(Self.words))"]
    process.environment = ["PATH": "/usr/bin:/bin", "HOME": "/h", "LANG": "C.UTF-8"]
    process.standardOutput = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let found = bytes.split(separator: 0, omittingEmptySubsequences: false).dropLast()
      .map { String(decoding: $0, as: UTF8.self) }
    #expect(found == Self.words)
  }

  @Test(arguments: [
    ("default", "default"), ("openclaw-gateway-rescue.service", "openclaw-gateway-rescue.service"),
    ("~/.openclaw/x.json", "~/.openclaw/x.json"), ("x; rm -rf ~ #", "'x; rm -rf ~ #'"), ("", "''"),
    ("it's", #"'it'\''s'"#), ("~", "'~'"),
  ])
  func `only what a shell would read otherwise is quoted`(word: String, text: String) {
    #expect(ShellLine.word(word) == text)
  }

  @Test(arguments: ["a\nb", "\u{1B}[31m", "a\rb", "\u{202E}x", "x\u{200B}", "\0", "\u{7F}", "\u{2028}"])
  func `a word with characters that are not seen is never offered`(word: String) {
    #expect(ShellLine.word(word) == ShellLine.withheld)
  }
}
