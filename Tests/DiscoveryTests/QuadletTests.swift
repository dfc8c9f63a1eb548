import TestSupport
import Testing

@testable import Discovery

/// Podman's `.container` files: podman-systemd.unit(5).
@Suite(.computing) struct QuadletTests {
  private func words(_ texts: [String], pods: [String: String] = [:]) throws -> [String] {
    let service = Quadlet.service(name: "claw.service", texts) { pods[$0] }
    let line = try #require(service.split(separator: "\n").first { $0.hasPrefix("ExecStart=") })
    return UnitWords(home: "/h", unit: nil).split(line.dropFirst("ExecStart=".count))
  }

  @Test(
    arguments: [
      ("/x/claw.container", [], "claw.service"),
      ("/x/claw.container", ["[Container]\nServiceName=bot\n"], "bot.service"),
      ("/x/claw.container", ["[Service]\nServiceName=bot\n"], "claw.service"),
      (
        "/x/claw.container", ["[Container]\nServiceName=bot\n", "[Container]\nServiceName=drop\n"],
        "drop.service"
      ),
      ("/x/a.b.container", [], "a.b.service"),
    ] as [(String, [String], String)])
  func `the generator's name for the unit`(file: String, texts: [String], name: String) {
    #expect(Quadlet.unit(of: file, texts) == name)
  }

  @Test(
    arguments: [
      ("[Install]\nWantedBy=default.target", true), ("[Install]\nRequiredBy=x.target", true),
      ("[Install]\nUpheldBy=x.target", true), ("[Install]\nAlias=x.service", false),
      ("[Install]\nWantedBy=", false), ("[Container]\nWantedBy=default.target", false), ("", false),
    ])
  func `only what something wants starts by itself`(text: String, isWanted: Bool) {
    #expect(Quadlet.isWanted([text]) == isWanted)
    #expect(Quadlet.isWanted(["[Container]\nImage=x", text]) == isWanted)
  }

  @Test func `what the file says becomes the words of podman run, the image before what runs in it`() throws {
    let found = try words([
      """
      [Container]
      Exec=node dist/index.js gateway --port 18789
      Image=ghcr.io/openclaw/openclaw:latest
      PublishPort=127.0.0.1:19789:18789
      Volume=%h/.openclaw:/home/node/.openclaw:Z
      EnvironmentFile=%h/claw.env
      PodmanArgs=--cpus 2
      """
    ])
    #expect(found.prefix(4) == ["podman", "run", "--name", "systemd-claw"])
    #expect(
      found.suffix(6) == [
        "ghcr.io/openclaw/openclaw:latest", "node", "dist/index.js", "gateway", "--port", "18789",
      ])
    let options = Array(found.dropFirst(4).dropLast(6))
    for pair in [
      ["--publish", "127.0.0.1:19789:18789"], ["--volume", "%h/.openclaw:/home/node/.openclaw:Z"],
      ["--env-file", "%h/claw.env"], ["--cpus", "2"],
    ] {
      let place = try #require(options.firstIndex(of: pair[0]), "\(pair)")
      #expect(options[place + 1] == pair[1])
    }
    #expect(options.count == 8)
  }

  @Test func `a name of its own, an emptied list and a drop-in count as in any unit`() throws {
    let found = try words([
      "[Container]\nImage=a\nPublishPort=1:1\nContainerName=old\n",
      "[Container]\nPublishPort=\nPublishPort=2:2\nContainerName=box\nImage=b\n",
    ])
    #expect(found == ["podman", "run", "--name", "box", "--publish", "2:2", "b"])
  }

  @Test func `several variables of one line keep their quotes' meaning`() throws {
    let found = try words(["[Container]\nImage=i\nEnvironment=A=1 \"B=x y\" 'C=say \"z\"'\n"])
    #expect(
      found.dropFirst(4) == ["--env", "A=1", "--env", "B=x y", "--env", "C=say \"z\"", "i"])
  }

  @Test func `a pod publishes the ports of its containers, and gives them nothing else`() throws {
    let pods = ["claw.pod": "[Pod]\nPublishPort=19789:18789\nPodName=p\n[Service]\nPublishPort=9:9\n"]
    let text = "[Container]\nImage=i\nPod=claw.pod\n"
    #expect(try words([text], pods: pods).dropFirst(4) == ["--publish", "19789:18789", "i"])
    #expect(try words([text]).dropFirst(4) == ["i"])
    // The name of a pod that exists already names no file.
    #expect(
      try words([text.replacing("claw.pod", with: "claw")], pods: ["claw": pods["claw.pod"] ?? ""])
        .dropFirst(4) == ["i"])
  }

  @Test func `the service section is taken over, and its own command is not`() {
    let service = Quadlet.service(
      name: "claw.service",
      ["[Container]\nImage=i\n[Service]\nRestart=always\nExecStart=/not/this\nType=notify\n"]
    ) { _ in nil }
    let lines = service.split(separator: "\n").map(String.init)
    #expect(lines.first == "[Service]")
    #expect(lines.contains("Restart=always") && lines.contains("Type=notify"))
    #expect(lines.filter { $0.hasPrefix("ExecStart=") } == ["ExecStart=podman run --name systemd-claw i"])
  }

  @Test
  func `a user's own folder goes before those of the machine, and those of this user before all users'`() {
    let found = Quadlet.directories(home: "/h", userID: 1234)
    #expect(found.first?.path == "/h/.config/containers/systemd")
    let users = found.filter(\.isUser).map(\.path)
    #expect(
      users.suffix(2) == ["/etc/containers/systemd/users/1234", "/etc/containers/systemd/users"])
    #expect(
      found.filter { !$0.isUser }.map(\.path) == ["/etc/containers/systemd", "/usr/share/containers/systemd"])
  }
}
