import OpenClaw
import TestSupport
import Testing

/// openclaw-facts.md section 1.1.
@Suite(.computing) struct ProfileTextTests {
  @Test(
    arguments: [
      ("rescue", true), ("Rescue", true), ("0", true), ("a_b-c9", true),
      (String(repeating: "a", count: 64), true),
      (String(repeating: "a", count: 65), false), ("", false), ("-a", false), ("_a", false), ("a b", false),
      ("a.b", false), ("a/b", false), ("..", false), ("bÜro", false), ("é", false), ("a\n", false),
      ("٣", false),
    ] as [(String, Bool)])
  func `a profile's name is letters, digits, underscores and hyphens`(name: String, isValid: Bool) {
    #expect(ProfileName.isValid(name) == isValid)
  }

  @Test(
    arguments: [
      ("rescue", "rescue"), (" rescue\t", "rescue"), ("Rescue", "Rescue"), ("main", "main"),
      ("default", nil), ("DeFaulT", nil), (" default ", nil), ("", nil), ("  ", nil), ("a b", nil),
      (nil, nil),
      ("defaults", "defaults"),
    ] as [(String?, String?)])
  func `default in any case is no profile, and main is one like any other`(name: String?, profile: String?) {
    #expect(ProfileName.normalized(name) == profile)
  }

  @Test(
    arguments: [
      ("plain", "plain"), ("  a b  ", "a b"), ("\u{FEFF}a\u{FEFF}", "a"), ("\u{A0}a\u{3000}", "a"),
      ("\r\n a \r\n", "a"), ("a ", "a"), (" a", "a"), ("", ""), (" \u{FEFF}\n", ""), ("ä ö", "ä ö"),
      // No white space for JavaScript, and none here.
      ("\u{200B}a", "\u{200B}a"),
    ] as [(String, String)])
  func `a text is trimmed as JavaScript does`(text: String, trimmed: String) {
    #expect(text.trimmed == trimmed)
    #expect(text.nonBlank == (trimmed.isEmpty ? nil : trimmed))
  }

  @Test func `a command for a profile names it in front`() {
    #expect(CommandLineProfile.command(nil) == "openclaw")
    #expect(CommandLineProfile.command("rescue") == "openclaw --profile rescue")
  }

  struct Refused: Sendable, CustomTestStringConvertible {
    var words: [String]
    var why: String
    var testDescription: String { words.joined(separator: " ") }
  }

  @Test(arguments: [
    Refused(words: ["--dev", "--profile", "x"], why: "Cannot combine --dev with --profile"),
    Refused(words: ["--profile", "x", "--dev"], why: "Cannot combine --dev with --profile"),
    Refused(words: ["--profile"], why: "--profile requires a value"),
    Refused(words: ["--profile="], why: "--profile requires a value"),
    Refused(words: ["--profile", "a b"], why: "Invalid --profile"),
  ])
  func `a command line that OpenClaw refuses is refused in its words`(_ refused: Refused) {
    do throws(CommandLineProfile.Refusal) {
      let parsed = try CommandLineProfile.parse(["node", "openclaw"] + refused.words)
      Issue.record("accepted: \(parsed)")
    } catch {
      #expect(error.message.contains(refused.why), "\(error.message)")
    }
  }

  @Test func `the flag that selects a profile is taken out, and what follows the command stays`() throws {
    let parsed = try CommandLineProfile.parse(
      ["node", "openclaw", "--log-level=debug", "--profile=lab", "gateway", "--dev", "--profile", "x"])
    #expect(parsed.profile == "lab")
    #expect(
      parsed.arguments == ["node", "openclaw", "--log-level=debug", "gateway", "--dev", "--profile", "x"])
    // `dev` may be said twice.
    #expect(try CommandLineProfile.parse(["node", "o", "--profile", "dev", "--dev", "tui"]).profile == "dev")
    #expect(try CommandLineProfile.parse(["node"]).arguments == ["node"])
  }
}
