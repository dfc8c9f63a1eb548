import OpenClaw
import Testing

@testable import StandIn

/// What versions do differently. Source: openclaw-2026-11.md.
struct StandInEraTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var version: String?
    var title: String
    var isNewer: Bool
    var listensOnBaseAlone: Bool
    var drainsOnTerm: Bool

    var testDescription: String { version ?? "unknown" }
  }

  private static let older = "openclaw-gateway"

  @Test(arguments: [
    Row(
      version: nil, title: Self.older, isNewer: false, listensOnBaseAlone: false, drainsOnTerm: false),
    Row(
      version: "2026.3.17", title: Self.older, isNewer: false, listensOnBaseAlone: false,
      drainsOnTerm: false),
    Row(
      version: "2026.4.28", title: Self.older, isNewer: false, listensOnBaseAlone: false,
      drainsOnTerm: false),
    Row(
      version: "2026.4.29", title: "openclaw", isNewer: true, listensOnBaseAlone: false, drainsOnTerm: false),
    Row(
      version: "2026.5.7", title: "openclaw", isNewer: true, listensOnBaseAlone: false, drainsOnTerm: false),
    Row(
      version: "2026.6.11", title: "openclaw", isNewer: true, listensOnBaseAlone: true, drainsOnTerm: false),
    Row(
      version: "2026.8.31", title: "openclaw", isNewer: true, listensOnBaseAlone: true, drainsOnTerm: false),
    Row(version: "2026.9.0", title: "openclaw", isNewer: true, listensOnBaseAlone: true, drainsOnTerm: true),
    Row(version: "2027.1.0", title: "openclaw", isNewer: true, listensOnBaseAlone: true, drainsOnTerm: true),
  ])
  func `a version behaves as it was seen`(_ row: Row) {
    let era = StandInEra(version: row.version.flatMap { Version($0) })
    #expect(era.title == row.title)
    #expect(era.configurationCode == (row.isNewer ? 78 : 1))
    #expect(era.listensOnBaseAlone == row.listensOnBaseAlone)
    #expect(era.drainsOnTerm == row.drainsOnTerm)
    if !row.isNewer { #expect(era.conflictCode == 1) }
  }

  @Test func `a newer one that meets another ends well unless a manager would start it again`() {
    let era = StandInEra(version: Version("2026.6.11"))
    #expect(era.conflictCode == (StandInEra.isSupervised ? 78 : 0))
  }
}
