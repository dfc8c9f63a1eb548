import GatewayModel
import OpenClaw

/// The commands that bring a gateway's unit to what it should be.
enum ServiceRepair {
  /// How a variable of a unit is put right.
  static func repair(_ subject: IsolationInput, _ variable: String) -> String {
    let unit = subject.unit?.path ?? "its unit"
    let origin = subject.claims.unitContradictions.first { $0.variable == variable }?.setIn
    if let origin, origin != unit {
      return "Remove \(variable) from \(origin), then run `systemctl --user daemon-reload`."
    }
    // What no profile names, OpenClaw would install over the default gateway's service.
    if subject.isInstanceOnly { return "Remove \(variable) from \(unit)." }
    // Without --port it takes the port of the profile's own config: the unit's may be another gateway's too. Only where that config
    // holds none, the unit's is all there is.
    let holdsPort = subject.hasLeakedConfig || subject.unit?.configPort != nil
    let port = holdsPort ? "" : subject.unit?.port.map { " --port \($0)" } ?? ""
    return
      "Reinstall the service of \(subject.name) from a clean environment: env -u OPENCLAW_STATE_DIR -u OPENCLAW_CONFIG_PATH -u OPENCLAW_GATEWAY_PORT -u OPENCLAW_PROFILE -u OPENCLAW_SYSTEMD_UNIT \(CommandLineProfile.command(subject.profile)) gateway install\(port) --force"
  }

  static func install(_ subject: IsolationInput) -> String {
    let port = subject.base.map { " --port \($0)" } ?? ""
    return "\(CommandLineProfile.command(subject.profile)) gateway install\(port)"
  }

  /// How a unit is brought to a port.
  static func bring(_ subject: IsolationInput, to port: Int) -> String {
    if subject.isInstanceOnly { return "edit \(subject.unit?.path ?? "its unit")" }
    return "run `\(CommandLineProfile.command(subject.profile)) gateway install --port \(port) --force`"
  }
}
