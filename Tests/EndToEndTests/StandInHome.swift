import Control
import Foundation
import GatewayModel
import Host
import Records
import TestSupport

/// A temporary home whose gateways are stand-ins on free ports; everything of it is gone when it is removed.
final class StandInHome: Sendable {
  let path: String
  let ports: [String: Int]

  /// The built program beside the test bundle.
  static let gatehouse = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "gatehouse").path

  /// - Parameter gateways: by profile (`default` for none), what stands in its `standIn` section.
  init(_ gateways: [String: String], config: String = "") throws {
    path = FileManager.default.temporaryDirectory.appending(path: "gatehouse-test-\(UUID().uuidString)").path
    var ports: [String: Int] = [:]
    for (name, standIn) in gateways {
      let port = try FreePorts.take()
      ports[name] = port
      let directory = path + (name == "default" ? "/.openclaw" : "/.openclaw-\(name)")
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
      let text =
        "{ gateway: { mode: 'local', port: \(port), auth: { mode: 'token', token: 'fake-token-\(name)' } }, channels: { telegram: {} }, standIn: { startSeconds: 0.05, stopSeconds: 0, \(standIn) } }"
      try Data(text.utf8).write(to: URL(filePath: directory + "/openclaw.json"))
    }
    self.ports = ports
    try FileManager.default.createDirectory(atPath: path + "/tmp", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: path + "/.config/gatehouse", withIntermediateDirectories: true)
    let own =
      "{ openclaw: ['\(Self.gatehouse)', 'stand-in'], probe: { intervalSeconds: 0.2, timeoutSeconds: 1 }, \(config) }"
    try Data(own.utf8).write(to: URL(filePath: path + "/.config/gatehouse/config.json5"))
  }

  /// This machine, with the home's own temporary directory and a shell environment full of another gateway's variables.
  var host: Machine {
    var host = Machine.live()
    host.system.environment["TMPDIR"] = path + "/tmp"
    host.system.environment["OPENCLAW_STATE_DIR"] = "/nowhere"
    host.system.environment["OPENCLAW_GATEWAY_TOKEN"] = "of-another"
    host.system.environment["INVOCATION_ID"] = "x"
    return host
  }

  func controller(
    stopGrace: Double = 5, services: ServiceManagers? = nil, policyClock: PolicyClock? = nil,
    host given: Machine? = nil
  ) throws -> Controller {
    let host = given ?? host
    let paths = GatehousePaths(home: path, config: nil, system: host.system)
    let text = try String(decoding: Data(contentsOf: URL(filePath: paths.configFile)), as: UTF8.self)
    let config = try GatehouseConfigReader.parse(text, file: paths.configFile)
    return Controller(
      host: host, paths: paths, config: config, services: services ?? ServiceManagers { _ in [] },
      stopGrace: stopGrace, policyClock: policyClock)
  }

  /// One that asks the home's own service manager.
  func controller(of manager: SystemdUser) throws -> Controller {
    var host = host
    host.system.environment = manager.environment
    let paths = GatehousePaths(home: path, config: nil, system: host.system)
    return try controller(services: .live(paths: paths, host: host), host: host)
  }

  /// The run record of a gateway as it is on disk.
  func record(_ name: String) -> RunRecord? {
    let state = path + (name == "default" ? "/.openclaw" : "/.openclaw-\(name)")
    return runs.current(name: name, stateDir: state, configPath: state + "/openclaw.json")
  }

  var runs: RunStore { RunStore(directory: path + "/.local/state/gatehouse/runs", files: host.files) }

  /// What the journal says, the oldest line first.
  var journal: [JournalEntry] { wholeJournal.suffix(1000) }

  var wholeJournal: [JournalEntry] {
    Journal(file: path + "/.local/state/gatehouse/journal.jsonl", files: host.files).last(.max)
  }

  /// The living gateway processes of one gateway: more than one is one too many.
  func living(_ name: String) -> [ProcessIdentity] {
    let state = path + (name == "default" ? "/.openclaw" : "/.openclaw-\(name)")
    return Machine.live().processes.all().filter { facts in
      guard facts.isAlive, ["openclaw-gatewa", "openclaw"].contains(facts.name),
        let environment = Machine.live().processes.environment(facts.pid),
        environment["TMPDIR"] == path + "/tmp"
      else { return false }
      return environment["OPENCLAW_STATE_DIR"] == state
    }.map(\.identity)
  }

  /// Writes a file of the home, with all missing directories.
  func write(_ name: String, _ text: String) throws {
    let file = URL(filePath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// Starts this program as `stand-in ARGUMENTS`, proven ours by the home's temporary directory.
  @discardableResult
  func launch(_ arguments: [String], environment: [String: String] = [:]) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: Self.gatehouse)
    process.arguments = ["stand-in"] + arguments
    process.environment = ["HOME": path, "TMPDIR": path + "/tmp"].merging(environment) { _, new in new }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// The same from a process that is gone afterwards.
  func leave(_ arguments: [String], environment: [String: String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "\"$0\" stand-in \"$@\" &", Self.gatehouse] + arguments
    process.environment = ["HOME": path, "TMPDIR": path + "/tmp"].merging(environment) { _, new in new }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
  }

  /// Starts a gateway as a person's shell would, without Gatehouse.
  func startByHand(_ name: String = "default") throws {
    let state = path + (name == "default" ? "/.openclaw" : "/.openclaw-\(name)")
    try launch(
      (name == "default" ? [] : ["--profile", name]) + ["gateway", "run"],
      environment: ["OPENCLAW_STATE_DIR": state, "OPENCLAW_CONFIG_PATH": state + "/openclaw.json"])
  }

  /// Ends whatever still runs of this home, proven by its environment, and removes the home.
  func remove() {
    let host = Machine.live()
    for facts in host.processes.all() where host.processes.userID(facts.pid) == host.system.userID {
      guard host.processes.environment(facts.pid)?["TMPDIR"] == path + "/tmp" else { continue }
      _ = host.processes.signal(facts.identity, SIGKILL)
    }
    try? FileManager.default.removeItem(atPath: path)
  }
}

/// Base ports that are free with all that a stand-in binds (base, control, the first CDP ports), each given out once a run.
enum FreePorts {
  private static let next = Counter()

  static func take() throws -> Int {
    for _ in 0..<200 {
      let base = 21000 + next.increment() % 650 * 16
      let used = Set(Machine.live().processes.listeners().map(\.port))
      if !(base...(base + 15)).contains(where: used.contains) { return base }
    }
    throw CocoaError(.featureUnsupported)
  }

  private final class Counter: @unchecked Sendable {
    // Sound: the value is only touched under the lock.
    private let lock = NSLock()
    private var value = Int.random(in: 0..<20)

    func increment() -> Int {
      lock.withLock {
        value += 1
        return value
      }
    }
  }
}
