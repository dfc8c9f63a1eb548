import Host
import OpenClaw
import Synchronization
import TestSupport
import Testing

@testable import Discovery
@testable import Fleet
@testable import GatewayModel

/// The small parts that discovery is made of.
@Suite(.computing) struct DiscoveryPartsTests {
  @Test(arguments: [
    [
      "/opt/chrome", "--remote-debugging-port=18800",
      "--user-data-dir=/h/.openclaw/browser/openclaw/user-data",
    ],
    [
      "chrome --remote-debugging-port=18800 --user-data-dir=/h/.openclaw/browser/openclaw/user-data --headless"
    ],
  ])
  func `a Chrome is known by its arguments, also where they were written over`(arguments: [String]) {
    #expect(
      ChromeArguments(arguments)?.userDataDir == "/h/.openclaw/browser/openclaw/user-data")
  }

  @Test(arguments: [
    [], ["node", "x.js"], ["chrome", "--user-data-dir=/h"], ["x", "--remote-debugging-port=1"],
  ])
  func `anything else is no Chrome that can be asked`(arguments: [String]) {
    #expect(ChromeArguments(arguments) == nil)
  }

  @Test(arguments: [
    (["/usr/bin/chromium", "--remote-debugging-port=1", "--user-data-dir=/h/d"], false),
    (["/usr/bin/chromium", "--type=gpu", "--remote-debugging-port=1", "--user-data-dir=/h/d"], true),
    // As Chromium writes it over its own words.
    (["/usr/bin/chromium --type=renderer --remote-debugging-port=1 --user-data-dir=/h/d --x"], true),
    (["/usr/bin/chromium --remote-debugging-port=1 --user-data-dir=/h/d"], false),
  ])
  func `a browser's helpers are told from the browser`(arguments: [String], isHelper: Bool) {
    #expect(ChromeArguments(arguments)?.isHelper == isHelper)
  }

  @Test func `what systemctl shows is read, units that do not exist are none`() throws {
    let text = """
      MainPID=0
      Id=gone.service
      LoadState=not-found
      ActiveState=inactive

      MainPID=4121
      NRestarts=3
      ExecStart={ path=/usr/bin/node ; argv[]=/usr/bin/node x.js gateway --port 18789 ; ignore_errors=no ; pid=1 }
      Environment=HOME=/h "OPENCLAW_X=a b" "Q=\\"y\\"" P=100%
      Id=openclaw-gateway.service
      LoadState=loaded
      ActiveState=active
      SubState=running
      UnitFileState=enabled
      FragmentPath=/h/openclaw-gateway.service
      DropInPaths=/a /b
      NeedDaemonReload=yes

      Id=openclaw-gateway.service
      LoadState=loaded
      ActiveState=active
      """
    let units = ServiceShow.parse(text, isUserUnit: true)
    #expect(units.count == 1)
    let unit = try #require(units.first)
    #expect(unit.unit == "openclaw-gateway.service" && unit.mainPID == 4121 && unit.restarts == 3)
    #expect(unit.activeState == .active && unit.subState == "running" && unit.fileState == "enabled")
    #expect(unit.environment == ["HOME": "/h", "OPENCLAW_X": "a b", "Q": "\"y\"", "P": "100%"])
    #expect(unit.arguments == ["/usr/bin/node", "x.js", "gateway", "--port", "18789"])
    #expect(unit.dropInPaths == ["/a", "/b"] && unit.needsReload)
    #expect(ServiceShow.parse("", isUserUnit: true).isEmpty)
    #expect(ServiceShow.parse("no such thing\n\n=\n", isUserUnit: true).isEmpty)
  }

  @Test func `links are resolved in whatever of a path exists, and a circle stands for itself`() {
    var host = Machine.unimplemented
    let links = [
      "/h/link": "/srv/data", "/srv/data": "../mnt/disk", "/h/a": "b", "/h/b": "/h/a", "/h/up": "..",
    ]
    host.files.link = { links[$0] }
    let paths = RealPaths(host.files)
    #expect(paths.resolved("/h/link/lab/deep") == "/mnt/disk/lab/deep")
    #expect(paths.resolved("/h/up/x") == "/x")
    #expect(paths.resolved("/h/none/at/all") == "/h/none/at/all")
    #expect(paths.resolved("/h/a/x") == "/h/a/x")
    #expect(paths.resolved("/") == "/")
    #expect(paths.resolved("") == "")
  }

  @Test(arguments: [
    ("/a/b", "/a/b"), ("/a//b", "/a/b"), ("/a/./b", "/a/b"), ("/a/../b", "/b"), ("/a/b/", "/a/b"), ("/", "/"),
    ("/..", "/"), ("/.", "/"), ("/a/.b/..c", "/a/.b/..c"), ("/a/..", "/"), ("/a/...", "/a/..."),
    ("a/b", "/a/b"),
    ("", "/"), ("/a/.b/.", "/a/.b"),
  ])
  func `a path is made normal`(path: String, normal: String) {
    #expect(UserPath.normalize(path) == normal)
  }

  @Test(arguments: [
    ("abc", "•••", ["abcd"], false), ("xabcdx", "x•••x", ["abcd"], true),
    ("abcdef", "•••", ["abcd", "bcdef"], true), ("abcdefgh", "•••", ["abcdef", "abcd", "efgh"], true),
    ("abcdabcd", "••••••", ["abcd"], true), ("grüße!", "•••!", ["grüße"], true), ("ab", "", ["abcd"], false),
  ])
  func `secrets are crossed out whole, wherever they overlap`(
    text: String, shown: String, secrets: [String], isChanged: Bool
  ) {
    #expect(Redactor(Set(secrets)).redact(text) == (isChanged ? shown : text))
  }

  @Test func `a refresh reads each entry of proc at most once, with 30 gateways and 2,000 processes`() {
    let reads = Mutex<[String: Int]>([:])
    @Sendable func count(_ what: String, _ pid: Int32) {
      reads.withLock { $0["\(what) \(pid)", default: 0] += 1 }
    }
    var files: [String: String] = [:]
    for index in 0..<30 {
      let directory = "/h/.openclaw-g\(index)"
      files[directory + "/openclaw.json"] = "{ gateway: { port: \(20000 + index * 200) } }"
      files["/tmp/openclaw-1000/gateway.\(index).lock"] =
        "{\"pid\": \(100 + index), \"configPath\": \"\(directory)/openclaw.json\", \"startTime\": 7}"
    }
    var host = FakeHost.host(files: files, environment: ["HOME": "/h"])
    let now = Mutex(1_000_000.0)
    host.system.now = { now.withLock { $0 } }
    host.processes.pids = { Array(2..<2002) }
    host.processes.all = {
      Issue.record("nobody sweeps twice")
      return []
    }
    host.processes.facts = { pid in
      count("stat", pid)
      let name = pid < 130 ? "openclaw-gatewa" : pid < 400 ? "node" : "bash"
      return ProcessFacts(identity: .init(pid: pid, startTicks: 7), name: name, parent: pid > 1000 ? 100 : 1)
    }
    host.processes.commandLine = { pid in
      count("cmdline", pid)
      return ["node", "server.js"]
    }
    host.processes.environment = { pid in
      count("environ", pid)
      return [:]
    }
    host.processes.controlGroup = { pid in
      count("cgroup", pid)
      return nil
    }
    host.processes.userID = { pid in
      count("status", pid)
      return 1000
    }
    host.processes.sockets = { pid in
      count("fd", pid)
      return pid < 130 ? [UInt64(pid)] : []
    }
    let sockets = (0..<30).map {
      ListeningSocket(address: "127.0.0.1", port: 20000 + $0 * 200, inode: UInt64(100 + $0), userID: 1000)
    }
    // One that nobody seems to hold makes it look everywhere.
    let orphan = ListeningSocket(address: "0.0.0.0", port: 20002, inode: 99999, userID: 1000)
    host.processes.listeners = { sockets + [orphan] }
    let paths = GatehousePaths(home: nil, config: nil, system: host.system)
    var surveyor = HostScanner(host: host, paths: paths, config: GatehouseConfig())
    for look in 0..<7 {
      let inventory = surveyor.scan(sweep: look == 3)
      #expect(inventory.definitions.count == 30 && inventory.listeners.count == 31)
      let most = reads.withLock { $0.max { $0.value < $1.value } }
      #expect((most?.value ?? 0) <= 1, "look \(look): \(most?.key ?? "")")
      reads.withLock { $0 = [:] }
      now.withLock { $0 += 2 }
    }
  }
}
