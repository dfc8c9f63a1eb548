import GatewayModel
import Testing

/// What a redactor crosses out, and what it leaves.
@Suite struct RedactionTests {
  @Test(
    arguments: [
      (["hunter22"], "it is hunter22.", "it is •••."), (["hunter22"], "hunter2", "hunter2"),
      (["hunter22"], "hunter22hunter22", "••••••"), (["hunter22"], "", ""), ([], "hunter22", "hunter22"),
      // A short value is a word: it would tear holes into any text.
      (["abc"], "abc abcd", "abc abcd"), (["abcd"], "xabcdx", "x•••x"),
      // Secrets that overlap are one.
      (["abcdef", "defghi"], "-abcdefghi-", "-•••-"), (["abcdef", "cdef"], "-abcdef-", "-•••-"),
      // Equal at the beginning, other later.
      (["token-one", "token-two"], "token-two token-three", "••• token-three"),
      (["pässwörd"], "ein pässwörd", "ein •••"), (["last"], "at last", "at •••"),
    ] as [([String], String, String)])
  func `every secret goes, and nothing beside it`(_ row: ([String], String, String)) {
    #expect(Redactor(Set(row.0)).redact(row.1) == row.2)
  }

  @Test func `a text as long as a secret is looked at to its last byte`() {
    #expect(Redactor(["abcd"]).redact("abcd") == "•••")
    #expect(Redactor(["abcde"]).redact("abcd") == "abcd")
  }

  @Test func `a secret that a sequence had torn apart is found`() {
    #expect(Redactor(["hunter22"]).show("hun\u{1B}[0mter22") == "•••")
  }
}
