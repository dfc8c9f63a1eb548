import OpenClaw

/// The gateways as their files describe them, with what is wrong about that. Built anew only when a file changed.
struct DefinitionSet: Sendable {
  private(set) var all: [Definition] = []
  /// The same gateways as the rules of isolation see them, in the order of the roster.
  private(set) var subjects: [Subject] = []
  private(set) var findings: [Finding] = []
  private var unclaimed: [String] = []

  /// - Parameters:
  ///   - versions: what running gateways said of themselves.
  ///   - ports: the base ports of running gateways.
  mutating func build(
    _ facts: SurveyFacts, builder: DefinitionBuilder, versions: [GatewayID: Version],
    ports: [GatewayID: Int]
  ) {
    var joiner = Joiner(
      home: builder.paths.home, workingDirectory: builder.paths.home, realPath: builder.realPath,
      isSamePlace: MountSight(files: builder.files).isSamePlace)
    all = joiner.join(facts).parallelMap { candidate, id in
      builder.build(
        candidate, id: id, runningVersion: versions[id], runningPort: candidate.strayPort ?? ports[id])
    }
    unclaimed = joiner.unclaimed
  }

  /// Gateway processes that no lock and no variable ties to a gateway, and that are on no gateway's port.
  func strays(_ loose: [StrayFinder.Loose]) -> [SurveyFacts.Stray] {
    let bases = Set(all.compactMap(\.plan.gateway.known))
    return loose.compactMap { loose in
      guard bases.isDisjoint(with: loose.ports), let port = loose.ports.first else { return nil }
      return SurveyFacts.Stray(process: loose.process.identity, port: port)
    }
  }

  mutating func judge(
    order: RosterOrder, paths: GatehousePaths, listeningPorts: Set<Int>, ephemeral: ClosedRange<Int>,
    others: [String], isLingering: Bool?, realPath: (String) -> String
  ) {
    subjects = order.sorted(all, name: \.name, stateDir: \.stateDir).enumerated()
      .map { place, definition in
        var subject = Subject(definition, order: place, abbreviate: paths.abbreviate)
        subject.isMain = order.isMain(definition.name)
        subject.isRescue = order.isRescue(definition.name)
        return subject
      }
    let redactor = Redactor(
      all.reduce(into: []) { found, definition in
        found.formUnion(definition.secrets)
        found.formUnion([definition.token, definition.password].compactMap(\.self))
      })
    let directories = (unclaimed + others).filter { !isClaimed(realPath($0)) }
    findings = IsolationChecker(
      listeningPorts: listeningPorts, ephemeral: ephemeral,
      unclaimedDirectories: directories.map { LogText.clean(paths.abbreviate($0)) }.sorted(),
      isLingering: isLingering
    ).check(subjects).map { $0.shown(by: redactor) }
  }

  /// Whether a gateway has something of its own there.
  private func isClaimed(_ directory: String) -> Bool {
    all.contains { definition in
      let claims = definition.claims
      return (claims.stateDirs + claims.configs + claims.workspaces).contains {
        $0.real == directory.bytes || $0.real.text.hasBytePrefix(directory + "/")
      }
    }
  }
}
