import TestSupport
import Testing

@testable import OpenClaw

/// docker-run(1), podman-run(1): which port of this machine leads to the gateway in a container.
@Suite(.computing) struct ContainerLineTests {
  private func container(_ words: [String]) -> ContainerRun? {
    let command = StartReader(home: "/h", namesOpenClaw: true) { _ in .missing }.command(
      words, environment: [:])
    guard case .container(let run) = command.kind else { return nil }
    return run
  }

  struct Line: Sendable, CustomTestStringConvertible {
    var options: [String]
    var image = "openclaw/openclaw"
    var command: [String] = []
    var port: Int?
    var isGateway = true
    var testDescription: String { (options + [image] + command).joined(separator: " ") }
  }

  @Test(arguments: [
    Line(options: ["-p", "19789:18789"], port: 19789), Line(options: ["-p19789:18789"], port: 19789),
    Line(options: ["--publish=19789:18789/tcp"], port: 19789),
    Line(options: ["-p", "19789:18789/udp"], port: nil),
    Line(options: ["-dp", "19789:18789"], port: 19789), Line(options: ["-itp19789:18789"], port: 19789),
    Line(options: ["-eOPENCLAW_GATEWAY_PORT=19001", "-p", "5:19001"], port: 5),
    Line(options: ["-p", "18789"], port: nil), Line(options: ["-p", "127.0.0.1::18789"], port: nil),
    Line(options: ["-p", "[::1]:19789:18789"], port: 19789),
    Line(options: ["-p", "19780-19790:18780-18790"], port: 19789),
    Line(options: ["-p", "1-3:18788-18789"], port: nil),
    Line(options: ["-p", "9222:9222", "-p", "19789:18789"], port: 19789),
    // One port alone can only be the gateway's; of two nobody knows.
    Line(options: ["-p", "19789:8080"], port: 19789),
    Line(options: ["-p", "1:8080", "-p", "2:8081"], port: nil),
    Line(options: ["-p", "0:18789"], port: nil), Line(options: ["-p", "70000:18789"], port: nil),
    Line(options: ["-p", "19789:19001", "-e", "OPENCLAW_GATEWAY_PORT=19001"], port: 19789),
    Line(options: ["-p", "19789:18789", "-e", "OPENCLAW_GATEWAY_PORT=19001"], port: nil),
    Line(options: ["-p", "5:19001"], command: ["openclaw", "gateway", "--port", "19001"], port: 5),
    // The command's own port goes before the variable.
    Line(
      options: ["-p", "5:19001", "-p", "6:19002", "--env=OPENCLAW_GATEWAY_PORT=19001"],
      command: ["openclaw", "gateway", "--port=19002"], port: 6),
    Line(options: ["--net=host"], command: ["openclaw", "gateway", "--port", "19001"], port: 19001),
    Line(options: ["--network", "bridge", "-p", "5:18789"], port: 5),
    Line(options: ["-it", "--rm", "-d", "--init", "-v", "/a:/b", "-p", "5:18789"], port: 5),
    Line(options: [], command: ["sh"], port: nil, isGateway: false),
    Line(options: [], command: ["openclaw", "gateway", "status"], port: nil, isGateway: false),
    Line(options: [], image: "node:22", port: nil, isGateway: false),
    Line(options: [], image: "node:22", command: ["npx", "openclaw", "gateway"], port: nil),
    Line(options: [], image: "ghcr.io/x/my-openclaw@sha256:12", port: nil),
    Line(options: [], image: "localhost:5000/openclaw-gateway:1", port: nil),
    Line(options: [], image: "openclaw-dashboard", port: nil, isGateway: false),
  ])
  func `a container's gateway is reached by the port that is published for it`(_ line: Line) throws {
    let run = try #require(container(["docker", "run"] + line.options + [line.image] + line.command))
    #expect(run.image == line.image && run.hostPort == line.port && run.isGateway == line.isGateway)
  }

  @Test func `name, directories and engine are as written`() throws {
    let run = try #require(
      container([
        "/usr/bin/podman", "--log-level", "debug", "container", "run", "--name=box", "-v/h/x:/y:ro",
        "--volume", "named:/z",
        "--mount", "type=bind,src=/h/m,dst=/n", "--mount=type=bind,source=/h/o,dst=/p", "openclaw",
      ]))
    #expect(run.engine == "podman" && run.name == "box" && run.image == "openclaw")
    #expect(run.mounts == ["/h/x", "named", "/h/m", "/h/o"])
  }

  @Test func `options of exec with a value are not the container's name`() {
    #expect(container(["docker", "exec", "-u", "node", "-it", "box", "openclaw", "gateway"])?.name == "box")
    #expect(container(["docker", "exec", "--user=node", "box", "openclaw", "gateway"])?.name == "box")
  }

  @Test func `a container that was made before is known by its name alone`() throws {
    let started = try #require(container(["podman", "start", "-a", "my-openclaw"]))
    #expect(
      started.name == "my-openclaw" && started.isGateway && started.image == nil && started.hostPort == nil)
    #expect(try #require(container(["docker", "restart", "postgres"])).isGateway == false)
    let inside = try #require(container(["docker", "exec", "-it", "box", "openclaw", "gateway"]))
    #expect(inside.name == "box" && inside.isGateway)
    #expect(try #require(container(["docker", "exec", "box", "openclaw", "status"])).isGateway == false)
    #expect(try #require(container(["docker", "compose", "up"])).isGateway == false)
    #expect(try #require(container(["docker-compose", "up", "openclaw"])).engine == "docker-compose")
    for words in [["docker", "ps"], ["docker", "logs", "openclaw"], ["docker"], ["dockerd"]] {
      #expect(container(words) == nil, "\(words)")
    }
  }
}
