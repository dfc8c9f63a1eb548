import Control
import Foundation
import GatewayModel
import Records
import Rescue
import TestSupport
import Testing

/// A main and its rescue as stand-ins, watched by one controller, with a minute that lasts a moment.
final class RescueHome {
  static let settings = "rescue: { settleSeconds: 0.4 }"

  let home: StandInHome
  let controller: Controller
  private let watch: Watch

  /// - Parameters:
  ///   - main, rescue: what stands in the `standIn` sections.
  ///   - settle: seconds that stand for the minute.
  init(
    main: String = "", rescue: String = "", config: String = "", settle: Double = 0.4,
    services: ServiceManagers? = nil
  ) throws {
    home = try StandInHome(
      ["default": main, "rescue": rescue], config: "rescue: { settleSeconds: \(settle) }, \(config)")
    controller = try home.controller(services: services)
    watch = Watch(controller, as: .dashboard)
  }

  func end() async {
    watch.end()
    await watch.ended()
    home.remove()
  }

  /// Also where a test ended before its end.
  deinit {
    watch.end()
    home.remove()
  }

  var mainConfig: URL { URL(filePath: home.path + "/.openclaw/openclaw.json") }

  var store: RescueStore {
    RescueStore(directory: home.path + "/.local/state/gatehouse/rescue", files: home.host.files)
  }

  func copies(of name: String = "default") -> [ConfigBackup] {
    let state = home.path + (name == "default" ? "/.openclaw" : "/.openclaw-\(name)")
    return ConfigBackupStore(directory: home.path + "/.local/state/gatehouse/copies", files: home.host.files)
      .all(stateDir: state, configPath: state + "/openclaw.json")
  }

  func gateway(_ name: String) async -> Gateway? {
    await controller.look(sweep: true).gateways.first { $0.name == name }
  }

  func facts() async throws -> RescueFacts { try await controller.rescueFacts().get() }

  @discardableResult
  func act(_ action: Controller.Action, _ name: String) async throws -> ActionResult {
    await controller.perform(action, on: try #require(await gateway(name)).id, by: .key)
  }

  /// A move as the guide makes it: on what it has just shown.
  @discardableResult
  func move(_ move: RescueMove) async throws -> ActionResult {
    _ = await controller.look(sweep: true)
    return await controller.rescue(move, seen: try await facts().fingerprint, by: .key)
  }

  /// Up to step 6, with main left as it is.
  func toRepair(freezing: Bool = false) async throws {
    for move in [.collect, freezing ? .stopMain : .leaveMain, .raise, .handOver] as [RescueMove] {
      let result = try await self.move(move)
      #expect(result.isSuccess, "\(move): \(result)")
    }
  }

  func isTrouble(_ kind: MainCondition.Kind) async -> Bool {
    await eventually { (try? await facts().condition.kind) == kind }
  }

  /// Main has worked, and its config is kept.
  func keepGood() async throws {
    #expect(try await act(.start, "default").isSuccess)
    #expect(await eventually { !copies().isEmpty })
  }

  /// Ends a gateway as a crash would.
  func crash(_ name: String) async throws {
    let process = try #require(await gateway(name)?.process?.identity)
    #expect(home.host.processes.signal(process, SIGKILL))
    #expect(await eventually { await gateway(name)?.process == nil })
  }

  /// The comma that is missing after an edit.
  func breakConfig() throws {
    let text = try String(contentsOf: mainConfig, encoding: .utf8)
    try Data(text.replacing("}, channels", with: "} channels").utf8).write(to: mainConfig)
  }
}
