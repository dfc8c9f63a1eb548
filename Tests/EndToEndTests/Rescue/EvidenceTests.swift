import Control
import Foundation
import GatewayModel
import Host
import OpenClaw
import TestSupport
import Testing

extension RescueSuites {
  /// What is written down for the rescue bot, over every scenario's host with its fake secrets.
  @Suite struct EvidenceTests {
    static let scenarios: [URL] =
      ((try? FileManager.default.contentsOfDirectory(
        at: Fixtures.root.appending(path: "scenarios"), includingPropertiesForKeys: nil)) ?? [])
      .filter { FileManager.default.fileExists(atPath: $0.appending(path: "home").path) }
      .sorted { $0.path < $1.path }

    /// Whatever has `FAKE` in it, in any file of a home.
    private func secrets(_ home: URL) throws -> Set<String> {
      var found: Set<String> = []
      let files = FileManager.default.enumerator(at: home, includingPropertiesForKeys: nil)
      while let file = files?.nextObject() as? URL {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { continue }
        for match in text.matches(of: /[^\s"',=\/@]*FAKE[^\s"',@]*/) { found.insert(String(match.0)) }
        if let root = try? JSON5Parser.parse(text, file: "") { found.formUnion(SecretValues.inConfig(root)) }
      }
      return found.filter { $0.count >= 4 && !$0.contains("${") }
    }

    @Test(arguments: scenarios)
    func `no secret of a host is in the evidence, also of configs that are broken`(
      _ scenario: URL
    ) async throws {
      for isBroken in [false, true] {
        let home = FileManager.default.temporaryDirectory.appending(path: "evidence-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: home) }
        try FileManager.default.copyItem(at: scenario.appending(path: "home"), to: home)
        let secrets = try secrets(home)
        var host = Machine.live()
        host.system.environment["TMPDIR"] = home.path + "/tmp"
        let paths = GatehousePaths(home: home.path, config: nil, system: host.system)
        let probe = Controller(
          host: host, paths: paths, config: GatehouseConfig(), services: ServiceManagers { _ in [] })
        let gateways = await probe.look(sweep: true).gateways.filter { !$0.source.isSight }
        guard gateways.count >= 2 else { continue }
        var config = GatehouseConfig()
        config.mainName = gateways[0].name
        config.rescueName = gateways[1].name
        if isBroken, let text = try? String(contentsOfFile: gateways[0].configPath, encoding: .utf8) {
          // As an edit leaves it: cut in the middle of a string, after everything that is secret.
          try Data((text + " , broken: { token: \"FAKE-cut").utf8).write(
            to: URL(filePath: gateways[0].configPath))
        }
        let controller = Controller(
          host: host, paths: paths, config: config, services: ServiceManagers { _ in [] })
        let result = await controller.rescue(.collect, seen: nil, by: .command)
        #expect(result.isSuccess, "\(scenario.lastPathComponent): \(result)")
        let folder = paths.rescue + "/evidence"
        let runs = try FileManager.default.contentsOfDirectory(atPath: folder)
        let evidence = folder + "/" + (try #require(runs.first))
        let names = try FileManager.default.contentsOfDirectory(atPath: evidence)
        #expect(
          Set(names).isSuperset(of: [
            "brief.md", "state.json", "ports.txt", "log.txt", "config-difference.txt",
          ])
        )
        for name in names {
          let text = try String(contentsOfFile: evidence + "/" + name, encoding: .utf8)
          for secret in secrets.union(["FAKE"]) {
            #expect(!text.contains(secret), "\(scenario.lastPathComponent) \(name): \(secret)")
          }
        }
        let mode = try FileManager.default.attributesOfItem(atPath: evidence)[.posixPermissions] as? Int
        #expect(mode == 0o700)
      }
    }
  }
}
