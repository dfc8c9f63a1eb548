import Host
import OpenClaw

/// Reads the config of a joined candidate and works out its ports and paths.
struct DefinitionBuilder: Sendable {
  /// A config may be this large: 8 MB.
  static let configLimit = 8 << 20

  var paths: GatehousePaths
  var system: Host.System
  var files: Host.Files
  var installations: Installations
  var realPath: @Sendable (String) -> String
  /// What every child would inherit from this process.
  let shell: [String: String]

  init(
    paths: GatehousePaths, system: Host.System, files: Host.Files, installations: Installations,
    realPath: @escaping @Sendable (String) -> String
  ) {
    self.paths = paths
    self.system = system
    self.files = files
    self.installations = installations
    self.realPath = realPath
    shell = system.environment.filter { !Environment.isIdentity($0.key) }
  }

  /// Whether a path of a process that sees other mounts is the same file or directory as here.
  func isSamePlace(_ pid: Int32, _ path: String) -> Bool {
    guard let theirs = files.status("/proc/\(pid)/root\(path)"), let ours = files.status(path) else {
      return false
    }
    return theirs.inode == ours.inode && theirs.changedAt == ours.changedAt
  }

  /// - Parameter runningPort: the base port of its running process, where that is proven.
  func build(
    _ candidate: Candidate, id: GatewayID, runningVersion: Version?, runningPort: Int? = nil
  ) -> Definition {
    if let container = candidate.container { return self.container(container, candidate, id: id) }
    let own = candidate.declared?.environment ?? [:]
    let launched = inherited(own)
    // What a running process was started with is what its config was read with.
    let outer =
      candidate.unit.map { ["HOME": $0.home].merging($0.environment) { _, unit in unit } }
      ?? candidate.processEnvironment ?? launched
    let early = VersionRules(
      version: runningVersion ?? version(candidate, config: nil) ?? savedVersion(candidate))
    let variables = VariableFiles(files: files).read(
      stateDir: candidate.stateDir, home: home(of: candidate),
      workingDirectory: workingDirectory(of: candidate),
      rules: early)
    let filled = variables.all
    let environment = filled.isEmpty ? outer : filled.merging(outer) { _, outer in outer }
    let (config, document) = load(candidate.configPath, environment: environment)
    let value = config.value
    let version = runningVersion ?? self.version(candidate, config: value)
    let rules = VersionRules(version: version)
    // A variable that the process has, be it empty, is not looked for in any file.
    let taken = Set((candidate.unit?.environment ?? candidate.processEnvironment ?? [:]).keys)
    // Variables of the process win over the config; a declared or child's own port variable counts, the shell's never does.
    let portVariables = (document?.variables ?? [:]).merging(filled) { _, b in b }
      .filter { !taken.contains($0.key) }.merging(own) { _, b in b }
    // A process that does not listen yet will do so where it was told to.
    let processPort =
      candidate.processPort ?? GatewayPort.fromEnvironment(candidate.processEnvironment ?? [:], rules: rules)
    let isDevPreset =
      candidate.profile == "dev" && candidate.unit?.port == nil && candidate.declared?.port == nil
      && GatewayPort.fromEnvironment(own) == nil
    let unitDoubt = candidate.declared?.port == nil ? candidate.unit?.portDoubt : nil
    let configured =
      unitDoubt != nil
      ? PortPlan.Entry(GatewayPort.standard, .unknown)
      : sound(
        PortPlan.base(
          profile: candidate.profile, unit: candidate.unit?.port,
          flag: candidate.declared?.port ?? candidate.supervisorPort,
          // What `--profile dev` presets stands in the process's environment, above every file.
          environment: isDevPreset ? own : portVariables, configured: value?.port, rules: rules),
        config: config, unread: variables.unread)
    // The running process decides: it was given its port by a flag or by its environment.
    let told = candidate.unit == nil && runningPort == nil ? processPort : nil
    let base =
      (runningPort ?? told).map { $0 == configured.known ? configured : PortPlan.Entry($0, .flag) }
      ?? configured
    let browser = value?.browser ?? BrowserSettings()
    let derived = DerivedPorts(base: base.port, rules: rules)
    let layers = layers(candidate, own: own, outer: outer, variables: variables, document: document)
    let isInvalid = if case .invalid = config { true } else { false }
    let claims = claims(
      candidate, config: value, isConfigInvalid: isInvalid,
      missing: Set(document?.missingVariables.keys.map(\.self) ?? []), layers: layers,
      environment: environment, rules: rules)
    let secrets = document.map { SecretValues.inConfig($0.root) } ?? []
    // Of the shell's variables only those that the config refers to: the rest is none of the gateway's secrets.
    var names = Set(own.keys).union(filled.keys).union(document?.referencedVariables ?? [])
    if let unit = candidate.unit { names.formUnion(unit.environment.keys) }
    // Whatever the process holds under the name of a secret may stand in its log.
    names.formUnion((candidate.processEnvironment ?? [:]).keys.filter(SecretValues.isSecretName))
    let belonging = environment.filter(in: names)
    let named = belonging.merging(document?.variables ?? [:]) { a, _ in a }
      .filter { SecretValues.isSecretName($0.key) }.values
    var definition = Definition(
      id: id,
      name: candidate.name, profile: candidate.isNamedByProfile ? candidate.profile : nil,
      isProfile: candidate.isNamedByProfile,
      sources: candidate.sources, stateDir: candidate.stateDir, configPath: candidate.configPath,
      home: home(of: candidate), isOfOtherHome: home(of: candidate) != paths.home,
      workspace: claims.workspaces.first.map { expanded($0.path) } ?? "",
      claims: claims, config: config, configProblems: value.map { problems($0, version) } ?? [],
      configDoubts: value.map { isSchemaKnown(version) ? [] : $0.doubts(version: version) } ?? [],
      configModifiedAt: files.status(candidate.configPath)?.modifiedAt, unit: candidate.unit,
      version: version,
      plan: PortPlan(
        gateway: base, canvas: value?.canvasPort, browser: browser, rules: rules,
        others: base.known.flatMap { known in
          value?.otherPorts(base: known, rules: rules, environment: environment)
        } ?? []),
      startPort: configured.known,
      portPlace: portPlace(candidate, base: base, own: own, variables: variables),
      portDoubt: base.known == nil ? unitDoubt ?? variables.unread : nil,
      allocations: CDPAllocation.all(settings: browser, derived: derived, rules: rules),
      command: candidate.declared?.command, environment: own,
      restart: candidate.declared?.restart, stopSeconds: candidate.declared?.stopSeconds,
      token: literal(value?.token) ?? environment["OPENCLAW_GATEWAY_TOKEN"]?.nonBlank,
      password: literal(value?.password) ?? environment["OPENCLAW_GATEWAY_PASSWORD"]?.nonBlank,
      referencedVariables: document?.referencedVariables ?? [],
      missingVariables: missing(document, launched: candidate.unit == nil ? launched : outer, dotEnv: filled),
      secrets: secrets.union(named).union(Self.secretArguments(candidate.declared?.command ?? []))
        .union(claims.credentials.map(\.secret)).union([claims.gatewayToken?.secret].compactMap(\.self)),
      configFiles: document?.files ?? [candidate.configPath], variableFiles: variables.files)
    definition.supervisor = candidate.supervisor
    if Self.skipsChannels(candidate.unit?.environment ?? candidate.processEnvironment ?? own) {
      definition.claims.credentials = []
    }
    // What runs is a gateway, whatever its config says of a client.
    let words = (candidate.unit?.start.arguments ?? []) + (candidate.declared?.command ?? [])
    if value?.isRemote == true, runningPort == nil, !candidate.sources.contains(.lock),
      !words.contains("--allow-unconfigured")
    {
      definition.becomeClient(of: value?.remoteURL?.host)
    }
    return definition
  }

