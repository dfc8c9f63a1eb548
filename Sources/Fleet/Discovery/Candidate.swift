import OpenClaw

/// A gateway while its sources are being joined.
struct Candidate: Sendable, Equatable {
  var profile: String?
  var isNamedByProfile = false
  var declaredName: String?
  var strayPID: Int32?
  /// Where a stray listens of which nothing else is known.
  var strayPort: Int?
  /// Where the name alone would mean two gateways.
  var shownName: String?
  var stateDir: String
  var configPath: String
  var sources: [Definition.Source]
  var directory: SurveyFacts.Directory?
  var unit: UnitFile?
  var declared: GatehouseConfig.Declared?
  /// Further units that start the same gateway.
  var otherUnits: [String] = []
  /// What its running process was started with, where it is known.
  var processEnvironment: [String: String]?
  /// The profile's own places, which tell it apart where its unit names another gateway's.
  var ownPlaces: StatePaths?

  var name: String {
    if let shownName { return shownName }
    if isNamedByProfile { return profile ?? "default" }
    if let declaredName { return declaredName }
    return strayPID.map { "stray-\($0)" } ?? UserPath.name(stateDir)
  }

  mutating func add(_ source: Definition.Source) {
    if !sources.contains(source) { sources.append(source) }
  }
}
