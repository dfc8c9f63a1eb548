import GatewayModel

/// Install, uninstall and enable a gateway's unit: by OpenClaw's own command, which is shown before it is run.
enum ServiceUpdate {
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
    case .installService where gateway.kind != .gateway:
      return "\(gateway.name) is no gateway of this machine, so no unit can start it"
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
