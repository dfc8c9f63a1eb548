import Control
import GatewayModel
import Host
import OpenClaw
import Records

/// This machine, the paths and the config of one run of Gatehouse.
public struct Session: Sendable {
  /// The machine; a drill's has a temporary directory of its own.
  public let host: Machine
  /// The home, and Gatehouse's own files.
  public let paths: GatehousePaths
  let config: GatehouseConfig
  /// All looking and acting in this home goes through it.
  public let controller: Controller

  /// - Throws: `Exit` 78 with a message where Gatehouse's own config is wrong, 74 where the home is none.
  public init(home: String?, config explicit: String?, host: Machine = .live()) throws {
    paths = GatehousePaths(home: home, config: explicit, system: host.system)
    guard host.files.status(paths.home)?.kind == .directory else {
      throw Failure.exit(.inputOutput, "the home \(paths.home) is no directory")
    }
    config = try Self.readConfig(paths: paths, host: host, isExplicit: explicit != nil)
    controller = Controller(host: host, paths: paths, config: config)
    // The controller's, which has no effect in another user's home: what is done beside it has none either.
    self.host = controller.host
    if controller.foreignHome == nil { CrashReports(directory: paths.crashes, files: host.files).arm() }
  }

  private static func readConfig(
    paths: GatehousePaths, host: Machine, isExplicit: Bool
  ) throws -> GatehouseConfig {
    switch host.files.read(paths.configFile, 1 << 20) {
    case .failure(let failure):
      if failure.isMissing && !isExplicit { return GatehouseConfig() }
      throw Failure.exit(.ownConfig, "\(paths.configFile): \(failure)")
    case .success(let bytes):
      do throws(GatehouseConfigProblem) {
        return try GatehouseConfigReader.parse(
          String(decoding: bytes, as: UTF8.self), file: paths.configFile)
      } catch {
        throw Failure.exit(.ownConfig, error.description)
      }
    }
  }

  /// The gateway that a name means.
  public func gateway(_ name: String, in snapshot: Snapshot) throws -> Gateway {
    switch Controller.resolve(name, in: snapshot) {
    case .success(let gateway): return gateway
    case .failure(let problem): throw Failure.exit(.noSuchGateway, problem.message)
    }
  }
}
