import GatewayModel
import OpenClaw

/// What is done once all sources have been joined.
extension CandidateIndex {
  /// A unit that was written in another gateway's environment runs that one's state and config under its own name.
  /// It is no second source of that gateway: it stays a row of its own, with what the unit says, known by the profile's places.
  mutating func separateLeakedUnits() {
    let groups = Dictionary(grouping: all.indices) { self.identity($0) }
    for (identity, group) in groups where group.count > 1 {
      for member in group {
        guard let unit = self[member].unit, self[member].isNamedByProfile else { continue }
        // Without a home of its own, and where no other unit starts that gateway, it is that gateway's unit under another name.
        let hasOwnConfig = self[member].directory?.hasConfig == true
        guard hasOwnConfig || group.contains(where: { $0 != member && self[$0].unit != nil }) else {
          continue
        }
        let own = StatePaths.ofProfile(self[member].profile, home: unit.home)
        let ownIdentity = GatewayID(
          stateDir: realPath(own.stateDir), configPath: realPath(own.configPath))
        guard ownIdentity != identity, groups[ownIdentity] == nil else { continue }
        change(member) { $0.ownPlaces = own }
      }
    }
  }

  /// A profile directory that a container has as its own, and that nothing of this machine uses, is no row of its own: the port in its
  /// config is one inside of the container.
  mutating func dropMountedDirectories() {
    let mounted = all.compactMap(\.container).flatMap(\.mounted)
    let real = Set(mounted.map { realPath($0).bytes })
    keep(
      all.indices.filter { place in
        all[place].sources != [.profile] || !real.contains(realPath(all[place].stateDir).bytes)
      })
  }

  /// A profile directory whose config or state directory another source claims is no row of its own;
  /// nor is one without a config that shows no trace of a gateway.
  /// - Returns: the latter, as directories that nothing has claimed.
  mutating func dropClaimedDirectories() -> [String] {
    var unclaimed: [String] = []
    var kept: [Int] = []
    for (place, candidate) in all.enumerated() {
      guard candidate.sources == [.profile], let directory = candidate.directory else {
        kept.append(place)
        continue
      }
      if isClaimed(candidate, at: place, directory) { continue }
      if directory.hasConfig || directory.hasMarks {
        kept.append(place)
      } else {
        unclaimed.append(candidate.stateDir)
      }
    }
    keep(kept)
    return unclaimed
  }

  private func isClaimed(_ candidate: Candidate, at place: Int, _ directory: InventoryFacts.Directory) -> Bool
  {
    (with(config: candidate.configPath) + with(state: candidate.stateDir)).contains { other in
      // A unit that names another profile is wrong about the place, and no reason to hide its true owner.
      other != place && self[other].sources != [.profile]
        // Another config with this state directory does not make the gateway of the config here disappear.
        && !(directory.hasConfig && self[other].isOfOtherConfig(than: candidate, realPath: realPath))
        && !(directory.hasConfig && self[other].isNamedByProfile
          && self[other].profile != candidate.profile)
    }
  }

  mutating func mergeEqual() {
    var kept: [Int] = []
    var places: [GatewayID: Int] = [:]
    for (place, candidate) in all.enumerated() {
      guard let first = places[identity(place)] else {
        places[identity(place)] = place
        kept.append(place)
        continue
      }
      change(first) { merged in
        for source in candidate.sources { merged.add(source) }
        if let unit = candidate.unit, let own = merged.unit, own != unit {
          merged.otherUnits.append(unit)
        }
        merged.unit = merged.unit ?? candidate.unit
        merged.declared = merged.declared ?? candidate.declared
        merged.processEnvironment = merged.processEnvironment ?? candidate.processEnvironment
        merged.home = merged.home ?? candidate.home
        merged.supervisor = merged.supervisor ?? candidate.supervisor
        merged.supervisorPort = merged.supervisorPort ?? candidate.supervisorPort
      }
    }
    keep(kept)
  }
}
