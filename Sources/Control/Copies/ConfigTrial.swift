import Fleet
import Host
import OpenClaw

/// What a config would mean if it were there: whether it parses, and what would collide.
public struct ConfigTrial: Sendable {
  /// Nil where it can be read.
  public var problem: ConfigProblem?
  /// Errors of isolation that are not there now.
  public var newErrors: [Finding]
}

extension Controller {
  /// A config as a person may edit it.
  public func editableConfig(of id: GatewayID) -> Result<ConfigCopy.File, ActionRefusal> {
    guard let definition = survey?.definition(id) else {
      return .failure(ActionRefusal("this gateway is gone"))
    }
    guard let text = ConfigFiles(host: host).text(definition.configPath) else {
      return .failure(ActionRefusal("\(paths.abbreviate(definition.configPath)) cannot be read"))
    }
    return .success(.init(path: definition.configPath, text: text))
  }

  /// Looks at this host as it would be with another text in the place of a gateway's config.
  public func trial(_ text: String, of id: GatewayID) -> ConfigTrial {
    guard let definition = survey?.definition(id) else {
      return ConfigTrial(problem: nil, newErrors: [])
    }
    let places = Set([definition.configPath, host.files.realPath(definition.configPath) ?? ""])
    // As the files alone are: what runs keeps its old port until it is started again.
    func look(_ text: String?) -> Survey {
      var trial = host
      trial.processes.pids = { [] }
      trial.processes.all = { [] }
      trial.processes.facts = { _ in nil }
      trial.processes.listeners = { [] }
      trial.files.read = { [read = host.files.read] path, limit in
        if let text, places.contains(path) { return .success(Array(text.utf8)) }
        return read(path, limit)
      }
      var surveyor = Surveyor(host: trial, paths: paths, config: config)
      return surveyor.survey(sweep: true)
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
  public func keepEdit(
    _ text: String, original: ConfigCopy.File, of id: GatewayID, by initiator: Initiator
  ) async -> ActionResult {
    guard let definition = survey?.definition(id) else {
      return .refused("this gateway is gone")
    }
    let (result, _) = await replace(
      [.init(path: original.path, text: text)], expecting: [original], of: definition,
      said: "the config of \(definition.name) is as you edited it")
    if case .refused = result { return result }
    noteSeen("edit-config", definition, .init(), result.message, by: initiator)
    return result
  }
}
