import GatewayModel
import Host
import TestSupport
import Testing

/// Which processes may be gateways. Sources: openclaw-facts.md section 7.1, real-gateway.md.
@Suite struct GatewayProcessRuleTests {
  @Test(
    arguments: [
      ("openclaw-gatewa", nil, true), ("node", ["node", "/opt/openclaw/openclaw.mjs", "gateway"], true),
      ("node", ["node", "/opt/openclaw/openclaw.mjs", "--profile", "x", "gateway", "run"], true),
      ("node", ["node", "/opt/openclaw/openclaw.mjs", "gateway", "--port", "1"], true),
      ("MainThread", ["openclaw-gateway"], true),
      ("bun", ["bun", "/opt/clawdbot/dist/index.js", "gateway"], true),
      // Commands that only ask.
      ("node", ["node", "/opt/openclaw/openclaw.mjs", "gateway", "status"], false),
      ("node", ["node", "/opt/openclaw/openclaw.mjs", "gateway", "install"], false),
      ("node", ["node", "/opt/openclaw/openclaw.mjs", "tui"], false),
      ("node", ["node", "/srv/gateway/index.js", "gateway"], false), ("node", nil, false),
      ("node", [], false),
      ("vim", ["vim", "/opt/openclaw/gateway", "gateway"], false), ("bash", ["openclaw-gateway"], false),
    ] as [(String, [String]?, Bool)])
  func `a gateway is told by its title, or by OpenClaw's word for it`(
    _ row: (name: String, arguments: [String]?, mayBe: Bool)
  ) {
    #expect(
      GatewayProcessRule.mayBeGateway(ModelSamples.facts(9, name: row.name)) { row.arguments } == row.mayBe)
  }

  @Test func `a zombie is none, whatever it is called`() {
    let zombie = ModelSamples.facts(9, name: "openclaw-gatewa", state: "Z")
    #expect(!GatewayProcessRule.mayBeGateway(zombie) { nil })
    #expect(
      !GatewayProcessRule.isCommand(ModelSamples.facts(9, name: "openclaw", state: "Z")) { ["openclaw"] })
  }

  @Test func `a bare openclaw may be any of its commands`() {
    let facts = ModelSamples.facts(9, name: "openclaw")
    #expect(GatewayProcessRule.isCommand(facts) { ["openclaw"] })
    #expect(!GatewayProcessRule.isCommand(facts) { ["openclaw", "tui"] })
    #expect(!GatewayProcessRule.isCommand(ModelSamples.facts(9, name: "node")) { ["openclaw"] })
  }

  @Test(
    arguments: [
      (["node", "/opt/openclaw/x.mjs", "gateway", "--port", "19000"], .some(nil), 19000),
      (["node", "/opt/openclaw/x.mjs", "--profile", "lab", "gateway"], .some("lab"), nil),
      (["node", "/opt/openclaw/x.mjs", "--dev", "gateway", "--port=1"], .some("dev"), 1),
      // Another program's options in front are not OpenClaw's.
      (["sudo", "--profile", "no", "/usr/bin/openclaw", "gateway"], .some(nil), nil),
      (["openclaw"], nil, nil), (["node", "/opt/openclaw/x.mjs", "tui", "--port", "7"], nil, nil),
      (["node", "x.js", "gateway", "--port", "7"], nil, nil),
      (["node", "/opt/openclaw/x.mjs", "--port", "7", "gateway"], .some(nil), nil),
    ] as [([String], String??, Int?)])
  func `a command line names profile and port while it can be read`(
    _ row: (words: [String], profile: String??, port: Int?)
  ) {
    #expect(GatewayProcessRule.profile(row.words) == row.profile)
    #expect(GatewayProcessRule.port(row.words) == row.port)
  }

  @Test(
    arguments: [
      ("openclaw-gatewa", "run-1", nil, true), ("openclaw-gatewa", "run-2", nil, false),
      ("openclaw-gatewa", nil, nil, false),
      ("node", "run-1", ["node", "x", "gateway"], true), ("node", "run-1", ["openclaw-gateway: work"], true),
      // A tool that the gateway has started has the mark too.
      ("bash", "run-1", ["bash", "-c", "ls gateway"], false),
    ] as [(String, String?, [String]?, Bool)])
  func `of a run's processes only a gateway with its mark is its gateway`(
    _ row: (name: String, mark: String?, words: [String]?, mayBe: Bool)
  ) {
    var processes = FakeHost.host(files: [:], environment: [:]).processes
    processes.environment = { _ in row.mark.map { [RunRecord.variable: $0] } ?? [:] }
    processes.commandLine = { _ in row.words }
    let facts = ModelSamples.facts(9, name: row.name)
    #expect(
      GatewayProcessRule.mayBeGateway(facts, of: ModelSamples.run(), processes: processes) == row.mayBe)
  }

  @Test(
    arguments: [
      (["chrome", "--remote-debugging-port=18800", "--user-data-dir=/h/b"], "/h/b", false),
      (
        ["chrome --remote-debugging-port=18800 --user-data-dir=/h/my data --type=renderer --x"], "/h/my data",
        true
      ),
      (["chrome", "--type=gpu", "--remote-debugging-port=1", "--user-data-dir=/h/b"], "/h/b", true),
      (["chrome", "--user-data-dir=/h/b"], nil, false),
      (["chrome", "--remote-debugging-port=1"], nil, false),
      (["chrome", "--remote-debugging-port=1", "--user-data-dir=b"], nil, false), ([], nil, false),
      ([""], nil, false),
    ] as [([String], String?, Bool)])
  func `a Chrome that can be asked says where its data lies`(
    _ row: (words: [String], directory: String?, isHelper: Bool)
  ) {
    let chrome = ChromeArguments(row.words)
    #expect(chrome?.userDataDir == row.directory && chrome?.isHelper ?? false == row.isHelper)
  }

  @Test(
    arguments: [
      ("32768\t60999\n", 32768...60999), ("1024 2000", 1024...2000), ("40000 40000", 40000...40000),
      ("", EphemeralPorts.standard), ("5 x", EphemeralPorts.standard),
      ("60999 32768", EphemeralPorts.standard),
      ("0 100", EphemeralPorts.standard), ("1 65536", EphemeralPorts.standard),
      ("1 2 3", EphemeralPorts.standard),
      (nil, EphemeralPorts.standard),
    ] as [(String?, ClosedRange<Int>)])
  func `the kernel's range is read, and the usual one stands for whatever is none`(
    _ row: (text: String?, range: ClosedRange<Int>)
  ) {
    let files = row.text.map { ["/proc/sys/net/ipv4/ip_local_port_range": $0] } ?? [:]
    #expect(EphemeralPorts.read(FakeHost.host(files: files, environment: [:]).files) == row.range)
  }

  @Test(
    arguments: [
      ("gateway.1a2b.lock", true), ("state.1.lock", true), ("gateway.lock", true),
      ("gateway.1.lock.tmp", false),
      ("agent.1.lock", false), ("x-gateway.1.lock", false), ("", false),
    ])
  func `locks are known by their names`(_ row: (name: String, isLock: Bool)) {
    #expect(LockRecord.isLockName(row.name) == row.isLock)
  }

  @Test func `a listener says who holds it and where to ask it`() {
    #expect(ModelSamples.listener(1, pid: 7).holder == "node 7")
    #expect(ModelSamples.listener(1, pid: 7, command: nil).holder == "process 7")
    #expect(ModelSamples.listener(1, pid: nil, user: 33).holder == "a process of user 33")
    func asked(_ address: String) -> String {
      PortListener(port: 1, address: address, pid: nil, command: nil, userID: 0).probeHost
    }
    #expect(["0.0.0.0", "::", "::1", "100.64.0.1"].map(asked) == ["127.0.0.1", "::1", "::1", "100.64.0.1"])
  }
}
