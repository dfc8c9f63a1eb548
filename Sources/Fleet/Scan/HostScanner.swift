import Discovery
import GatewayModel
import Host
import OpenClaw
import Records

/// Looks at the host again and again: its inventory, and what is wrong with the isolation of the gateways in it.
public struct HostScanner: Sendable {
  private var inventory: InventoryBuilder
  private var assessor: Assessor

  public init(host: Host, paths: GatehousePaths, config: GatehouseConfig) {
    inventory = InventoryBuilder(host: host, paths: paths, config: config)
    assessor = Assessor(order: RosterOrder(config), paths: paths, realPath: inventory.realPath)
  }

  public var host: Host { inventory.host }
  public var paths: GatehousePaths { inventory.paths }
  public var config: GatehouseConfig { inventory.config }
  public var runs: RunStore { inventory.runs }

  /// Links resolved; of a path that does not exist those of the part that does.
  public var realPath: @Sendable (String) -> String { inventory.realPath }

  /// One look.
  /// - Parameters:
  ///   - sweep: look at all processes, whatever the interval says.
  ///   - versions: what running gateways said of themselves.
  ///   - services: what the service managers said; units that they do not name are read from their files alone.
  public mutating func survey(
    sweep: Bool = false, versions: [GatewayID: Version] = [:], services: [ServiceStatus] = []
  ) -> Survey {
    var survey = inventory.survey(sweep: sweep, versions: versions, services: services)
    assessor.assess(&survey)
    return survey
  }

  /// All listeners of this machine with their holders, as far as those may be seen.
  public mutating func allListeners() -> [PortListener] { inventory.allListeners() }
}
