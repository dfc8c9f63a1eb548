import GatewayModel
import OpenClaw

/// Files and directories that two gateways share, and those that lie inside another's.
enum PathRules {
  private typealias User = (index: Int, place: ClaimedResources.Place)

  static func check(_ context: inout RuleContext) {
    let states = groups(context) { $0.claims.stateDirs }
    let configs = groups(context) { $0.claims.configs }
    let workspaces = groups(context) { $0.claims.workspaces }
    for users in sorted(states) {
      share(
        users, .stateDirShared, "state directory",
        harm: "sessions, credentials, pairing and the single-instance lock are shared", &context)
    }
    for users in sorted(configs) {
      share(
        users, .configPathShared, "config file", harm: "what one of them saves changes all of them", &context)
    }
    for users in sorted(workspaces) where !followsFromState(users, states) {
      share(
        users, .workspaceShared, "workspace", harm: "the bots overwrite each other's notes and memory",
        &context)
    }
    nested(&context)
  }

  /// The users of each real path that more than one gateway uses.
  private static func groups(
    _ context: RuleContext, _ places: (IsolationInput) -> [ClaimedResources.Place]
  ) -> [ByteText: [User]] {
    var groups: [ByteText: [User]] = [:]
    for (index, subject) in context.subjects.enumerated() {
      for place in places(subject) { groups[place.real, default: []].append((index, place)) }
    }
    return groups.filter { Set($0.value.map(\.index)).count > 1 }
  }

  private static func sorted(_ groups: [ByteText: [User]]) -> [[User]] {
    groups.sorted { $0.key < $1.key }.map(\.value)
  }

  private static func share(
    _ users: [User], _ code: FindingCode, _ what: String, harm: String, _ context: inout RuleContext
  ) {
    let users = users.sorted { context.subjects[$0.index].order < context.subjects[$1.index].order }
    let names = context.names(users.map(\.index))
    var paths: [String] = []
    for user in users where !paths.contains(where: user.place.path.isSameBytes) {
      paths.append(user.place.path)
    }
    let place = paths.count == 1 ? paths[0] : "\(paths.inWords), which are one place on disk"
    context.findings.append(
      Finding(
        code, .error, gateways: names, paths: paths,
        detail: "\(names.inWords) have the same \(what) \(place): \(harm).",
        fix: fix(code, users, context)))
  }

  private static func fix(_ code: FindingCode, _ users: [User], _ context: RuleContext) -> String {
    guard let subject = context.mover(users.map(\.index)) else { return "" }
    let name = subject.name
    switch code {
    case .stateDirShared:
      if subject.claims.unitContradictions.contains(where: { $0.variable == "OPENCLAW_STATE_DIR" }) {
        return ServiceRepair.repair(subject, "OPENCLAW_STATE_DIR")
      }
      return
        "Give \(name) an OPENCLAW_STATE_DIR of its own, for example \(subject.profile.map { "~/.openclaw-\($0)" } ?? "a directory that no other gateway uses")."
    case .configPathShared:
      if subject.claims.unitContradictions.contains(where: { $0.variable == "OPENCLAW_CONFIG_PATH" }) {
        return ServiceRepair.repair(subject, "OPENCLAW_CONFIG_PATH")
      }
      return "Give \(name) an OPENCLAW_CONFIG_PATH of its own."
    default:
      if subject.hasLeakedConfig { return ServiceRepair.repair(subject, "OPENCLAW_CONFIG_PATH") }
      if users.filter(\.place.isStandard).count > 1 {
        return
          "Set agents.defaults.workspace in every one of the configs; for \(name) to \(ownWorkspace(subject))."
      }
      let key = users.first { context.subjects[$0.index].order == subject.order }?.place.key
      return setWorkspace(subject, key: key)
    }
  }

  /// A workspace that is the gateway's own by OpenClaw's rules.
  private static func ownWorkspace(_ subject: IsolationInput) -> String {
    let stateDir = subject.profile.map { "~/.openclaw-\($0)" } ?? subject.claims.stateDirs.first?.path
    return (stateDir ?? "~/.openclaw") + "/workspace"
  }

  private static func setWorkspace(_ subject: IsolationInput, key: String?) -> String {
    let key = key ?? "agents.defaults.workspace"
    // An agent of its own stands beside the gateway's first workspace.
    let agent = key.split { ".[]".contains($0) }.dropFirst(2).first.map { "-\($0)" } ?? "-agent"
    let place = ownWorkspace(subject) + (key.hasPrefix("agents.defaults") ? "" : agent)
    return "Set \(key) of \(subject.name) (\(subject.config)) to \(place)."
  }