  /// A port that is only a default, or that no source names, is known only where every source could be read.
  private func sound(
    _ entry: PortPlan.Entry, config: Definition.Config, unread: String?
  ) -> PortPlan.Entry {
    switch entry.from {
    case .flag, .unit, .unknown: return entry
    case .environment: return entry
    case .config: return unread == nil ? entry : PortPlan.Entry(entry.port, .unknown)
    case .profileHash, .standard, .derived:
      // A port that the config names, but wrongly, is not the default one either.
      guard case .valid(let value) = config, !value.isPortInvalid, unread == nil else {
        return PortPlan.Entry(entry.port, .unknown)
      }
      return entry
    }
  }

  /// The profile that the gateway's own process knows of: the name of a unit is none.
  func workspaceProfile(_ candidate: Candidate) -> String? {
    guard let unit = candidate.unit, case .gateway = unit.start.kind else {
      return candidate.isNamedByProfile ? candidate.profile : candidate.processProfile ?? candidate.profile
    }
    return unit.processProfile
  }

  func home(of candidate: Candidate) -> String {
    let declared = candidate.declared?.environment["OPENCLAW_HOME"]?.nonBlank.map {
      UserPath.resolve($0, home: paths.home, workingDirectory: paths.home)
    }
    return candidate.unit?.home ?? declared ?? candidate.home ?? paths.home
  }

