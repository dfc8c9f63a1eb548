import GatewayModel
import TestSupport
import Testing

/// Times that are none, and command lines of any length.
@Suite(.computing) struct BoundedInputTests {
  @Test(
    arguments: [
      (.infinity, nil), (-.infinity, nil), (.nan, nil), (1e300, nil), (-1e300, nil),
      (253_402_300_800, nil), (-62_135_596_801, nil), (253_402_300_799, "9999-12-31T23:59:59Z"),
    ] as [(Double, String?)])
  func `a moment that has no date is said to be unknown`(seconds: Double, text: String?) {
    #expect(ISOTime.text(seconds) == text ?? "unknown")
  }

  private static let head = "chrome --remote-debugging-port=18800 --user-data-dir=/h/b"

  @Test func `a line of nothing but dashes is read once`() throws {
    let line = Self.head + String(repeating: " --", count: 21_000) + " --type=gpu"
    #expect(line.utf8.count < 64 << 10)
    let chrome = try #require(ChromeArguments([line]))
    #expect(chrome.userDataDir == "/h/b" && chrome.isHelper)
  }

  @Test(arguments: [(65_536, true), (65_537, false)])
  func `a line above 64 KB is no Chrome's`(length: Int, isOne: Bool) {
    let line = Self.head + " --x=" + String(repeating: "y", count: length - Self.head.utf8.count - 5)
    #expect(line.utf8.count == length && (ChromeArguments([line]) != nil) == isOne)
  }

  @Test(arguments: [
    ("a --user-data-dir=/h/日本 x --remote-debugging-port=1", "/h/日本 x"),
    ("--remote-debugging-port=1 --user-data-dir=/a --b", "/a"),
    ("a  --remote-debugging-port=1  --user-data-dir=/a ", "/a "),
    ("a --remote-debugging-port=1 --user-data-dir=/a - -b --", "/a - -b"),
  ])
  func `a line is taken apart where a blank stands before two dashes`(line: String, directory: String) {
    #expect(ChromeArguments([line])?.userDataDir == directory)
  }
}
