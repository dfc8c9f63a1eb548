import Foundation
import OpenClaw
import TestSupport
import Testing

/// The words of what is wrong with a config, and how scripts get them.
@Suite(.computing) struct ConfigFaultTests {
  @Test(
    arguments: [
      (.syntax(.commaExpected), "a comma is expected here"),
      (
        .syntax(.endsTooEarly(.commaOrBraceExpected)),
        "the file ends too early: a comma or a closing brace is expected here"
      ),
      (.unreadable(ConfigReadFailure("permission denied")), "permission denied"),
      (.deadLink(target: "/x"), "it is a link to /x, where nothing is"),
      (.noObject, "the config must be an object in braces"),
      (.includesTooDeep(limit: 10), "includes are nested deeper than 10 levels"),
      (.tooManyIncludes(limit: 500), "more than 500 files are included"),
      (
        .includeUnreadable(ConfigReadFailure("no such file")),
        "the included file cannot be read: no such file"
      ),
      (.wrongKind(key: "gateway.port", wanted: "a number"), "gateway.port must be a number"),
      (
        .unknownKey(key: "a.b", hint: nil),
        "OpenClaw of this version may refuse it: a.b is no key that is known"
      ),
      (
        .unknownKey(key: "a.b", hint: "it belongs in c"),
        "OpenClaw of this version may refuse it: a.b is no key that is known (it belongs in c)"
      ),
      (.unknownDriver(), "OpenClaw of this version may refuse it: it has no browser driver of that name"),
    ] as [(ConfigFault, String)])
  func `a fault is said in words`(fault: ConfigFault, words: String) { #expect(fault.message == words) }

  @Test func `a version whose keys are known is named as the one that refuses`() {
    let version = Version(2026, 9, 4)
    #expect(
      ConfigFault.unknownKey(key: "a.b", hint: nil).refused(by: version).message
        == "OpenClaw 2026.9.4 refuses it: a.b is no key that is known")
    #expect(
      ConfigFault.unknownDriver().refused(by: version).message
        == "OpenClaw 2026.9.4 refuses it: it has no browser driver of that name")
    #expect(ConfigFault.noObject.refused(by: version) == .noObject)
  }

  @Test func `scripts get file, line, column and message`() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func text(_ problem: ConfigProblem) throws -> String {
      String(decoding: try encoder.encode(problem), as: UTF8.self)
    }
    #expect(
      try text(ConfigProblem(.noObject, file: "/c", line: 1, column: 2))
        == #"{"column":2,"file":"/c","line":1,"message":"the config must be an object in braces"}"#)
    #expect(
      try text(ConfigProblem(.unreadable(ConfigReadFailure("no such file")), file: "/c"))
        == #"{"file":"/c","message":"no such file"}"#)
  }
}
