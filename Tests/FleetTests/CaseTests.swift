import Foundation
import Host
import TestSupport
import Testing

/// Hosts as people set them up (Tests/Fixtures/cases): what must be found on each, and what must not be said.
@Suite(.computing) struct CaseTests {
  static let cases: [URL] = (try? Scenario.all(in: "cases")) ?? []

  @Test func `there are cases of every kind`() {
    #expect(Self.cases.count >= 100)
  }

  @Test(arguments: cases) func `a host as people set it up gets its right answer`(_ folder: URL) throws {
    let scenario = try Scenario(folder)
    defer { scenario.remove() }
    let document = scenario.surveyDocument()
    let gateways = try #require(document["gateways"] as? [[String: Any]])
    #expect(
      document["verdict"] as? String == scenario.expected["verdict"] as? String, "\(findings(document))")
    for (name, wanted) in scenario.expected["ports"] as? [String: [String: Any]] ?? [:] {
      let found = try #require(gateways.first { $0["name"] as? String == name }, "\(name)")
      let ports = found["ports"] as? [String: [String: Any]] ?? [:]
      for key in ["gateway", "browserControl", "canvas"] {
        #expect(ports[key]?["port"] as? Int == wanted[key] as? Int, "\(name) \(key)")
      }
      #expect(found["cdpRange"] as? [Int] == wanted["cdpRange"] as? [Int], "\(name)")
    }
    if let names = scenario.expected["exactlyGateways"] as? [String] {
      #expect(gateways.compactMap { $0["name"] as? String }.sorted() == names.sorted())
    }
    let found = findings(document)
    for wanted in (scenario.expected["findings"] as? [[String: Any]] ?? []).map(Self.text) {
      #expect(found.contains(wanted), "missing \(wanted) among \(found)")
    }
    for code in scenario.expected["mustNotReport"] as? [String] ?? [] {
      #expect(!found.contains { $0.split(separator: " ")[1] == code }, "\(code)")
    }
    let text = scenario.surveyText()
    for secret in scenario.expected["outputMustNotContain"] as? [String] ?? [] {
      #expect(!text.contains(secret))
    }
  }

  private func findings(_ document: [String: Any]) -> [String] {
    (document["findings"] as? [[String: Any]] ?? []).map(Self.text)
  }

  private static func text(_ entry: [String: Any]) -> String {
    let gateways = (entry["gateways"] as? [String] ?? []).sorted()
    let ports = (entry["ports"] as? [Any] ?? []).map { "\($0)" }.sorted()
    let paths = (entry["paths"] as? [String] ?? []).sorted()
    return "\(entry["severity"] ?? "") \(entry["code"] ?? "") \(gateways) \(ports) \(paths)"
  }
}
