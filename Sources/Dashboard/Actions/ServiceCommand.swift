import GatewayModel
import OpenClaw

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
  public var text: String { ShellLine.text((isOpenClaw ? ["openclaw"] : []) + arguments) }
}
