import Foundation
import Host
import TestSupport
import Testing

/// Hosts on disk, and the ports that must be found on them (Tests/Fixtures/scenarios/README.md).
@Suite(.computing) struct ScenarioTests {
  @Test func `every scenario's ports and allocations are found`() throws {
    for folder in try Scenario.all() {
      let scenario = try Scenario(folder)
      defer { scenario.remove() }
      let document = scenario.surveyDocument()
      let gateways = try #require(document["gateways"] as? [[String: Any]])
      let names = gateways.compactMap { $0["name"] as? String }
      let ports = try #require(scenario.expected["ports"] as? [String: [String: Any]])
      #expect(Set(names) == Set(scenario.instances.compactMap { $0["id"] as? String }), "\(scenario.name)")
      for (name, expected) in ports {
        let found = try #require(gateways.first { $0["name"] as? String == name })
        let foundPorts = found["ports"] as? [String: [String: Any]] ?? [:]
        for key in ["gateway", "browserControl", "canvas"] {
          #expect(
            foundPorts[key]?["port"] as? Int == expected[key] as? Int, "\(scenario.name) \(name) \(key)")
        }
        #expect(
          found["cdpRange"] as? [Int] == expected["cdpRange"] as? [Int], "\(scenario.name) \(name)")
        let allocations = (found["browserProfiles"] as? [[String: Any]] ?? []).map(Allocation.init)
        let wanted = (scenario.expected["cdpAllocations"] as? [String: [[String: Any]]])?[name] ?? []
        #expect(Set(allocations) == Set(wanted.map(Allocation.init)), "\(scenario.name) \(name)")
      }
      for instance in scenario.instances {
        let found = try #require(gateways.first { $0["name"] as? String == instance["id"] as? String })
        for key in ["stateDir", "configPath", "workspace"] {
          #expect(found[key] as? String == instance[key] as? String, "\(scenario.name) \(key)")
        }
      }
    }
  }

  @Test func `every scenario's findings are found, and nothing else is said`() throws {
    for folder in try Scenario.all() {
      let scenario = try Scenario(folder)
      defer { scenario.remove() }
      let document = scenario.surveyDocument()
      #expect(
        document["verdict"] as? String == scenario.expected["verdict"] as? String, "\(scenario.name)")
      let found = (document["findings"] as? [[String: Any]] ?? []).map(ExpectedFinding.init)
      let wanted = (scenario.expected["findings"] as? [[String: Any]] ?? []).map(ExpectedFinding.init)
      // What is there and not expected is a false alarm, or a consequence that its cause should have hidden.
      #expect(found.map(\.description).sorted() == wanted.map(\.description).sorted(), "\(scenario.name)")
      let codes = Set(found.map(\.code))
      for key in ["mustNotReport", "impliedButCollapsed"] {
        for code in scenario.expected[key] as? [String] ?? [] {
          #expect(!codes.contains(code), "\(scenario.name) \(key)")
        }
      }
    }
  }

  @Test func `every finding says what to do`() throws {
    for folder in try Scenario.all() {
      let scenario = try Scenario(folder)
      defer { scenario.remove() }
      for finding in scenario.surveyDocument()["findings"] as? [[String: Any]] ?? [] {
        let detail = finding["detail"] as? String ?? ""
        let fix = finding["fix"] as? String ?? ""
        #expect(detail.hasSuffix(".") && detail.count > 20, "\(scenario.name): \(detail)")
        #expect(fix.count > 20, "\(scenario.name): \(fix)")
      }
    }
  }

  @Test func `no output names a secret of a scenario`() throws {
    for folder in try Scenario.all() {
      let scenario = try Scenario(folder)
      defer { scenario.remove() }
      let text = scenario.surveyText()
      for secret in scenario.expected["outputMustNotContain"] as? [String] ?? [] {
        #expect(!text.contains(secret), "\(scenario.name)")
      }
    }
  }
}

/// What is compared of a finding (Tests/Fixtures/scenarios/README.md): the text is advisory. Nothing may be there twice.
private struct ExpectedFinding: CustomStringConvertible {
  var severity: String
  var code: String
  var gateways: [String]
  var ports: [String]
  var paths: [String]

  init(_ entry: [String: Any]) {
    severity = entry["severity"] as? String ?? ""
    code = entry["code"] as? String ?? ""
    gateways = (entry["gateways"] as? [String] ?? []).sorted()
    ports = (entry["ports"] as? [Any] ?? []).map { "\($0)" }.sorted()
    paths = (entry["paths"] as? [String] ?? []).sorted()
  }

  var description: String { "\(severity) \(code) \(gateways) \(ports) \(paths)" }
}

private struct Allocation: Hashable {
  var profile: String
  var port: Int?
  var how: String

  init(_ entry: [String: Any]) {
    profile = (entry["browserProfile"] ?? entry["name"]) as? String ?? ""
    port = entry["port"] as? Int
    how = entry["how"] as? String ?? ""
  }
}
