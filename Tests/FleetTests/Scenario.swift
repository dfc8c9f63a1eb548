import Fleet
import Foundation
import GatewayModel
import Host
import Presentation
import Records
import TestSupport

/// A scenario copied to a temporary home, its links made and its environment-only gateways declared.
struct Scenario {
  let name: String
  let home: URL
  let expected: [String: Any]
  let instances: [[String: Any]]

  /// - Parameter folder: of the fixtures: `scenarios`, `cases`.
  static func all(in folder: String = "scenarios") throws -> [URL] {
    try FileManager.default.contentsOfDirectory(
      at: Fixtures.root.appending(path: folder), includingPropertiesForKeys: nil
    ).filter { FileManager.default.fileExists(atPath: $0.appending(path: "expected.json").path) }
      .sorted { $0.path < $1.path }
  }

  init(_ folder: URL) throws {
    name = folder.lastPathComponent
    home = FileManager.default.temporaryDirectory.appending(path: "gatehouse-scenario-\(UUID().uuidString)")
    try FileManager.default.copyItem(at: folder.appending(path: "home"), to: home)
    func read(_ file: String) throws -> [String: Any] {
      try JSONSerialization.jsonObject(with: Data(contentsOf: folder.appending(path: file)))
        as? [String: Any] ?? [:]
    }
    expected = try read("expected.json")
    let scenario = try read("scenario.json")
    instances = scenario["instances"] as? [[String: Any]] ?? []
    for link in scenario["symlinks"] as? [[String: String]] ?? [] {
      let path = place(link["path"] ?? "")
      try FileManager.default.createDirectory(
        at: URL(filePath: path).deletingLastPathComponent(), withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: path, withDestinationPath: place(link["target"] ?? ""))
    }
    try declareEnvironmentOnly()
  }

  private func place(_ path: String) -> String {
    path.hasPrefix("~") ? home.path + path.dropFirst() : path
  }

  private func declareEnvironmentOnly() throws {
    var gateways: [String: Any] = [:]
    for instance in instances where instance["via"] as? String == "process-env" {
      let arguments = instance["argv"] as? [String] ?? []
      var entry: [String: Any] = [:]
      entry["configPath"] = instance["configPath"]
      entry["stateDir"] = instance["stateDir"]
      if let flag = arguments.firstIndex(of: "--port") { entry["port"] = Int(arguments[flag + 1]) }
      gateways[instance["id"] as? String ?? ""] = entry
    }
    if gateways.isEmpty { return }
    let folder = home.appending(path: ".config/gatehouse")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try JSONSerialization.data(withJSONObject: ["gateways": gateways])
      .write(to: folder.appending(path: "config.json5"))
  }

  /// What `status --json` prints, without asking any gateway.
  func surveyText() -> String {
    var host = Machine.live().alone(in: home.path)
    host.processes.pids = { [] }
    host.processes.all = { [] }
    // The scenario's own host: on this one anything may listen on its ports, a demo above all.
    host.processes.listeners = { [] }
    let paths = GatehousePaths(home: home.path, config: nil, system: host.system)
    var config = GatehouseConfig()
    if case .success(let bytes) = host.files.read(paths.configFile, 1 << 20) {
      config =
        (try? GatehouseConfigReader.parse(String(decoding: bytes, as: UTF8.self), file: "config"))
        ?? config
    }
    var surveyor = HostScanner(host: host, paths: paths, config: config)
    let builder = SnapshotBuilder(
      paths: paths, config: config, system: host.system, realPath: surveyor.realPath)
    let snapshot = builder.build(surveyor.scan(), live: RuntimeState())
    return SnapshotDocument(paths: paths).document(snapshot).text(indent: 2)
  }

  func surveyDocument() -> [String: Any] {
    (try? JSONSerialization.jsonObject(with: Data(surveyText().utf8))) as? [String: Any] ?? [:]
  }

  func remove() { try? FileManager.default.removeItem(at: home) }
}
