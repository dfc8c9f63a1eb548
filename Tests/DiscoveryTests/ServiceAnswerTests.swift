import GatewayModel
import TestSupport
import Testing

@testable import Discovery

/// Whose an answer of the service manager is: only units that were asked for, and their command lines by a question of their own.
@Suite(.computing) struct ServiceAnswerTests {
  private static func line(_ words: String) -> String {
    "{ path=/bin/x ; argv[]=\(words) ; ignore_errors=no ; start_time=[n/a] ; pid=0 ; code=(null) ; status=0/0 }\n"
  }

  private func block(_ id: String, names: String) -> String {
    "Id=\(id)\nNames=\(names)\nLoadState=loaded\nActiveState=active\n\n"
  }

  @Test(arguments: [
    ("bot.service", "bot.service", false), ("my-openclaw.service", "my-openclaw.service", true),
    ("exact.service", "exact.service", true), ("real.service", "alias.service real.service", true),
    ("real.service", "real.service exact.service", true), ("exactly.service", "exactly.service", false),
    ("openclaw.timer", "openclaw.timer", false),
  ])
  func `a unit that nobody asked for is refused`(id: String, names: String, isTaken: Bool) {
    let found = ServiceShow.parse(
      block(id, names: names), isUserUnit: true,
      asked: ["*openclaw*.service", "exact.service", "alias.service"])
    #expect(found.map(\.unit) == (isTaken ? [id] : []))
  }

  @Test(
    arguments: [
      // As systemd 252 prints them: nothing for a unit without a command, a line for each of several.
      (line("a b") + "\n" + line("c"), 2, [["a", "b"], ["c"]]), ("\n" + line("c"), 2, [[], ["c"]]),
      (line("a") + "\n", 2, [["a"], []]), ("\n\n", 3, [[], [], []]), ("", 1, [[]]), ("", 2, nil),
      (line("a") + line("b"), 1, [["b"]]), (line("a") + "\n" + line("b"), 1, nil), (line("a"), 2, nil),
      ("{ path=/bin/x ; argv[]=a", 1, nil), (line("a\nb"), 1, [["a\nb"]]),
      // An empty line in the words of one may be anywhere among the others.
      (line("sh -c true #\n\n{ path=/x ; argv[]=evil ; ignore_errors=no }") + "\n" + line("b"), 2, nil),
    ] as [(String, Int, [[String]]?)])
  func `command lines are told apart only where nothing else could be meant`(
    text: String, count: Int, commands: [[String]]?
  ) {
    #expect(ServiceShow.commands(text, count: count) == commands)
  }

  @Test func `what is asked of one unit alone is its own, whatever it says`() {
    let text = Self.line("sh -c true #\n\nId=openclaw-gateway.service\n")
    #expect(ServiceShow.command(text).prefix(3) == ["sh", "-c", "true"])
    #expect(ServiceShow.command(Self.line("a") + Self.line("b c")) == ["b", "c"])
    #expect(ServiceShow.command("") == [])
  }

  @Test(arguments: [
    ("a.service", "a.service", true), ("a.service", "*", true), ("", "*", true), ("", "", true),
    ("a", "", false),
    ("abc", "a?c", true), ("ac", "a?c", false), ("abcabc", "*abc", true), ("abcabd", "*abc", false),
    ("aXbXc", "a*b*c", true), ("aXbXcd", "a*b*c", false), ("mississippi", "m*issip*", true),
    ("äb", "?b", true),
    ("a", String(repeating: "*", count: 256), false), ("a", String(repeating: "*", count: 255), true),
  ])
  func `a star is any text, and a question mark one character`(name: String, pattern: String, fits: Bool) {
    #expect(GlobPattern.matches(name, pattern) == fits)
  }
}
