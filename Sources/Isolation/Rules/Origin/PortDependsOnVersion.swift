import GatewayModel
import OpenClaw
import Ports

/// `port-depends-on-version`: nothing says the port, and the versions of OpenClaw choose differently.
enum PortDependsOnVersion {
  static func check(_ subject: IsolationInput, _ context: inout RuleContext) {
    guard let port = subject.assumedPort else { return }
    context.findings.append(
      Finding(
        .portDependsOnVersion, .warning, gateways: [subject.gateway],
        ports: [.one(GatewayPort.standard), .one(port)], paths: ["\(subject.config)#gateway.port"],
        detail:
          "\(subject.name) sets no port and its version is unknown: before 2026.8 it is \(GatewayPort.standard), since then \(port).",
        fix: "Write gateway.port: \(port) into \(subject.config)."))
  }
}
