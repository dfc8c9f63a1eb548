import Discovery
import GatewayModel
import Host
import OpenClaw
import Records

/// Looks at the host again and again: builds the inventory and adds the findings about isolation.
public struct HostScanner: Sendable {
  private var builder: InventoryBuilder
  private var assessor: Assessor

  /// Made once by `ControlBase`; `ConfigEditor` makes another one to look at the host with an edited config in it.
  public init(host: Machine, paths: GatehousePaths, config: GatehouseConfig) {
    builder = InventoryBuilder(host: host, paths: paths, config: config)
    assessor = Assessor(order: RosterOrder(config), paths: paths, realPath: builder.realPath)
  }

  /// The machine that is looked at.
  public var host: Machine { builder.host }
  /// The home that is looked at, and Gatehouse's own files.
  public var paths: GatehousePaths { builder.paths }
  /// Gatehouse's own config.
  public var config: GatehouseConfig { builder.config }

  /// Links resolved; of a path that does not exist those of the part that does.
  public var realPath: @Sendable (String) -> String { builder.realPath }

  /// One look.
  /// - Parameters:
  ///   - sweep: look at all processes, whatever the interval says.
  ///   - versions: what running gateways said of themselves.
  ///   - services: what the service managers said; units that they do not name are read from their files alone.
  public mutating func scan(
    sweep: Bool = false, versions: [GatewayID: Version] = [:], services: [ServiceStatus] = []
  ) -> HostInventory {
    var inventory = builder.build(sweep: sweep, versions: versions, services: services)
    assessor.assess(&inventory)
    return inventory
  }

  /// All listeners of this machine with their holders, as far as those may be seen.
  public mutating func allListeners() -> [PortListener] { builder.allListeners() }
}
