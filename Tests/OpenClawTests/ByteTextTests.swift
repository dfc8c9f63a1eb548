import OpenClaw
import TestSupport
import Testing

@Suite(.computing) struct ByteTextTests {
  @Test(
    arguments: [
      ("openclaw", true), ("xopenclaw", true), ("openclawx", true), ("a/openclaw/b", true),
      // The first letter comes again before the word does.
      ("oopenclaw", true), ("oopenopenclaw", true),
      ("", false), ("openclw", false), ("openclaX", false), ("OPENCLAW", false), ("open claw", false),
      ("openclaopencla", false), ("ö", false),
    ] as [(String, Bool)])
  func `a word is found wherever its bytes stand together`(text: String, isThere: Bool) {
    #expect(text.holds("openclaw") == isThere)
  }

  @Test func `a search goes by bytes, so that a letter with a mark holds the letter`() {
    #expect("cafe\u{301}".holds("cafe"))
    #expect(!"caf\u{E9}".holds("cafe"))
    #expect("x".dropFirst().holds("x") == false)
    #expect(!"anything".holds(""))
  }

  @Test func `byte texts are sorted by their bytes`() {
    // U+FFEE has greater UTF-16 units than U+1F600, and lesser bytes.
    let sorted = ["\u{1F600}", "\u{FFEE}", "b", "B", ""].map(\.bytes).sorted()
    #expect(sorted.map(\.text) == ["", "B", "b", "\u{FFEE}", "\u{1F600}"])
  }

  @Test func `the same bytes are the same text, however they are stored`() {
    let part = "x/Büro".dropFirst(2)
    #expect(part.isSameBytes(as: "Büro") && String(part).bytes == "Büro".bytes)
    #expect(String(part).bytes.hashValue == "Büro".bytes.hashValue)
    #expect(!"Büro".isSameBytes(as: "Bür") && !"Bür".isSameBytes(as: "Büro"))
    #expect("\("/h".bytes)" == "/h")
  }

  @Test func `a prefix of bytes may end within a letter`() {
    #expect("e\u{301}x".begins(with: "e"))
    #expect("/h/x".begins(with: "") && "/h/x".begins(with: "/h/x"))
    #expect(!"/h".begins(with: "/h/x"))
  }
}