  /// Where its process would be started.
  private func workingDirectory(of candidate: Candidate) -> String {
    candidate.unit?.workingDirectory ?? home(of: candidate)
  }

  /// What saved the config last, before the config is read with its variables.
  private func savedVersion(_ candidate: Candidate) -> Version? {
    let (config, _) = load(candidate.configPath, environment: [:])
    return config.value?.lastTouchedVersion
  }

  /// The version that a start would run: what its unit's script belongs to, else what the unit says; its own command; what
  /// `openclaw` runs; what saved its config last.
  private func version(_ candidate: Candidate, config: GatewayConfig?) -> Version? {
    // `npx openclaw@latest` runs whatever is the newest on that day.
    if let pinned = candidate.unit?.start.pinnedVersion { return Version(pinned) }
    return candidate.unit?.entryPoint.flatMap(installations.version) ?? candidate.unit?.version
      ?? candidate.declared?.command?.first { $0.hasSuffix("js") }.flatMap(installations.version)
      ?? installations.installed?.version.flatMap(Version.init) ?? config?.lastTouchedVersion
  }

  /// The versions whose schema was looked at: what they do not know, they refuse.
  private func isSchemaKnown(_ version: Version?) -> Bool {
    version.map(ConfigSchema.knownVersions.contains) ?? false
  }

  private func problems(_ config: GatewayConfig, _ version: Version?) -> [ConfigProblem] {
    guard isSchemaKnown(version), let version else { return config.problems }
    return config.problems
      + config.doubts(version: version).map { doubt in
        var problem = doubt
        problem.message = doubt.message.replacing(
          "OpenClaw of this version may refuse it", with: "OpenClaw \(version) refuses it")
        return problem
      }
  }

  /// A gateway that opens no channel uses no bot. Source: openclaw-facts.md section 7.4, OpenClaw `docs/gateway/embedding.md`.
  private static func skipsChannels(_ environment: [String: String]) -> Bool {
    ["1", "true", "yes", "on"].contains(environment["OPENCLAW_SKIP_CHANNELS"]?.trimmed.lowercased() ?? "")
  }

  private func container(_ container: Container, _ candidate: Candidate, id: GatewayID) -> Definition {
    let entry = container.port.map { PortPlan.Entry($0, .unit) } ?? .init(GatewayPort.standard, .unknown)
    var definition = Definition(
      id: id, name: candidate.name, profile: nil, isProfile: false, sources: candidate.sources,
      stateDir: candidate.stateDir, configPath: candidate.configPath, home: paths.home,
      isOfOtherHome: false, workspace: "",
      claims: Claims(), config: .missing, configProblems: [], configDoubts: [], configModifiedAt: nil,
      unit: candidate.unit, version: nil,
      plan: PortPlan(
        gateway: entry, canvas: nil, browser: BrowserSettings(), rules: VersionRules(version: nil)),
      startPort: container.port, portPlace: candidate.unit.map { paths.abbreviate($0.path) }, portDoubt: nil,
      allocations: [], command: nil, environment: [:], restart: nil, stopSeconds: nil, token: nil,
      password: nil,
      referencedVariables: [], missingVariables: [], secrets: [], configFiles: [], variableFiles: [])
    definition.kind = .container
    return definition
  }

