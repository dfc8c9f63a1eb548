import GatewayModel
import OpenClaw

/// Where a gateway's variables come from, and what it claims.
extension DefinitionBuilder {
  func layers(
    _ candidate: Candidate, own: [String: String], outer: [String: String], variables: VariableFiles.Content,
    document: ConfigDocument?
  ) -> VariableLayers {
    var layers: [VariableLayers.Layer] = [
      .init(values: candidate.processEnvironment ?? [:], file: "its process's environment")
    ]
    if let unit = candidate.unit {
      layers.append(.init(values: unit.environment, file: paths.abbreviate(unit.path)))
    }
    layers += [
      .init(
        values: own, file: paths.abbreviate(paths.configFile),
        prefix: "gateways.\(candidate.declaredName ?? candidate.name).environment."),
      .init(values: candidate.unit == nil ? outer : [:], file: nil),
    ]
    if let file = variables.localFile {
      layers.append(.init(values: variables.local, file: paths.abbreviate(file), real: realPath(file)))
    }
    layers.append(
      .init(
        values: variables.own, file: paths.abbreviate(variables.ownFile), real: realPath(variables.ownFile)))
    if let file = variables.fallbackFile {
      layers.append(.init(values: variables.fallback, file: paths.abbreviate(file), real: realPath(file)))
    }
    layers.append(
      .init(
        values: document?.variables ?? [:], file: paths.abbreviate(candidate.configPath), prefix: "env.vars.")
    )
    return VariableLayers(layers: layers)
  }

  func claims(
    _ candidate: Candidate, config: GatewayConfig?, isConfigInvalid: Bool, missing: Set<String>,
    layers: VariableLayers, environment: [String: String], rules: VersionRules
  ) -> ClaimedResources {
    let home = self.home(of: candidate)
    let builder = ClaimedResourcesBuilder(
      paths: paths, files: files, realPath: realPath, home: home, candidate: candidate, config: config,
      isConfigInvalid: isConfigInvalid, missing: missing,
      layers: layers, rules: rules)
    // A gateway whose state directory is not known claims nothing.
    var claims =
      candidate.stateDir.isEmpty
      ? ClaimedResources()
      : builder.build(
        standardWorkspace: Workspace.standard(
          profile: workspaceProfile(candidate), stateDir: candidate.stateDir, home: home, rules: rules),
        fallbackWorkspace: environment["OPENCLAW_WORKSPACE_DIR"]?.nonBlank)
    if let script = candidate.unit?.entryPoint, script.begins(with: "/") {
      claims.isUnitScriptMissing = files.status(script) == nil
    }
    claims.otherUnits = candidate.otherUnits.map { LogText.clean($0.name) }
    if candidate.unit?.isEnabled == true {
      claims.rivalUnits = candidate.otherUnits.filter { $0.isEnabled == true }.map { LogText.clean($0.name) }
    }
    if let program = candidate.unit?.arguments.first, program.begins(with: home + "/"),
      files.status(program) == nil
    {
      claims.missingInterpreter = paths.abbreviate(program)
    }
    claims.unitInstallation = candidate.unit?.entryPoint.flatMap(installations.owner)
    claims.installed = candidate.unit == nil ? nil : installations.installed
    return claims
  }

  /// Values of arguments such as `--token VALUE`, `--token=VALUE` and `X_TOKEN=VALUE`, and passwords in addresses.
  static func secretArguments(_ command: [String]) -> Set<String> {
    var found = command.reduce(into: Set<String>()) { $0.formUnion(SecretValues.inAddress($1)) }
    for (index, argument) in command.enumerated() {
      let parts = argument.parts(at: "=", maxSplits: 1)
      guard let name = parts.first, SecretValues.isSecretName(String(name.drop { $0 == "-" })) else {
        continue
      }
      if parts.count > 1 {
        found.insert(String(parts[1]))
      } else if argument.begins(with: "-"), index + 1 < command.count {
        found.insert(command[index + 1])
      }
    }
    return found
  }

  /// What a child would inherit from this process, with what its entry adds.
  func inherited(_ own: [String: String]) -> [String: String] {
    own.isEmpty ? shell : shell.merging(own) { _, b in b }
  }

  func literal(_ secret: GatewayConfig.Secret?) -> String? {
    if case .literal(let text) = secret { text } else { nil }
  }
}
