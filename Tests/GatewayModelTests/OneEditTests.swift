import OpenClaw
import TestSupport
import Testing

@testable import GatewayModel

/// Every config that is one typing error away from a right one: whatever the error is, no secret of it is shown.
@Suite(.computing) struct OneEditTests {
  static let sample = """
    {
      // was: "s3cr3tOld-0"
      gateway: { port: 1, auth: { mode: 'token', token: "s3cr3tA-12" } },
      "cdpUrl": "ws://u:s3cr3tB-34@h:1/x",
      channels: { t: { botToken: '7:s3cr3tC-56', a: { token: "s3cr3tD-78" } } },
      env: { API_KEY: "s3cr3tE-90" }, tokens: [
        "s3cr3tF-11",
        "s3cr3tG-22",
      ],
    }
    """

  /// Characters that mean something in a config, and some that do not.
  private static let typed = Array("\"',:[\n")

  /// The longest piece of a secret that may be seen: an edit may cut one in two, and neither part is known then.
  private static let secrets =
    ["s3cr3tOld-0"]
    + (0..<7).map { index in
      "s3cr3t\(["A-12", "B-34", "C-56", "D-78", "E-90", "F-11", "G-22"][index])"
    }

  private static func leak(in shown: String) -> String? {
    // The mark of all secrets, or the digits at their end, which an edit inside the mark leaves.
    if shown.contains("3cr3t") || shown.contains("s3cr") { return shown }
    return secrets.first { shown.contains($0.suffix(5)) }
  }

  @Test func `no output of a config with one typing error shows a secret`() {
    let copy = [ConfigBackup.File(path: "/c", text: Self.sample)]
    var count = 0
    var leaks: [(edit: String, shown: String)] = []
    for edit in Typos.of(Self.sample, typed: Self.typed) {
      count += 1
      let masked = MaskedConfig(edit)
      var shown = masked.lines.joined(separator: "\n")
      do throws(JSON5Error) {
        let root = try JSON5Parser.parse(edit, file: "c")
        shown += GatewayConfigWords.of(root)
      } catch {
        shown += error.problem.message
        shown += MaskedConfig.head(of: edit, line: error.location.line, column: error.location.column) ?? ""
      }
      if Self.leak(in: shown) != nil { leaks.append((edit, shown)) }
      if masked.lines.count != MaskedConfig.split(edit).count { leaks.append((edit, "lines are lost")) }
    }
    for (edit, shown) in leaks.prefix(3) { Issue.record("\(edit)\n--- is shown as\n\(shown)") }
    #expect(leaks.isEmpty, "\(leaks.count) of \(count)")
    // The difference to a copy is made of the same lines: a look at one edit of each kind.
    for edit in Typos.of(Self.sample, typed: ["\"", ","]).enumerated() where edit.offset % 7 == 0 {
      let difference = ConfigDifference(copy: copy, now: { _ in edit.element })
      #expect(Self.leak(in: difference.text { $0 }.joined(separator: "\n")) == nil)
    }
  }

  @Test func `the secrets of a config with a quote too many or too few are known all the same`() {
    for edit in Typos.of(Self.sample, typed: ["\"", "'"]) {
      guard (try? JSON5Parser.parse(edit, file: "c")) == nil else { continue }
      let redactor = Redactor(MaskedConfig(edit).secrets)
      // Where the edit is in the secret or in its key's name, nothing tells what it is.
      for secret in ["s3cr3tA-12", "s3cr3tD-78"]
      where edit.contains(secret) && edit.contains("token: \"\(secret)") {
        #expect(!redactor.redact("it says \(secret)!").contains(secret), "\(edit)")
      }
    }
  }
}

/// What is said of a config that parses: the keys and values in problems and doubts.
private enum GatewayConfigWords {
  static func of(_ root: JSON5Node) -> String {
    ConfigSchema(root).problems.map(\.description).joined(separator: "\n")
  }
}
