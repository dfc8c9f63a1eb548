import Host
import OpenClaw
import Presentation
import TestSupport
import Testing

@testable import Fleet
@testable import GatewayModel

/// A start's command and environment: design section 6.
@Suite(.computing) struct LaunchPlanTests {
  /// A home that exists only here, with one gateway.
  private func plan(
    files: [String: String], environment: [String: String], home: String? = nil, name: String = "work",
    config: GatehouseConfig = GatehouseConfig()
  ) -> Result<LaunchPlan, LaunchRefusal> {
    let host = FakeHost.host(files: files, environment: environment)
    let paths = GatehousePaths(home: home, config: nil, system: host.system)
    var surveyor = HostScanner(host: host, paths: paths, config: config)
    guard let definition = surveyor.scan().definitions.first(where: { $0.name == name }) else {
      return .failure(.gone)
    }
    do throws(LaunchRefusal) {
      return .success(
        try LaunchPlan.make(definition, config: config, paths: paths, system: host.system) { command, _ in
          "/bin/\(command)"
        })
    } catch {
      return .failure(error)
    }
  }

  private let work = ["/h/.openclaw-work/openclaw.json": "{ gateway: { mode: 'local', port: 20789 } }"]

  @Test func `a child gets exactly the variables of its own gateway, whatever the shell had`() throws {
    let plan = try plan(
      files: work,
      environment: [
        "HOME": "/h", "PATH": "/bin", "OPENCLAW_STATE_DIR": "/other", "OPENCLAW_GATEWAY_TOKEN": "t",
        "CLAWDBOT_X": "1", "INVOCATION_ID": "i", "JOURNAL_STREAM": "j", "SYSTEMD_EXEC_PID": "1",
        "XPC_SERVICE_NAME": "x", "LAUNCH_JOB_LABEL": "l", "GATEHOUSE_RUN": "old", "LANG": "C",
      ]
    ).get()
    #expect(
      plan.environment == [
        "HOME": "/h", "PATH": "/bin", "LANG": "C", "OPENCLAW_STATE_DIR": "/h/.openclaw-work",
        "OPENCLAW_CONFIG_PATH": "/h/.openclaw-work/openclaw.json", "OPENCLAW_GATEWAY_PORT": "20789",
        "OPENCLAW_PROFILE": "work", "OPENCLAW_NO_RESPAWN": "1",
      ])
    #expect(
      plan.arguments == ["/bin/openclaw", "--profile", "work", "gateway", "run", "--port", "20789"])
    #expect(plan.workingDirectory == "/h")
  }

  @Test func `a home that OPENCLAW_HOME decided is passed on`() throws {
    let plan = try plan(
      files: ["/oc/.openclaw/openclaw.json": "{ gateway: { mode: 'local' } }"],
      environment: ["HOME": "/h", "OPENCLAW_HOME": "/oc"], name: "default"
    ).get()
    #expect(plan.environment["OPENCLAW_HOME"] == "/oc")
    #expect(plan.environment["OPENCLAW_PROFILE"] == nil)
    #expect(plan.arguments == ["/bin/openclaw", "gateway", "run", "--port", "18789"])
  }

  @Test func `a variable that is dropped and nothing else supplies refuses the start by its name`() {
    let files = [
      "/h/.openclaw-work/openclaw.json": "{ gateway: { auth: { token: '${OPENCLAW_GATEWAY_TOKEN}' } } }"
    ]
    let shell = ["HOME": "/h", "OPENCLAW_GATEWAY_TOKEN": "secret-value"]
    guard case .failure(let refusal) = plan(files: files, environment: shell) else {
      Issue.record("accepted")
      return
    }
    #expect(refusal.message.contains("OPENCLAW_GATEWAY_TOKEN"))
    #expect(!refusal.message.contains("secret-value"))
    // The state directory's .env supplies it.
    var supplied = files
    supplied["/h/.openclaw-work/.env"] = "OPENCLAW_GATEWAY_TOKEN=x1x1"
    #expect((try? plan(files: supplied, environment: shell).get()) != nil)
  }

  @Test func `a declared gateway has its own command, port and environment`() throws {
    var config = GatehouseConfig()
    config.declared = [
      .init(
        name: "lab", configPath: "~/.openclaw/lab.json", stateDir: "~/.openclaw-lab", port: 20555,
        command: ["node", "/opt/x.mjs"], environment: ["NODE_OPTIONS": "--a"])
    ]
    let plan = try plan(
      files: ["/h/.openclaw/lab.json": "{}"], environment: ["HOME": "/h"], name: "lab", config: config
    ).get()
    #expect(plan.arguments == ["/bin/node", "/opt/x.mjs", "gateway", "run", "--port", "20555"])
    #expect(plan.environment["NODE_OPTIONS"] == "--a")
    #expect(plan.environment["OPENCLAW_STATE_DIR"] == "/h/.openclaw-lab")
  }

  @Test func `values that may be secret are masked where the environment is shown`() throws {
    let plan = try plan(files: work, environment: ["HOME": "/h", "MY_API_KEY": "k"]).get()
    let shown = Dictionary(uniqueKeysWithValues: plan.shownEnvironment.map { ($0.name, $0.value) })
    #expect(shown["MY_API_KEY"] == Redactor.mask)
    #expect(shown["HOME"] == "/h")
  }
}

@Suite(.computing) struct PortSourceTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var profile: String?
    var unit: Int?
    var flag: Int?
    var environment: [String: String] = [:]
    var configured: Int?
    var version: Version?
    var expected: PortPlan.Entry
  }

  static let table: [Case] = [
    .init(testDescription: "nothing set", expected: .init(18789, .standard)),
    .init(testDescription: "config", configured: 20000, expected: .init(20000, .config)),
    .init(
      testDescription: "environment over config", environment: ["OPENCLAW_GATEWAY_PORT": "20001"],
      configured: 20000, expected: .init(20001, .environment)),
    .init(
      testDescription: "flag over environment", flag: 20002, environment: ["OPENCLAW_GATEWAY_PORT": "20001"],
      expected: .init(20002, .flag)),
    .init(
      testDescription: "unit over all", unit: 20003, flag: 20002, configured: 1, expected: .init(20003, .unit)
    ),
    .init(
      testDescription: "named profile, newest rule", profile: "rescue", expected: .init(23532, .profileHash)),
    .init(
      testDescription: "named profile, before 2026.8", profile: "rescue", version: Version(2026, 4, 12),
      expected: .init(18789, .standard)),
    .init(testDescription: "dev", profile: "dev", expected: .init(19001, .standard)),
    .init(
      testDescription: "dev presets the environment, which beats the config", profile: "dev",
      configured: 20000, expected: .init(19001, .environment)),
  ]

  @Test(arguments: table) func `the base port comes from the source that OpenClaw asks first`(_ row: Case) {
    #expect(
      PortPlan.base(
        profile: row.profile, unit: row.unit, flag: row.flag, environment: row.environment,
        configured: row.configured, rules: VersionRules(version: row.version)) == row.expected)
  }
}