  /// The default workspace below a shared state directory is shared because that is, also where a config writes it out.
  private static func followsFromState(_ users: [User], _ states: [ByteText: [User]]) -> Bool {
    guard let real = users.first?.place.real else { return false }
    let indices = Set(users.map(\.index))
    return states.contains { state, owners in
      guard real.text.hasBytePrefix(state.text + "/"), indices.isSubset(of: Set(owners.map(\.index))) else {
        return false
      }
      let defaults = Set(owners.map { $0.place.path + "/workspace" })
      return users.allSatisfy { $0.place.isStandard || defaults.contains($0.place.path) }
    }
  }

  // MARK: One inside the other

  private struct Entry {
    var index: Int
    var place: ClaimedResources.Place
    var isWorkspace: Bool
    var parts: [ByteText]
  }

  private static func nested(_ context: inout RuleContext) {
    var entries: [Entry] = []
    for (index, subject) in context.subjects.enumerated() {
      func add(_ place: ClaimedResources.Place, isWorkspace: Bool) {
        entries.append(
          Entry(
            index: index, place: place, isWorkspace: isWorkspace,
            parts: place.real.text.split(separator: "/").map { String($0).bytes })
        )
      }
      for place in subject.claims.stateDirs { add(place, isWorkspace: false) }
      for place in subject.claims.workspaces { add(place, isWorkspace: true) }
    }
    entries.sort { $0.parts.lexicographicallyPrecedes($1.parts) }
    var around: [Entry] = []
    struct Pair: Hashable { var a: Int, b: Int }
    var reported: Set<Pair> = []
    for entry in entries {
      while let last = around.last, !entry.parts.starts(with: last.parts) { around.removeLast() }
      for outer in around where outer.index != entry.index && isAround(outer, entry) {
        guard !isExplained(inner: entry, outer: outer, context) else { continue }
        let pair = Pair(a: min(outer.index, entry.index), b: max(outer.index, entry.index))
        if reported.insert(pair).inserted { report(inner: entry, outer: outer, &context) }
      }
      around.append(entry)
    }
  }

  /// Also where a workspace is the very state directory of another gateway.
  private static func isAround(_ outer: Entry, _ inner: Entry) -> Bool {
    outer.parts.count < inner.parts.count || outer.isWorkspace != inner.isWorkspace
  }

  /// Whether a finding about a shared path says it already, or it is OpenClaw's own older default.
  private static func isExplained(inner: Entry, outer: Entry, _ context: RuleContext) -> Bool {
    func places(_ index: Int, isWorkspace: Bool) -> [ClaimedResources.Place] {
      let claims = context.subjects[index].claims
      return isWorkspace ? claims.workspaces : claims.stateDirs
    }
    if places(outer.index, isWorkspace: inner.isWorkspace).contains(where: { $0.real == inner.place.real }) {
      return true
    }
    if places(inner.index, isWorkspace: outer.isWorkspace).contains(where: { $0.real == outer.place.real }) {
      return true
    }
    guard inner.isWorkspace, let profile = context.subjects[inner.index].profile else { return false }
    return inner.place.path == "~/.openclaw/workspace-\(profile)"
  }

  private static func report(inner: Entry, outer: Entry, _ context: inout RuleContext) {
    let (innerName, outerName) = (context.subjects[inner.index].name, context.subjects[outer.index].name)
    let isInnerFirst = context.subjects[inner.index].order < context.subjects[outer.index].order
    let isSame = outer.place.real == inner.place.real
    let paths =
      outer.place.path.isSameBytes(as: inner.place.path)
      ? [outer.place.path] : [outer.place.path, inner.place.path]
    let what = inner.isWorkspace ? "workspace" : "state directory"
    // A workspace around somebody else's directory is what is wrong; a state directory may hold what it likes.
    let fix: String
    if outer.isWorkspace {
      fix = setWorkspace(context.subjects[outer.index], key: outer.place.key)
    } else if inner.isWorkspace {
      fix = setWorkspace(context.subjects[inner.index], key: inner.place.key)
    } else {
      fix =
        "Move \(inner.place.path) out of \(outer.place.path) and set OPENCLAW_STATE_DIR of \(innerName) to the new place."
    }
    context.findings.append(
      Finding(
        .pathNested, .warning, gateways: context.names([inner.index, outer.index]),
        paths: isInnerFirst ? paths.reversed() : paths,
        detail:
          "The \(what) \(inner.place.path) of \(innerName) \(isSame ? "is" : "lies inside") the \(outer.isWorkspace ? "workspace" : "state directory") \(outer.place.path) of \(outerName).",
        fix: fix))
  }
}
