/// The agents of a config and the workspaces they work in.
/// Source: OpenClaw `src/agents/agent-scope.ts` (`resolveAgentWorkspaceDir`); `agents.list[]` until 2026-07, `agents.entries` since.
public struct AgentWorkspaces: Sendable, Equatable {
  /// One agent of a config.
  public struct Agent: Sendable, Equatable {
    /// In lower case.
    public var id: String
    /// As written; nil where the agent names none.
    public var workspace: String?
    /// Where its workspace stands, or would: `agents.entries.ops.workspace`.
    public var key: String
  }

  /// One workspace of a gateway.
  public struct Place: Sendable, Equatable {
    /// The agent's id, in lower case.
    public var agent: String
    /// Absolute, links not resolved.
    public var path: String
    /// Whether no setting names it: it follows from profile and state directory.
    public var isStandard: Bool
    /// The key that names it, or would.
    public var key: String
  }

  /// The id of the agent that a config has when it names none.
  public static let defaultAgent = "main"

  /// In the order of the file, `list` before `entries`; never empty.
  public var agents: [Agent]
  /// The agent that messages go to when nothing else is said.
  public var defaultID: String
  /// `agents.defaults.workspace` as written.
  public var defaults: String?

  /// The `agents` section; nil for a config without one. Of equal ids the first counts.
  public init(_ node: JSON5Node?) {
    var agents: [Agent] = []
    var chosen: String?
    var seen: Set<String> = []
    func add(_ id: String, _ entry: JSON5Node, at place: String) {
      let id = id.trimmed.lowercased()
      guard !id.isEmpty, seen.insert(id).inserted else { return }
      agents.append(
        Agent(id: id, workspace: entry["workspace"]?.string?.nonBlank, key: "agents.\(place).workspace"))
      if chosen == nil, entry["default"]?.bool == true { chosen = id }
    }
    for entry in node?["list"]?.array ?? [] {
      let id = entry["id"]?.string ?? ""
      add(id, entry, at: "list[\(id)]")
    }
    for member in node?["entries"]?.object?.members ?? [] {
      add(member.key, member.node, at: "entries.\(member.key)")
    }
    defaults = node?["defaults", "workspace"]?.string?.nonBlank
    let isMap = node?["list"]?.array?.isEmpty ?? true
    let hasMain = agents.contains { $0.id == Self.defaultAgent }
    // The first of the list; the members of the newer map have no order that means anything.
    defaultID =
      chosen ?? (isMap && hasMain ? Self.defaultAgent : agents.first?.id ?? Self.defaultAgent)
    self.agents =
      agents.isEmpty ? [Agent(id: Self.defaultAgent, key: "agents.defaults.workspace")] : agents
  }

  /// Where each agent works, the default agent first.
  /// - Parameters:
  ///   - fallback: `OPENCLAW_WORKSPACE_DIR`, asked where the config names no default.
  ///   - standard: the default agent's workspace when nothing names one.
  ///   - resolve: makes a written path absolute.
  public func places(
    fallback: String?, standard: String, stateDir: String, rules: VersionRules,
    resolve: (String) -> String
  ) -> [Place] {
    let named = (defaults ?? fallback).map(resolve)
    return agents.filter { $0.id == defaultID }.map { place(of: $0, named: named, standard: standard) }
      + agents.filter { $0.id != defaultID }.map { agent in
        if let own = agent.workspace {
          return Place(agent: agent.id, path: resolve(own), isStandard: false, key: agent.key)
        }
        let path =
          named.flatMap { rules.nestsAgentWorkspaces ? $0 + "/" + agent.id : nil }
          ?? stateDir + "/workspace-" + agent.id
        return Place(agent: agent.id, path: UserPath.normalize(path), isStandard: true, key: agent.key)
      }

    func place(of agent: Agent, named: String?, standard: String) -> Place {
      let path = agent.workspace.map(resolve) ?? named
      let key = agent.workspace == nil ? "agents.defaults.workspace" : agent.key
      return Place(agent: agent.id, path: path ?? standard, isStandard: path == nil, key: key)
    }
  }
}
