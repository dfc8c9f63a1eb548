import GatewayModel
import OpenClaw

/// Install, uninstall and enable a gateway's unit: by OpenClaw's own command, which is shown before it is run.
enum ServiceUpdate {
  static let commands: Set<Command> = [.installService, .uninstallService, .enableService]

  static func ask(_ command: Command, _ state: inout DashboardState) -> [Intent] {
    guard let gateway = state.current else { return [] }
    if let reason = reason(command, gateway) {
      state.message = .init(text: reason, isBad: true)
      return []
    }
    let verb = command == .installService ? "Install" : command == .uninstallService ? "Uninstall" : "Enable"
    state.mode = .confirm(
      .init(
        action: command, ids: [gateway.id], question: "\(verb) the service of \(gateway.name)?",
        detail: ServiceCommand(command, gateway).text, verb: verb))
    return []
  }

  static func reason(_ command: Command, _ gateway: Gateway) -> String? {
    let service = gateway.service
    switch command {
    case .installService where service.isInstalled: return "\(service.unit) is installed already"
    case .installService where gateway.profile == nil && !gateway.isDefaultProfile:
      return "\(gateway.name) has no profile, so OpenClaw names no unit for it"
    case .installService where !gateway.isPortKnown:
      return "the port of \(gateway.name) is not known, so nobody can say what a unit would start it on"
    case .uninstallService where !service.isInstalled, .enableService where !service.isInstalled:
      return "\(gateway.name) has no service"
    case .enableService where service.fileState == "enabled": return "\(service.unit) is enabled already"
    default: return nil
    }
  }
}

/// The exact command line for a gateway's service.
public struct ServiceCommand: Sendable, Equatable {
  /// The words behind the command that starts OpenClaw; for `systemctl` its own first.
  public var arguments: [String]
  /// Whether it is a command of OpenClaw.
  public var isOpenClaw: Bool

  /// - Parameter command: install, uninstall or enable.
  public init(_ command: Command, _ gateway: Gateway) {
    let profile = gateway.profile.map { ["--profile", $0] } ?? []
    isOpenClaw = command != .enableService
    switch command {
    case .installService:
      let port = gateway.plan.gateway.known.map { ["--port", String($0)] } ?? []
      // Where a unit is there, OpenClaw changes nothing without being forced.
      arguments = profile + ["gateway", "install"] + port + (gateway.service.isInstalled ? ["--force"] : [])
    case .uninstallService: arguments = profile + ["gateway", "uninstall"]
    default:
      arguments =
        ["systemctl"] + (gateway.service.manager == "systemd-user" ? ["--user"] : [])
        + ["enable", gateway.service.unit]
    }
  }

  /// The port that it gives to the unit; nil for a command about none.
  public var port: Int? { StartCommand.option("--port", in: arguments).flatMap { Int($0) } }

  /// As a person would type it.
  public var text: String { ((isOpenClaw ? ["openclaw"] : []) + arguments).joined(separator: " ") }
}
