import GatewayModel
import OpenClaw

/// Candidates by their real paths, so that joining hundreds of sources does not compare each with each.
struct CandidateIndex {
  /// Resolves links; of a path that does not exist those of the part that does.
  let realPath: (String) -> String
  private(set) var all: [Candidate] = []
  private var identities: [GatewayID] = []
  private var byConfig: [ByteText: [Int]] = [:]
  private var byState: [ByteText: [Int]] = [:]
  private var byProfile: [String: Int] = [:]

  init(realPath: @escaping (String) -> String) { self.realPath = realPath }

  subscript(index: Int) -> Candidate { all[index] }

  /// Those with this config, in the order they were found.
  func with(config path: String) -> [Int] { byConfig[realPath(path).bytes] ?? [] }

  /// Those with this state directory, in the order they were found.
  func with(state path: String) -> [Int] { byState[realPath(path).bytes] ?? [] }

  /// The candidate that a profile's name stands for.
  func named(_ profile: String?) -> Int? { byProfile[profile ?? ""] }

  /// The candidate with this config, best one with this state directory too.
  func find(configPath: String?, stateDir: String?) -> Int? {
    let byConfig = configPath.map { with(config: $0) } ?? []
    if let stateDir,
      let both = byConfig.first(where: { realPath(stateDir).isSameBytes(as: realPath(self[$0].stateDir)) })
    {
      return both
    }
    if let first = byConfig.first { return first }
    // A directory without a config joins whatever has it as state directory.
    guard let stateDir else { return nil }
    return with(state: stateDir).first { found in
      configPath == nil || self[found].directory?.hasConfig == false && self[found].unit == nil
    }
  }

  /// Its real state directory and config path.
  func identity(_ index: Int) -> GatewayID { identities[index] }

  mutating func append(_ candidate: Candidate) {
    append(candidate, identity(of: candidate))
  }

  private func identity(of candidate: Candidate) -> GatewayID {
    GatewayID(
      stateDir: realPath(candidate.ownPlaces?.stateDir ?? candidate.stateDir),
      configPath: realPath(candidate.ownPlaces?.configPath ?? candidate.configPath))
  }

  private mutating func append(_ candidate: Candidate, _ identity: GatewayID) {
    all.append(candidate)
    identities.append(identity)
    enter(all.count - 1)
  }

  /// Changes a candidate and keeps the indices by paths and profile in step.
  mutating func change(_ index: Int, _ change: (inout Candidate) -> Void) {
    let before = all[index]
    change(&all[index])
    let after = all[index]
    guard
      !before.stateDir.isSameBytes(as: after.stateDir) || !before.configPath.isSameBytes(as: after.configPath)
        || before.ownPlaces != after.ownPlaces || before.isNamedByProfile != after.isNamedByProfile
        || before.profile != after.profile
    else { return }
    byConfig[identities[index].configPath.bytes]?.removeAll { $0 == index }
    byState[identities[index].stateDir.bytes]?.removeAll { $0 == index }
    identities[index] = identity(of: after)
    if before.isNamedByProfile, byProfile[before.profile ?? ""] == index {
      byProfile[before.profile ?? ""] = nil
    }
    enter(index)
  }

  /// Only those at some places, changed or not in what is not their paths, and all indices anew.
  mutating func keep(_ places: [Int]) {
    if places.count == all.count { return }
    let before = self
    self = CandidateIndex(realPath: realPath)
    for place in places { append(before.all[place], before.identities[place]) }
  }

  private mutating func enter(_ index: Int) {
    let candidate = all[index]
    insert(index, into: &byConfig[identities[index].configPath.bytes, default: []])
    insert(index, into: &byState[identities[index].stateDir.bytes, default: []])
    if candidate.isNamedByProfile, byProfile[candidate.profile ?? ""] == nil {
      byProfile[candidate.profile ?? ""] = index
    }
  }

  /// A name that several have is told apart by the state directory, and where that is the same one by the config.
  mutating func makeNamesUnique(home: String) {
    let named = Dictionary(grouping: all.indices) { self[$0].name }
    for (name, places) in named where places.count > 1 {
      let stateDirs = Set(places.map { self[$0].stateDir.bytes })
      for place in places {
        let path = stateDirs.count == places.count ? self[place].stateDir : self[place].configPath
        let short = self[place].container == nil ? UserPath.abbreviate(path, home: home) : "container"
        change(place) { $0.shownName = "\(name) (\(short))" }
      }
    }
  }

  private func insert(_ index: Int, into list: inout [Int]) {
    let place = list.firstIndex { $0 > index } ?? list.count
    list.insert(index, at: place)
  }
}