  /// A path that was written with `~` for the home.
  private func expanded(_ path: String) -> String {
    path == "~" ? paths.home : path.hasPrefix("~/") ? paths.home + path.dropFirst() : path
  }

  /// Where the base port stands, for whoever wants to change it.
  private func portPlace(
    _ candidate: Candidate, base: PortPlan.Entry, own: [String: String], variables: VariableFiles.Content
  ) -> String? {
    let config = paths.abbreviate(paths.configFile)
    let name = candidate.declaredName ?? candidate.name
    switch base.from {
    case .flag where base.port == candidate.supervisorPort && candidate.supervisor != nil:
      return "its port in \(candidate.supervisor?.name ?? "")"
    case .flag where base.port == candidate.declared?.port: return "gateways.\(name).port in \(config)"
    case .flag: return nil
    case .environment where GatewayPort.fromEnvironment(own) == base.port:
      return "OPENCLAW_GATEWAY_PORT of gateways.\(name).environment in \(config)"
    case .environment where GatewayPort.fromEnvironment(variables.local) == base.port:
      return "OPENCLAW_GATEWAY_PORT in \(paths.abbreviate(variables.localFile ?? ""))"
    case .environment where GatewayPort.fromEnvironment(variables.own) == base.port:
      return "OPENCLAW_GATEWAY_PORT in \(paths.abbreviate(candidate.stateDir))/.env"
    case .environment where GatewayPort.fromEnvironment(variables.fallback) == base.port:
      return "OPENCLAW_GATEWAY_PORT in \(paths.abbreviate(variables.fallbackFile ?? ""))"
    case .environment where candidate.profile == "dev" && base.port == GatewayPort.devDefault:
      return "OPENCLAW_GATEWAY_PORT (preset by --profile dev)"
    case .environment: return "env.vars.OPENCLAW_GATEWAY_PORT in \(paths.abbreviate(candidate.configPath))"
    case .unit, .config, .profileHash, .standard, .derived, .unknown:
      return "gateway.port in \(paths.abbreviate(candidate.configPath))"
    }
  }

  /// What the config refers to and a start of ours would not supply.
  private func missing(
    _ document: ConfigDocument?, launched: [String: String], dotEnv: [String: String]
  ) -> Set<String> {
    guard let document else { return [] }
    return document.referencedVariables.filter { name in
      ![launched, dotEnv, document.variables].contains { $0[name]?.isEmpty == false }
    }
  }

  private func load(
    _ path: String, environment: [String: String]
  ) -> (Definition.Config, ConfigDocument?) {
    let read = files.read
    let roots = environment["OPENCLAW_INCLUDE_ROOTS"]?.split(separator: ":").map(String.init) ?? []
    guard path.hasPrefix("/") else { return (.missing, nil) }
    do throws(ConfigProblem) {
      let document = try ConfigDocument.load(
        path: path, environment: environment, includeRoots: roots
      ) { file in
        read(file, Self.configLimit).map { String(decoding: $0, as: UTF8.self) }
          .mapError { ConfigReadFailure($0.message, isMissing: $0.kind == .missing) }
      }
      return (.valid(GatewayConfig(document)), document)
    } catch {
      if case .failure(let failure) = read(path, 1), failure.kind == .missing {
        // A link to nowhere is a config too, a broken one.
        guard let target = files.link(path) ?? files.link(UserPath.parent(path)) else {
          return (.missing, nil)
        }
        if files.status(UserPath.parent(path)) != nil, files.link(path) == nil { return (.missing, nil) }
        return (
          .invalid(ConfigProblem(file: path, message: "it is a link to \(target), where nothing is")), nil
        )
      }
      return (.invalid(error), nil)
    }
  }
}

extension [String: String] {
  /// Only the entries of some names.
  fileprivate func filter(in names: Set<String>) -> [String: String] {
    var found: [String: String] = [:]
    for name in names { found[name] = self[name] }
    return found
  }
}
