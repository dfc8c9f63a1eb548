import GatewayModel
import OpenClaw

/// `path-nested`: a directory of one gateway lies inside another one's.
enum PathNested {
  private struct Entry {
    var index: Int
    var place: ClaimedResources.Place
    var isWorkspace: Bool
    var parts: [ByteText]
  }

  /// The directories of one gateway, links resolved.
  private struct Claimed {
    var stateDirs: Set<ByteText>
    var workspaces: Set<ByteText>

    init(_ claims: ClaimedResources) {
      stateDirs = Set(claims.stateDirs.map(\.real))
      workspaces = Set(claims.workspaces.map(\.real))
    }

    func holds(_ place: ClaimedResources.Place, isWorkspace: Bool) -> Bool {
      (isWorkspace ? workspaces : stateDirs).contains(place.real)
    }
  }

  static func check(_ context: inout RuleContext) {
    let claimed = context.subjects.map { Claimed($0.claims) }
    var entries: [Entry] = []
    for (index, subject) in context.subjects.enumerated() {
      func add(_ place: ClaimedResources.Place, isWorkspace: Bool) {
        entries.append(
          Entry(
            index: index, place: place, isWorkspace: isWorkspace,
            parts: place.real.text.parts(at: "/").map { String($0).bytes })
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
        let pair = Pair(a: min(outer.index, entry.index), b: max(outer.index, entry.index))
        guard !reported.contains(pair), !isExplained(inner: entry, outer: outer, claimed, context)
        else { continue }
        reported.insert(pair)
        report(inner: entry, outer: outer, &context)
      }
      around.append(entry)
    }
  }

  /// Also where a workspace is the very state directory of another gateway.
  private static func isAround(_ outer: Entry, _ inner: Entry) -> Bool {
    outer.parts.count < inner.parts.count || outer.isWorkspace != inner.isWorkspace
  }

  /// Whether a finding about a shared path says it already, or it is OpenClaw's own older default.
  private static func isExplained(
    inner: Entry, outer: Entry, _ claimed: [Claimed], _ context: RuleContext
  ) -> Bool {
    if claimed[outer.index].holds(inner.place, isWorkspace: inner.isWorkspace) { return true }
    if claimed[inner.index].holds(outer.place, isWorkspace: outer.isWorkspace) { return true }
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
    // Where the outer one is a workspace, that one is moved: a state directory may contain other directories.
    let fix: String
    if outer.isWorkspace {
      fix = WorkspaceRepair.set(context.subjects[outer.index], key: outer.place.key)
    } else if inner.isWorkspace {
      fix = WorkspaceRepair.set(context.subjects[inner.index], key: inner.place.key)
    } else {
      fix =
        "Move \(inner.place.path) out of \(outer.place.path) and set OPENCLAW_STATE_DIR of \(innerName) to the new place."
    }
    context.findings.append(
      Finding(
        .pathNested, .warning, gateways: context.gateways([inner.index, outer.index]),
        paths: isInnerFirst ? paths.reversed() : paths,
        detail:
          "The \(what) \(inner.place.path) of \(innerName) \(isSame ? "is" : "lies inside") the \(outer.isWorkspace ? "workspace" : "state directory") \(outer.place.path) of \(outerName).",
        fix: fix))
  }
}
