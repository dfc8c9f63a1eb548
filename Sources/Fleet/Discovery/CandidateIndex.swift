/// Candidates by their real paths, so that joining hundreds of sources does not compare each with each.
struct CandidateIndex {
  /// Links resolved; a path that does not exist stands for itself.
  let realPath: (String) -> String
  private(set) var all: [Candidate] = []
  private var byConfig: [String: [Int]] = [:]
  private var byState: [String: [Int]] = [:]
  private var byProfile: [String: Int] = [:]

  init(realPath: @escaping (String) -> String) { self.realPath = realPath }

  subscript(index: Int) -> Candidate { all[index] }

  /// Those with this config, in the order they were found.
  func with(config path: String) -> [Int] { byConfig[realPath(path)] ?? [] }

  /// Those with this state directory, in the order they were found.
  func with(state path: String) -> [Int] { byState[realPath(path)] ?? [] }

  /// The candidate that a profile's name stands for.
  func named(_ profile: String?) -> Int? { byProfile[profile ?? ""] }

  func identity(_ candidate: Candidate) -> GatewayID {
    GatewayID(stateDir: realPath(candidate.stateDir), configPath: realPath(candidate.configPath))
  }

  mutating func append(_ candidate: Candidate) {
    all.append(candidate)
    enter(all.count - 1)
  }

  /// Changes a candidate, whatever of it.
  mutating func change(_ index: Int, _ change: (inout Candidate) -> Void) {
    let before = all[index]
    change(&all[index])
    let after = all[index]
    guard
      before.stateDir != after.stateDir || before.configPath != after.configPath
        || before.isNamedByProfile != after.isNamedByProfile || before.profile != after.profile
    else { return }
    byConfig[realPath(before.configPath)]?.removeAll { $0 == index }
    byState[realPath(before.stateDir)]?.removeAll { $0 == index }
    if before.isNamedByProfile, byProfile[before.profile ?? ""] == index {
      byProfile[before.profile ?? ""] = nil
    }
    enter(index)
  }

  /// Only those that are wanted, and all indices anew.
  mutating func keep(_ candidates: [Candidate]) {
    self = CandidateIndex(realPath: realPath)
    for candidate in candidates { append(candidate) }
  }

  private mutating func enter(_ index: Int) {
    let candidate = all[index]
    insert(index, into: &byConfig[realPath(candidate.configPath), default: []])
    insert(index, into: &byState[realPath(candidate.stateDir), default: []])
    if candidate.isNamedByProfile, byProfile[candidate.profile ?? ""] == nil {
      byProfile[candidate.profile ?? ""] = index
    }
  }

  private func insert(_ index: Int, into list: inout [Int]) {
    let place = list.firstIndex { $0 > index } ?? list.count
    list.insert(index, at: place)
  }
}
