import GatewayModel
import OpenClaw

/// What to do so that a gateway has a workspace of its own.
enum WorkspaceRepair {
  /// A workspace that is the gateway's own by OpenClaw's rules.
  static func own(_ subject: IsolationInput) -> String {
    let stateDir = subject.profile.map { "~/.openclaw-\($0)" } ?? subject.claims.stateDirs.first?.path
    return (stateDir ?? "~/.openclaw") + "/workspace"
  }

  static func set(_ subject: IsolationInput, key: String?) -> String {
    let key = key ?? "agents.defaults.workspace"
    // The workspace of a single agent gets the agent's name at its end.
    let agent = key.split { ".[]".contains($0) }.dropFirst(2).first.map { "-\($0)" } ?? "-agent"
    let place = own(subject) + (key.begins(with: "agents.defaults") ? "" : agent)
    return "Set \(key) of \(subject.name) (\(subject.config)) to \(place)."
  }
}
