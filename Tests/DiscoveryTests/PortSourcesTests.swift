import GatewayModel
import Isolation
import OpenClaw
import Ports
import TestSupport
import Testing

@testable import Discovery

/// A port that is none, from each of the places that can name one: nothing traps, and nothing is made of it.
@Suite(.computing) struct PortSourcesTests {
  /// One place that names a port, and whether it goes before all others, so that nothing else can be known then.
  struct Source: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var isFirst = false
    var name:
      @Sendable (_ port: String, _ candidate: inout Candidate, _ files: inout [String: String]) -> Void
  }

  private static let config = "/h/.openclaw/openclaw.json"
  private static let words = ["/usr/bin/openclaw", "gateway", "--port"]

  static let sources: [Source] = [
    Source(testDescription: "a process's flag", isFirst: true) { port, candidate, _ in
      candidate.processPort = GatewayProcessRule.port(words + [port])
    },
    Source(testDescription: "a process's variable", isFirst: true) { port, candidate, _ in
      candidate.processEnvironment = ["OPENCLAW_GATEWAY_PORT": port]
    },
    Source(testDescription: "a unit's flag", isFirst: true) { port, candidate, _ in
      candidate.unit = DefinitionSamples.unit(words + [port])
    },
    Source(testDescription: "a unit's variable") { port, candidate, _ in
      candidate.unit = DefinitionSamples.unit(
        ["/bin/openclaw", "gateway"], ["OPENCLAW_GATEWAY_PORT": port])
    },
    Source(testDescription: "a variable of Gatehouse's entry") { port, candidate, _ in
      candidate.declared = .init(name: "default", environment: ["OPENCLAW_GATEWAY_PORT": port])
    },
    Source(testDescription: "a file of variables") { port, _, files in
      files["/h/.openclaw/.env"] = "OPENCLAW_GATEWAY_PORT=\(port)\n"
    },
    Source(testDescription: "the config's variables") { port, _, files in
      files[config] =
        "{ gateway: { port: 20001 }, env: { vars: { OPENCLAW_GATEWAY_PORT: '\(port)' } } }"
    },
    Source(testDescription: "the config", isFirst: true) { port, _, files in
      files[config] = "{ gateway: { port: \(port) } }"
    },
    Source(testDescription: "a container's flag", isFirst: true) { port, candidate, _ in
      let unit = DefinitionSamples.unit(
        ["/usr/bin/docker", "run", "--net=host", "openclaw/openclaw"] + ["openclaw"] + words.dropFirst() + [
          port
        ])
      candidate.unit = unit
      candidate.container = Container(name: "box", port: unit.container?.hostPort)
    },
    Source(testDescription: "ocm's registry") { port, candidate, _ in
      let files = ["/h/.ocm/envs.json": "{ envs: [{ name: 'a', gatewayPort: \(port) }] }"]
      let found = OCMEnvironments(files: FakeHost.host(files: files, environment: [:]).files, home: "/h")
        .read()
      candidate.supervisorPort = found.first?.port
    },
  ]

  @Test(arguments: sources, ["65536", "70000", "9223372036854775807", "99999999999999999999"])
  func `what is no port is not known, or another source is`(_ source: Source, port: String) {
    var candidate = DefinitionSamples.profile(nil)
    var files = [Self.config: "{ gateway: { port: 20001 }, mcp: { apps: { enabled: true } } }"]
    source.name(port, &candidate, &files)
    let found = DefinitionSamples(files: files).build(candidate, version: Version(2026, 10, 1))
    #expect(found.plan.gateway.known == (source.isFirst ? nil : 20001))
    #expect(GatewayPort.isValid(found.plan.gateway.port))
    // No trap in what follows from it either.
    let input = IsolationInput(found, order: 0) { $0 }
    _ = IsolationChecker().check([input, input])
    #expect(input.base == found.plan.gateway.known)
  }

  @Test(arguments: sources.prefix(3), ["65536", "9223372036854775807"])
  func `and that is said, with the number`(_ source: Source, port: String) throws {
    var candidate = DefinitionSamples.profile(nil)
    var files = [Self.config: "{ gateway: { port: 20001 } }"]
    source.name(port, &candidate, &files)
    let found = DefinitionSamples(files: files).build(candidate, version: Version(2026, 10, 1))
    let doubt = try #require(found.portDoubt)
    #expect(doubt.contains(port) && doubt.contains("is no port"), "\(doubt)")
    // A process is no unit: what a start would take is known all the same.
    #expect(found.startPort == (candidate.unit == nil ? 20001 : nil))
  }
}
