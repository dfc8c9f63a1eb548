import TestSupport
import Testing

@testable import Discovery
@testable import GatewayModel

/// Unit files in the wild.
@Suite(.computing) struct UnitParserTests {
  private func parse(_ texts: String..., name: String = "openclaw-gateway-work.service") -> UnitFile? {
    UnitParser(home: "/h", read: { $0 == "/h/env" ? "OPENCLAW_GATEWAY_PORT=20555\nX=\"a b\"\n" : nil })
      .parse(name: name, path: "/u/\(name)", isUserUnit: true, texts: texts.map { ("/u/\(name)", $0) })
  }

  @Test func `continuations, quotes, specifiers and comments are read as systemd does`() {
    let unit = parse(
      """
      [Unit]
      ExecStart=/not/this
      [Service]
      # a comment
      ExecStart=-/usr/bin/node "%h/my dir/index.js" \\
        gateway --port 20789
      Environment="OPENCLAW_PROFILE=work" 'A=b c' D=%%h
      Environment=E=f
      """)
    #expect(unit?.arguments == ["/usr/bin/node", "/h/my dir/index.js", "gateway", "--port", "20789"])
    #expect(unit?.environment == ["OPENCLAW_PROFILE": "work", "A": "b c", "D": "%h", "E": "f"])
    #expect(unit?.port == 20789)
    #expect(unit?.profile == "work")
  }

  @Test(arguments: [("openclaw", "/var/lib/openclaw"), ("root", "/root"), ("claw", "/home/claw")])
  func `a system unit lies in the home of its user`(user: String, home: String) {
    var parser = UnitParser(home: "/root", read: { _ in nil })
    parser.homeOfUser = { $0 == "openclaw" ? "/var/lib/openclaw" : nil }
    let text = "[Service]\nUser=\(user)\nExecStart=/usr/bin/openclaw gateway\n"
    let unit = parser.parse(
      name: "openclaw.service", path: "/etc/u", isUserUnit: false, texts: [("/etc/u", text)])
    #expect(unit?.home == home)
  }

  @Test func `a drop-in adds variables and replaces an emptied command`() {
    let unit = parse(
      "[Service]\nExecStart=/a gateway --port 1\nEnvironment=A=1",
      "[Service]\nExecStart=\nExecStart=/b gateway --port=2\nEnvironment=A=2\n")
    #expect(unit?.arguments.first == "/b")
    #expect(unit?.port == 2)
    #expect(unit?.environment["A"] == "2")
  }

  @Test func `an environment file is read, and a missing one is said unless it may be missing`() {
    let unit = parse(
      "[Service]\nExecStart=/a gateway\nEnvironmentFile=%h/env\nEnvironmentFile=-/none\nEnvironmentFile=/gone"
    )
    #expect(unit?.port == 20555)
    #expect(unit?.environment["X"] == "a b")
    #expect(unit?.problems == ["EnvironmentFile /gone cannot be read"])
  }

  @Test func `a file's variables win, and a profile is found without an interpreter in front`() {
    let unit = parse(
      "[Service]\nEnvironmentFile=/h/env\nEnvironment=OPENCLAW_GATEWAY_PORT=1\nExecStart=/usr/bin/openclaw --profile work gateway"
    )
    #expect(unit?.port == 20555)
    #expect(unit?.profile == "work")
    #expect(unit?.environmentFiles == ["/h/env"])
  }

  @Test func `a profile that is no name is said and not used`() {
    let unit = parse(
      "[Service]\nExecStart=/usr/bin/openclaw gateway\nEnvironment=OPENCLAW_PROFILE=x/../../../etc",
      name: "openclaw-gateway.service"
    )
    #expect(unit?.profile == nil)
    #expect(unit?.problems == ["OPENCLAW_PROFILE is no valid profile name"])
  }

  @Test func `only gateways count: by name, or by OpenClaw's marker`() {
    #expect(parse("[Service]\nExecStart=/a", name: "nginx.service") == nil)
    #expect(parse("[Service]\nExecStart=/a", name: "openclaw-node.service") == nil)
    let marked = parse(
      "[Service]\nExecStart=/a\nEnvironment=OPENCLAW_SERVICE_MARKER=openclaw OPENCLAW_SERVICE_KIND=gateway OPENCLAW_PROFILE=x",
      name: "my-bot.service")
    #expect(marked?.profile == "x")
  }
}
