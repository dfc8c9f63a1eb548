import GatewayModel
import OpenClaw

/// A container in which a gateway runs, as far as it can be seen from outside.
struct Container: Sendable, Equatable {
  var name: String
  /// The port of this machine that leads to it.
  var port: Int?
  /// Directories of this machine that it sees: a gateway's files in them are its own.
  var mounted: [String] = []
}

/// A gateway while its sources are being joined.
struct Candidate: Sendable, Equatable {
  var profile: String?
  var isNamedByProfile = false
  var declaredName: String?
  var strayPID: Int32?
  /// Where a stray listens of which nothing else is known.
  var strayPort: Int?
  /// The name with an addition in brackets, where two gateways have the same one; nil where it is unique.
  var shownName: String?
  var stateDir: String
  var configPath: String
  var sources: [Definition.Source]
  var directory: InventoryFacts.Directory?
  var unit: UnitFile?
  var declared: GatehouseConfig.Declared?
  /// Further units that start the same gateway.
  var otherUnits: [UnitFile] = []
  /// The container that it is; nil for a gateway of this machine.
  var container: Container?
  /// What its running process was started with, where it is known.
  var processEnvironment: [String: String]?
  /// The profile that its running process knows of.
  var processProfile: String?
  /// The port on its command line, while that can be read.
  var processPort: Int?
  /// Who else keeps it running.
  var supervisor: Supervision.Outside?
  /// The port that this supervisor gives it.
  var supervisorPort: Int?
  /// The home of its running process, where that has one of its own.
  var home: String?
  /// The profile's own places, which tell it apart where its unit names another gateway's.
  var ownPlaces: StatePaths?

  var name: String {
    if let shownName { return shownName }
    if isNamedByProfile { return profile ?? "default" }
    if let declaredName { return declaredName }
    return strayPID.map { "stray-\($0)" } ?? UserPath.name(stateDir)
  }

  /// What its running process was started with.
  /// - Parameter isHome: whether a directory is the home that is looked at.
  mutating func take(_ process: InventoryFacts.GatewayProcess?, isHome: (String) -> Bool) {
    guard let process else { return }
    processEnvironment = process.environment
    processProfile = process.profile ?? ProfileName.normalized(process.environment?["OPENCLAW_PROFILE"])
    processPort = process.port
    if process.environment?["OPENCLAW_SUPERVISOR_MODE"] == "external", supervisor == nil {
      let name = process.environment?["OCM_ACTIVE_ENV"].map { _ in "ocm" }
      supervisor = .init(name: name ?? "external")
    }
    if let own = process.home, !isHome(own) { home = own }
    // Where its unit's file is not known, the service from its control group still counts as what starts it again.
    if unit == nil, supervisor == nil, let service = process.service {
      let isOfUser =
        process.controlGroup.map { $0.contains("/user@") || !$0.begins(with: "/system.slice/") } ?? false
      supervisor = .init(
        name: service, command: "systemctl\(isOfUser ? " --user" : "") start|stop \(ShellLine.word(service))")
    }
  }

  func isOfOtherConfig(than other: Candidate, realPath: (String) -> String) -> Bool {
    !realPath(configPath).isSameBytes(as: realPath(other.configPath))
  }

  /// No profile and no entry tells of it, only its process.
  mutating func becomeStray(_ pid: Int32, configPath: String) {
    profile = nil
    isNamedByProfile = false
    strayPID = pid
    self.configPath = configPath
    sources = sources.filter(\.isSight)
  }

  mutating func add(_ source: Definition.Source) {
    if !sources.contains(source) { sources.append(source) }
  }
}
