import Foundation
import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel

/// A secret in the forms in which logs and other programs print it.
@Suite(.computing) struct SecretFormsTests {
  private static let secret = "s3cr3t/\"A+b=ü\\c"

  private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

  @Test(arguments: [
    ("JSON", #"{"token":"s3cr3t/\"A+b=ü\\c"}"#), ("JSON with escaped slashes", #""s3cr3t\/\"A+b=ü\\c""#),
    ("JSON in ASCII", #""s3cr3t/\"A+b=\u00fc\\c""#),
    ("JSON, wholly escaped", #""\u00733cr3t\u002f\"A+b\u003d\u00FC\\c""#),
    ("an address", "?t=s3cr3t%2F%22A%2Bb%3D%C3%BC%5Cc&x=1"),
    ("an address in lower case", "s3cr3t%2f%22A%2bb%3d%c3%bc%5cc"),
    ("base64", base64(secret)), ("base64 of more", base64("user:" + secret)),
    ("base64 in the middle", base64("ab" + secret + "cd")),
    (
      "base64 for addresses",
      base64(secret).replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    ),
    ("a header", "Authorization: Basic " + base64("u:" + secret)), ("itself", secret),
  ])
  func `it is crossed out`(form: String, text: String) {
    let shown = Redactor([Self.secret]).redact("before \(text) after")
    #expect(shown.hasPrefix("before ") && shown.hasSuffix(" after"), "\(shown)")
    #expect(shown.contains(Redactor.mask))
    for piece in ["s3cr3t", "A+b", "A%2", "\\c", "%5"] {
      #expect(!shown.contains(piece), "\(form): \(shown)")
    }
    if form.hasPrefix("base64") { #expect(shown.count < "before  after".count + 16, "\(shown)") }
  }

  @Test func `what only looks alike stays`() {
    let redactor = Redactor(["hunter22-hunter22"])
    for text in ["100% of it", "a+b", #"C:\path\new"#, "%zz", #"\u12"#, "aHVudGVy", "%", "\\"] {
      #expect(redactor.redact(text) == text)
    }
  }

  @Test(arguments: [
    ("token: s3cr", "token: •••"), ("token: s3cr3t-12", "token: •••"), ("token: s3c", "token: s3c"),
    ("s3cr x", "s3cr x"),
  ])
  func `a text that goes on shows no beginning of a secret at its end`(text: String, shown: String) {
    #expect(Redactor(["s3cr3t-123"]).redact(text, mayGoOn: true) == shown)
    #expect(Redactor(["s3cr3t-123"]).redact(text) == text)
  }

  private static let key = """
    -----BEGIN RSA PRIVATE KEY-----
    Proc-Type: 4,ENCRYPTED
    MIIEpAIBAAKCAQEA7mbiuM6Po1kvRz2n3pB0v4b8Y2mJ1c3d5e7f9g1h3j5k7l9m
    q3Rk0w==
    -----END RSA PRIVATE KEY-----
    """

  @Test func `a private key is masked though nobody has read it: in one text, escaped, and line by line`() {
    let redactor = Redactor()
    for text in [Self.key, Self.key.replacing("\n", with: "\\n"), Self.key.replacing("\n", with: " ")] {
      let shown = redactor.redact("a \(text) b")
      #expect(shown == "a -----BEGIN RSA PRIVATE KEY-----•••-----END RSA PRIVATE KEY----- b")
    }
    let lines = redactor.show(
      lines: ["before"] + Self.key.split(separator: "\n").map(String.init) + ["after"])
    #expect(lines.first == "before" && lines.last == "after")
    #expect(!lines.joined().contains("MIIE") && !lines.joined().contains("q3Rk"))
  }

  @Test func `a line that comes between two of a key is shown, and the rest of the text too`() {
    let redactor = Redactor()
    let shown = redactor.show(lines: [
      "-----BEGIN PRIVATE KEY-----", "MIIEpAIBAAK", "2026 another line", "q3Rk0w==",
    ])
    #expect(shown == ["-----BEGIN PRIVATE KEY-----•••", "•••", "2026 another line", "•••"])
    // A text that was masked line by line is masked once more as a whole, and loses nothing.
    let brief = shown.joined(separator: "\n") + "\n\n## What to do\n"
    #expect(redactor.redact(brief) == brief)
    #expect(
      redactor.redact("-----BEGIN PRIVATE KEY-----\nMIIE\nabcd\n\n## What")
        == "-----BEGIN PRIVATE KEY-----•••\n\n## What")
  }

  @Test func `the part of a key whose beginning was not seen is masked`() {
    let line = "MIIEpAIBAAKCAQEA7mbiuM6Po1kvRz2n3pB0v4b8Y2mJ1c3d5e7f9g1h3j5k7l9m"
    #expect(Redactor().show(lines: [line]) == [Redactor.mask])
    #expect(Redactor().show(lines: ["short", String(repeating: "-", count: 80)]).first == "short")
  }

  @Test func `a secret of several lines is known line by line`() {
    let redactor = Redactor(["first-line-of-it\nsecond-line-of-it"])
    #expect(redactor.redact("x second-line-of-it y") == "x ••• y")
    #expect(redactor.redact("first-line-of-it second-line-of-it") == "•••")
    #expect(redactor.redact(#"first-line-of-it\nsecond-line-of-it"#) == "•••")
  }

  @Test(
    arguments: [
      0xAD, 0x34F, 0x61C, 0x115F, 0x180E, 0x200B, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202E, 0x2060,
      0x2064, 0x2066,
      0x206F, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFFB, 0xE0001, 0xE0041, 0xE01EF, 0x85, 0x9B, 0x07, 0x7F,
    ] as [UInt32])
  func `a character that nobody sees is in no text that is shown`(value: UInt32) throws {
    let scalar = Character(try #require(Unicode.Scalar(value)))
    #expect(!LogText.clean("a\(scalar)b").unicodeScalars.contains { $0.value == value })
    #expect(LogText.clean("ä\(scalar)").hasPrefix("ä"))
    #expect(ShellLine.word("a\(scalar)b") == ShellLine.withheld)
  }

  @Test func `letters, marks and emoji that are seen stay`() {
    for text in ["grüße", "日本語", "e\u{301}", "👍🏽", "ｱ", "№ ٣", "a\u{A0}b", "\u{E0B0}"] {
      #expect(LogText.clean(text) == text)
    }
  }
}
