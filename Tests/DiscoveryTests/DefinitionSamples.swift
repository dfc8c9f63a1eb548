import GatewayModel
import Host
import OpenClaw

@testable import Discovery

/// Builds the definition of one gateway from files that exist only in a test.
struct DefinitionSamples {
  var files: [String: String] = [:]
  var environment = ["HOME": "/h"]
  var denied: [String] = []
  var links: [String: String] = [:]

  func builder() -> DefinitionBuilder {
    let changing = ChangingFiles(files, links: links)
    for path in denied { changing.deny(path) }
    let host = changing.host(environment: environment)
    let paths = GatehousePaths(home: nil, config: nil, system: host.system)
    return DefinitionBuilder(
      paths: paths, system: host.system, files: host.files,
      installations: Installations(
        files: host.files, paths: paths, system: host.system, command: ["openclaw"], isNeeded: true),
      realPath: RealPaths(host.files).resolved)
  }

  func build(
    _ candidate: Candidate, version: Version? = nil, runningPort: Int? = nil
  ) -> Definition {
    builder().build(
      candidate, id: GatewayID(stateDir: candidate.stateDir, configPath: candidate.configPath),
      runningVersion: version, runningPort: runningPort)
  }

  /// A profile found by its directory.
  static func profile(_ name: String?) -> Candidate {
    let paths = StatePaths.ofProfile(name, home: "/h")
    return Candidate(
      profile: name, isNamedByProfile: true, stateDir: paths.stateDir, configPath: paths.configPath,
      sources: [.profile])
  }

  static func unit(
    _ arguments: [String] = ["/bin/openclaw", "gateway"], _ environment: [String: String] = [:],
    profile: String? = nil
  ) -> UnitFile {
    let name = "\(ServiceNames(profile: profile).systemdUnit).service"
    return UnitFile(
      name: name, path: "/h/.config/systemd/user/\(name)", profile: profile, home: "/h",
      arguments: arguments, environment: environment)
  }
}
