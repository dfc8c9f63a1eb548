import GatewayModel
import OpenClaw
import TestSupport
import Testing

@testable import Discovery

/// Which gateway a lock or a running process is.
@Suite(.computing) struct ProcessMergerTests {
  private func join(
    _ facts: InventoryFacts, isSamePlace: @escaping (Int32, String) -> Bool = { _, _ in false }
  ) -> [Candidate] {
    var merger = SourceMerger(
      home: "/h", workingDirectory: "/h", realPath: { $0 }, isSamePlace: isSamePlace)
    return merger.join(facts).map(\.candidate)
  }

  private func home(_ profiles: String?...) -> InventoryFacts {
    var facts = InventoryFacts()
    facts.directories = profiles.map {
      .init(profile: $0, paths: .ofProfile($0, home: "/h"), hasConfig: true, hasMarks: false)
    }
    return facts
  }

  private func process(
    _ environment: [String: String]?, pid: Int32 = 7, directory: String? = nil, group: String? = nil,
    profile: String?? = nil, isElsewhere: Bool = false
  ) -> InventoryFacts.GatewayProcess {
    var process = InventoryFacts.GatewayProcess(
      identity: .init(pid: pid, startTicks: 1), environment: environment, controlGroup: group, userID: 1000)
    process.workingDirectory = directory
    process.profile = profile
    process.seesOtherMounts = isElsewhere
    return process
  }

  @Test func `a process joins by its places, and its variables are what its config is read with`() {
    var facts = home(nil, "b")
    facts.processes = [process(["HOME": "/h", "OPENCLAW_STATE_DIR": "/h/.openclaw-b", "KEY": "1"])]
    let rows = join(facts)
    #expect(rows.map(\.sources) == [[.profile], [.profile, .process]])
    #expect(rows[1].processEnvironment?["KEY"] == "1")
    #expect(rows[0].processEnvironment == nil)
  }

  @Test func `relative places lead from the process's own directory, and without one they are nowhere`() {
    var facts = InventoryFacts()
    facts.processes = [process(["HOME": "/h", "OPENCLAW_STATE_DIR": "s"], directory: "/h/w")]
    #expect(join(facts).map(\.stateDir) == ["/h/w/s"])
    facts.processes = [process(["HOME": "/h", "OPENCLAW_STATE_DIR": "s"])]
    #expect(join(facts).isEmpty)
  }

  @Test(
    arguments: [
      ("a config in a profile's directory", "/h/.openclaw-x/openclaw.json", "/h/.openclaw-x"),
      ("a config anywhere else", "/h/conf/claw.json", "/h/.openclaw"),
    ])
  func `a process with a config and no state directory keeps its state where its home says`(
    why: String, config: String, state: String
  ) {
    var facts = InventoryFacts()
    facts.processes = [process(["HOME": "/h", "OPENCLAW_CONFIG_PATH": config])]
    let row = join(facts).first
    #expect(row?.stateDir == state && row?.configPath == config && row?.name == "stray-7", "\(why)")
  }

  @Test func `a process of another home below this one is a gateway there`() {
    var facts = home(nil)
    facts.processes = [process(["HOME": "/h", "OPENCLAW_HOME": "/h/other"])]
    let rows = join(facts)
    #expect(rows.map(\.stateDir) == ["/h/.openclaw", "/h/other/.openclaw"])
    #expect(rows[1].home == "/h/other" && rows[0].sources == [.profile])
    facts.processes = [process(["HOME": "/elsewhere"])]
    #expect(join(facts).count == 1)
  }

  @Test func `a process of this home without places is known by its command line while that can be read`() {
    var facts = home(nil, "ops")
    facts.processes = [process(["HOME": "/h"], profile: .some("ops"))]
    #expect(join(facts).map(\.sources) == [[.profile], [.profile, .process]])
    facts.processes = [process(["HOME": "/h"], profile: .some(nil))]
    #expect(join(facts).map(\.sources) == [[.profile, .process], [.profile]])
    facts.processes = [process(["HOME": "/h"])]
    #expect(join(facts).map(\.sources) == [[.profile], [.profile]])
  }

  @Test func `of two processes that could be one gateway the first stands for it`() {
    var facts = home(nil)
    facts.processes = [
      process(["HOME": "/h", "N": "1"], pid: 7, profile: .some(nil)),
      process(["HOME": "/h", "N": "2"], pid: 8, profile: .some(nil)),
    ]
    #expect(join(facts).map { $0.processEnvironment?["N"] } == ["1"])
  }

