import Foundation
import GatewayModel
import Host
import OpenClaw
import Presentation
import Records
import Rescue

/// The pair once more as stand-ins: its configs with other ports, other paths and no secret, in a temporary home.
struct DrillHome: Sendable {
  let place: TemporaryHome
  let session: Session
  /// What must not be found in any evidence.
  let fakes: [String]

  /// - Throws: `Exit` with a message where a config of the pair cannot be read, or no ports are free.
  init(main: Gateway, rescue: Gateway, of real: Session) throws {
    let bases = try TemporaryHome.freeBases(2, host: real.host)
    let roots = try [main, rescue].map { try Self.root($0, real) }
    place = try TemporaryHome("drill")
    do {
      let pair = zip([main, rescue], bases).map { (real: $0.plan.gateway.port, drill: $1) }
      var maker = DrillConfig(bases: pair, home: real.paths.home, drillHome: place.path)
      var declared: [String] = []
      for (place, (gateway, root)) in zip([main, rescue], roots).enumerated() {
        let config = maker.path(gateway.configPath)
        let state = maker.path(gateway.stateDir)
        try Self.write(JSON5Writer.text(maker.make(root, own: place)), to: config)
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
        declared.append(
          "\(Self.quoted(gateway.name)): { configPath: \(Self.quoted(config)), stateDir: \(Self.quoted(state)) }"
        )
      }
      fakes = Array(maker.fakes.values)
      let program = real.host.files.realPath("/proc/self/exe") ?? "gatehouse"
      let text = """
        { openclaw: [\(Self.quoted(program)), "stand-in"],
          rescue: { main: \(Self.quoted(main.name)), rescue: \(Self.quoted(rescue.name)), settleSeconds: 1 },
          probe: { intervalSeconds: 0.2, timeoutSeconds: 1 },
          gateways: { \(declared.joined(separator: ", ")) } }
        """
      try Self.write(text, to: place.path + "/.config/gatehouse/config.json5")
      var host = real.host
      host.system.environment["TMPDIR"] = place.temporary
      session = try Session(home: place.path, config: nil, host: host)
    } catch {
      place.remove()
      throw error
    }
  }

  /// The config as it is; of one that is broken, as it was when it last worked.
  private static func root(_ gateway: Gateway, _ real: Session) throws -> JSON5Node {
    func read(_ path: String, _ text: @escaping (String) -> String?) throws(ConfigProblem) -> JSON5Node {
      try ConfigDocument.load(path: path, environment: [:]) { file in
        text(file).map { .success($0) } ?? .failure(ConfigReadFailure("it cannot be read"))
      }.root
    }
    do throws(ConfigProblem) {
      return try read(gateway.configPath) { path in
        guard case .success(let bytes) = real.host.files.read(path, 2 << 20) else { return nil }
        return String(decoding: bytes, as: UTF8.self)
      }
    } catch {
      let copies = ConfigBackupStore(directory: real.paths.copies, files: real.host.files)
        .all(stateDir: gateway.id.stateDir, configPath: gateway.id.configPath)
      if let copy = copies.first(where: { $0.kind == .lastGood }),
        // A copy that cannot be read is no config for the drill.
        let root = try? read(gateway.configPath, { copy.text(of: $0) })
      {
        return root
      }
      throw Failure.exit(
        .notNow, "the config of \(gateway.name) cannot be read, and there is no good copy of it: \(error)")
    }
  }

  private static func write(_ text: String, to path: String) throws {
    let file = URL(filePath: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data((text + "\n").utf8).write(to: file)
  }

  private static func quoted(_ text: String) -> String { JSONText.string(text).text() }
}
