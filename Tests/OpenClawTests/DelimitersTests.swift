import OpenClaw
import Testing

/// Marks are found by bytes: a combining mark behind one makes no other of it, and neither does a carriage return before a line end.
struct DelimitersTests {
  private static let accent = "\u{301}"

  @Test func `a mark with a combining mark behind it is a mark`() {
    let text = "a/\(Self.accent)b=\(Self.accent)c"
    #expect(text.parts(at: "/").map(String.init) == ["a", "\(Self.accent)b=\(Self.accent)c"])
    #expect(text.head(before: "?/") == "a")
    #expect(text.place(of: "=").map { String(text.rest(behind: $0)) } == "\(Self.accent)c")
    #expect(text.lastPlace(of: "/") == text.place(of: "/"))
    #expect(
      "/\(Self.accent)".begins(with: "/")
        && "/\(Self.accent)".rest(behind: "/").map(String.init) == Self.accent)
    #expect("a\r\nb".parts(at: "\n").map(String.init) == ["a\r", "b"])
  }

  @Test func `what is not there is not found`() {
    #expect("abc".parts(at: "/").map(String.init) == ["abc"] && "".parts(at: "/").isEmpty)
    #expect("".parts(at: "/", omittingEmptySubsequences: false).map(String.init) == [""])
    #expect("a=b=c".parts(at: "=", maxSplits: 1).map(String.init) == ["a", "b=c"])
    #expect(
      "abc".place(of: "/") == nil && "abc".lastPlace(of: "/") == nil && "abc".head(before: "/") == "abc")
    #expect("abc".rest(behind: "b") == nil && "abc".rest(before: "b") == nil && "a".rest(before: "aa") == nil)
    #expect("abc".rest(behind: "abc")?.isEmpty == true && "abc".rest(before: "bc") == "a")
    #expect("abc".begins(with: "") && "abc".ends(with: "") && !"a".ends(with: "aa"))
  }

  @Test func `a piece of a text is searched like a whole one`() {
    let piece = "x=1;y=2".parts(at: ";")[1]
    #expect(piece.place(of: "=").map { String(piece.rest(behind: $0)) } == "2")
    #expect(piece.begins(with: "y") && piece.ends(with: "2") && piece.withoutBytes(2) == "2")
  }
}