  @Test func `a process whose variables may not be seen joins nothing`() {
    var facts = home(nil)
    facts.processes = [process(nil, profile: .some(nil))]
    #expect(join(facts).map(\.sources) == [[.profile]])
  }

  @Test func `a process that a lock names is not joined a second time`() {
    var facts = home(nil, "b")
    facts.processes = [process(["HOME": "/h", "OPENCLAW_STATE_DIR": "/h/.openclaw"])]
    facts.locks = [LockRecord(path: "/tmp/x.lock", pid: 7, configPath: "/h/.openclaw-b/openclaw.json")]
    #expect(join(facts).map(\.sources) == [[.profile], [.profile, .lock]])
  }

  @Test func `a lock in a state directory's own place is that one's, where it names a config alone`() {
    var facts = home(nil)
    facts.directories[0].hasConfig = false
    facts.directories[0].hasMarks = true
    facts.locks = [
      LockRecord(path: "/h/.openclaw/tmp/openclaw-1000/gateway.1.lock", pid: 7, configPath: "/h/x/c.json")
    ]
    let row = join(facts).first
    #expect(row?.configPath == "/h/x/c.json" && row?.stateDir == "/h/.openclaw")
    // No profile reaches it any more.
    #expect(row?.name == "stray-7" && row?.sources == [.lock])
  }

  private let box = "/system.slice/docker-0123456789abcdef0123.scope"

  @Test func `what sees other files under the same names is a container's, once`() {
    var facts = home(nil)
    let places = ["HOME": "/h", "OPENCLAW_STATE_DIR": "/h/.openclaw"]
    facts.processes = [
      process(places, pid: 7, group: box, isElsewhere: true),
      process(places, pid: 8, group: box, isElsewhere: true),
    ]
    let rows = join(facts)
    #expect(rows.map(\.name) == ["default", "0123456789ab"] && rows[0].sources == [.profile])
    #expect(rows[1].container != nil)
    // The very same files under other mounts are ours.
    #expect(join(facts, isSamePlace: { _, _ in true }).map(\.sources) == [[.profile, .process]])
  }

  @Test func `one that names no places and sees other mounts is nobody's here`() {
    var facts = home(nil)
    facts.processes = [process(["HOME": "/h"], profile: .some(nil), isElsewhere: true)]
    #expect(join(facts, isSamePlace: { _, _ in true }).map(\.sources) == [[.profile]])
  }

  @Test func `a lock from a container's place says nothing of the gateway of that name here`() {
    var facts = home(nil)
    facts.processes = [process(["HOME": "/h"], group: box, isElsewhere: true)]
    facts.locks = [LockRecord(path: "/tmp/x.lock", pid: 7, configPath: "/h/.openclaw/openclaw.json")]
    let rows = join(facts)
    #expect(rows.map(\.sources) == [[.profile], [.process]])
    #expect(rows.last?.container?.name == "0123456789ab")
  }

  @Test(
    arguments: [
      ("/user.slice/user@1000.service/app.slice/claw.service", "systemctl --user start|stop claw.service"),
      ("/system.slice/claw.service", "systemctl start|stop claw.service"),
    ])
  func `a manager that nobody has a file of is who keeps it running`(group: String, command: String) {
    var facts = home(nil)
    var process = process(["HOME": "/h", "OPENCLAW_STATE_DIR": "/h/.openclaw"], group: group)
    process.service = "claw.service"
    facts.processes = [process]
    #expect(join(facts).map(\.supervisor) == [.init(name: "claw.service", command: command)])
  }

  @Test(
    arguments: [
      (["OPENCLAW_SUPERVISOR_MODE": "external"], "external"),
      (["OPENCLAW_SUPERVISOR_MODE": "external", "OCM_ACTIVE_ENV": "blue"], "ocm"),
      (["OPENCLAW_SUPERVISOR_MODE": "none"], nil),
    ] as [([String: String], String?)])
  func `an outside manager is known by its variables`(variables: [String: String], name: String?) {
    var facts = home(nil)
    facts.processes = [
      process(variables.merging(["HOME": "/h", "OPENCLAW_STATE_DIR": "/h/.openclaw"]) { a, _ in a })
    ]
    #expect(join(facts).map { $0.supervisor?.name } == [name])
  }

  @Test func `a stray of which only the port is known is a row by its number`() {
    var facts = home(nil)
    facts.strays = [.init(process: .init(pid: 44, startTicks: 1), port: 20500)]
    let row = join(facts).last
    #expect(row?.name == "stray-44" && row?.strayPort == 20500 && row?.stateDir == "")
  }
}
