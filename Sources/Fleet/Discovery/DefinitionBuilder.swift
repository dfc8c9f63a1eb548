import Host
import OpenClaw

/// Reads the config of a joined candidate and works out its ports and paths.
struct DefinitionBuilder {
  /// A config may be this large: 8 MB.
  static let configLimit = 8 << 20

  var paths: GatehousePaths
  var system: Host.System
  var files: Host.Files
  /// The version that a package.json beside a script names.
  var packageVersion: (String) -> Version?
  var realPath: (String) -> String

  /// - Parameter runningPort: the base port of its running process, where that is proven.
  func build(_ candidate: Candidate, runningVersion: Version?, runningPort: Int? = nil) -> Definition {
    let own = candidate.declared?.environment ?? [:]
    let outer =
      candidate.unit.map { ["HOME": $0.home].merging($0.environment) { _, unit in unit } } ?? inherited(own)
    let dotEnv = readDotEnv(candidate.stateDir)
    let environment = dotEnv.merging(outer) { _, outer in outer }
    let (config, document) = load(candidate.configPath, environment: environment)
    let value = config.value
    let version =
      runningVersion ?? candidate.unit?.version
      ?? candidate.unit?.entryPoint.flatMap(packageVersion)
      ?? candidate.declared?.command?.first { $0.hasSuffix("js") }.flatMap(packageVersion)
      ?? value?.lastTouchedVersion
    let rules = VersionRules(version: version)
    // Variables of the process win over the config; a declared or child's own port variable counts, the shell's never does.
    let portVariables = (document?.variables ?? [:]).merging(dotEnv) { _, b in b }.merging(own) { _, b in b }
    let configured = PortPlan.base(
      profile: candidate.profile, unit: candidate.unit?.port, flag: candidate.declared?.port,
      environment: portVariables, configured: value?.port, rules: rules)
    // The running process decides: it was given its port by a flag or by its environment.
    let base =
      runningPort.map { $0 == configured.port ? configured : PortPlan.Entry($0, .flag) } ?? configured
    let browser = value?.browser ?? BrowserSettings()
    let derived = DerivedPorts(base: base.port, rules: rules)
    let workspace = value?.workspace ?? environment["OPENCLAW_WORKSPACE_DIR"]?.nonBlank
    let secrets = document.map { SecretValues.inConfig($0.root) } ?? []
    // Of the shell's variables only those that the config refers to: the rest is none of the gateway's secrets.
    let belonging = environment.filter { name, _ in
      candidate.unit?.environment[name] != nil || own[name] != nil || dotEnv[name] != nil
        || document?.referencedVariables.contains(name) == true
    }
    let named = belonging.merging(document?.variables ?? [:]) { a, _ in a }
      .filter { SecretValues.isSecretName($0.key) }.values
    return Definition(
      id: GatewayID(stateDir: realPath(candidate.stateDir), configPath: realPath(candidate.configPath)),
      name: candidate.name, profile: candidate.isNamedByProfile ? candidate.profile : nil,
      sources: candidate.sources, stateDir: candidate.stateDir, configPath: candidate.configPath,
      workspace: workspace.map {
        UserPath.resolve($0, home: paths.home, workingDirectory: paths.home)
      }
        ?? Workspace.standard(
          profile: candidate.profile, stateDir: candidate.stateDir, home: paths.home, rules: rules),
      config: config, configProblems: value?.problems ?? [],
      configModifiedAt: files.status(candidate.configPath)?.modifiedAt, unit: candidate.unit,
      version: version,
      plan: PortPlan(gateway: base, canvas: value?.canvasPort, browser: browser, rules: rules),
      startPort: configured.port,
      allocations: CDPAllocation.all(settings: browser, derived: derived, rules: rules),
      command: candidate.declared?.command, environment: own,
      token: literal(value?.token) ?? environment["OPENCLAW_GATEWAY_TOKEN"]?.nonBlank,
      password: literal(value?.password) ?? environment["OPENCLAW_GATEWAY_PASSWORD"]?.nonBlank,
      referencedVariables: document?.referencedVariables ?? [],
      missingVariables: Set(document?.missingVariables.keys.map(\.self) ?? []),
      secrets: secrets.union(named).union(Self.secretArguments(candidate.declared?.command ?? [])),
      files: (document?.files ?? [candidate.configPath]) + [candidate.stateDir + "/.env"])
  }

  /// Values of arguments such as `--token VALUE` and `--token=VALUE`.
  private static func secretArguments(_ command: [String]) -> Set<String> {
    var found: Set<String> = []
    for (index, argument) in command.enumerated() where argument.hasPrefix("-") {
      let parts = argument.split(separator: "=", maxSplits: 1)
      guard SecretValues.isSecretName(String(parts[0].drop { $0 == "-" })) else { continue }
      if parts.count > 1 {
        found.insert(String(parts[1]))
      } else if index + 1 < command.count {
        found.insert(command[index + 1])
      }
    }
    return found
  }

  /// What a child would inherit from this process, with what its entry adds.
  private func inherited(_ own: [String: String]) -> [String: String] {
    system.environment.filter { !Environment.isIdentity($0.key) }.merging(own) { _, b in b }
  }

  private func literal(_ secret: GatewayConfig.Secret?) -> String? {
    if case .literal(let text) = secret { text } else { nil }
  }

  private func readDotEnv(_ stateDir: String) -> [String: String] {
    guard case .success(let bytes) = files.read(stateDir + "/.env", 1 << 20) else { return [:] }
    return Environment.parseDotEnv(String(decoding: bytes, as: UTF8.self))
  }

  private func load(
    _ path: String, environment: [String: String]
  ) -> (Definition.Config, ConfigDocument?) {
    let read = files.read
    let roots = environment["OPENCLAW_INCLUDE_ROOTS"]?.split(separator: ":").map(String.init) ?? []
    do throws(ConfigProblem) {
      let document = try ConfigDocument.load(
        path: path, environment: environment, includeRoots: roots
      ) { file in
        read(file, Self.configLimit).map { String(decoding: $0, as: UTF8.self) }
          .mapError { ConfigReadFailure($0.message, isMissing: $0.kind == .missing) }
      }
      return (.valid(GatewayConfig(document)), document)
    } catch {
      if case .failure(let failure) = read(path, 1), failure.kind == .missing { return (.missing, nil) }
      return (.invalid(error), nil)
    }
  }
}
