import GatewayModel
import OpenClaw

/// The gateways as their files describe them. Built anew only when a file changed.
struct DefinitionSet: Sendable {
  private(set) var all: [Definition] = []
  /// Counts the builds.
  private(set) var revision = 0
  /// Directories that look like a gateway's and are claimed by none.
  private(set) var unclaimed: [String] = []

  /// - Parameters:
  ///   - versions: what running gateways said of themselves.
  ///   - ports: the base ports of running gateways.
  mutating func build(
    _ facts: InventoryFacts, builder: DefinitionBuilder, versions: [GatewayID: Version],
    ports: [GatewayID: Int]
  ) {
    var merger = SourceMerger(
      home: builder.paths.home, workingDirectory: builder.paths.home, realPath: builder.realPath,
      isSamePlace: MountSight(files: builder.files).isSamePlace)
    let before = all
    all = merger.join(facts).parallelMap { candidate, id in
      builder.build(
        candidate, id: id, runningVersion: versions[id], runningPort: candidate.strayPort ?? ports[id])
    }
    all = keeping(before, SilentFiles(builder.files), in: all)
    unclaimed = merger.unclaimed
    revision += 1
  }

  /// With what was known before of each gateway whose files do not answer now, in place of what was made of no answer.
  private func keeping(
    _ before: [Definition], _ files: SilentFiles, in all: [Definition]
  ) -> [Definition] {
    if files.isNone { return all }
    var all = all
    for definition in before {
      guard let silence = files.silence(of: definition) else { continue }
      var kept = definition
      kept.silence = silence
      if let index = all.firstIndex(where: { $0.id == kept.id || $0.name == kept.name }) {
        all[index] = kept
      } else {
        all.append(kept)
      }
    }
    for index in all.indices where all[index].silence == nil {
      all[index].silence = files.silence(of: all[index])
    }
    return all
  }

  /// Gateway processes that no lock and no variable ties to a gateway, and that are on no gateway's port.
  func strays(_ loose: [StrayFinder.Loose]) -> [InventoryFacts.Stray] {
    let bases = Set(all.compactMap(\.plan.gateway.known))
    return loose.compactMap { loose in
      guard bases.isDisjoint(with: loose.ports), let port = loose.ports.first else { return nil }
      return InventoryFacts.Stray(process: loose.process.identity, port: port)
    }
  }
}
