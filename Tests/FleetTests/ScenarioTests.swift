import Fleet
import Foundation
import Host
import TestSupport
import Testing

/// Hosts on disk, and the ports that must be found on them (Tests/Fixtures/scenarios/README.md).
@Suite struct ScenarioTests {
  @Test func `every scenario's ports and allocations are found`() throws {
    for folder in try Scenario.all() {
      let scenario = try Scenario(folder)
      defer { scenario.remove() }
      let document = scenario.surveyDocument()
      let gateways = try #require(document["gateways"] as? [[String: Any]])
      let names = gateways.compactMap { $0["name"] as? String }
      let ports = try #require(scenario.expected["ports"] as? [String: [String: Any]])
      #expect(Set(names) == Set(ports.keys), "\(scenario.name)")
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
