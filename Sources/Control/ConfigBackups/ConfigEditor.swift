import Fleet
import GatewayModel
import Host
import OpenClaw

/// Edits of a gateway's config by a person: tried before they are kept.
@ControlActor
struct ConfigEditor {
  let host: Machine
  let paths: GatehousePaths
  let config: GatehouseConfig
  let restorer: ConfigRestorer
  let state: LatestState

  /// A config as a person may edit it.
  func text(of id: GatewayID) -> Result<ConfigBackup.File, ActionRefusal> {
    guard let definition = state.definition(id) else { return .failure(.gone) }
    guard let text = ConfigFiles(host: host).text(definition.configPath) else {
      return .failure(.file(.unreadable(path: paths.abbreviate(definition.configPath))))
    }
    return .success(.init(path: definition.configPath, text: text))
  }

  /// Looks at this host as it would be with another text in the place of a gateway's config.
  func trial(_ text: String, of id: GatewayID) -> ConfigTrial {
    guard let definition = state.definition(id) else {
      return ConfigTrial(problem: nil, newErrors: [])
    }
    let places = Set([definition.configPath, host.files.realPath(definition.configPath) ?? ""])
    // Without processes: a gateway that runs keeps its old port until its next start, and would hide what the new text means.
    func look(_ text: String?) -> HostInventory {
      var trial = host
      trial.processes.pids = { [] }
      trial.processes.all = { [] }
      trial.processes.facts = { _ in nil }
      trial.processes.listeners = { [] }
      trial.files.read = { [read = host.files.read] path, limit in
        if let text, places.contains(path) { return .success(Array(text.utf8)) }
        return read(path, limit)
      }
      var surveyor = HostScanner(host: trial, paths: paths, config: config)
      return surveyor.scan(sweep: true)
    }
    let before = look(nil).findings
    let found = look(text)
    let problem = found.definition(id)?.problem
    let new = found.findings.filter { finding in
      finding.severity == .error && finding.code != .configInvalid
        && !before.contains {
          $0.code == finding.code && $0.gateways == finding.gateways && $0.ports == finding.ports
        }
    }
    return ConfigTrial(problem: problem, newErrors: new)
  }

  /// Puts an edited config in its place; what was there becomes a copy.
  /// - Parameter original: the text that was edited: where the file is another one by now, nothing is written.
  func keep(
    _ text: String, original: ConfigBackup.File, of id: GatewayID, by initiator: Initiator
  ) async -> ActionResult {
    guard let definition = state.definition(id) else { return .refused(.gone) }
    let (result, _) = await restorer.replace(
      [.init(path: original.path, text: text)], expecting: [original], of: definition,
      said: "the config of \(definition.name) is as you edited it")
    return restorer.noted(result, .editConfig, definition, by: initiator)
  }
}
