import GatewayModel
import Host
import OpenClaw
import Ports

/// Reads the config of a joined candidate and works out its ports and paths.
struct DefinitionBuilder: Sendable {
  var paths: GatehousePaths
  var system: Machine.System
  var files: Machine.Files
  var installations: Installations
  var realPath: @Sendable (String) -> String
  /// What every child would inherit from this process.
  let shell: [String: String]

  init(
    paths: GatehousePaths, system: Machine.System, files: Machine.Files, installations: Installations,
    realPath: @escaping @Sendable (String) -> String
  ) {
    self.paths = paths
    self.system = system
    self.files = files
    self.installations = installations
    self.realPath = realPath
    shell = system.environment.filter { !Environment.isIdentity($0.key) }
  }

  /// - Parameter runningPort: the base port of its running process, where that is proven.
  func build(
    _ candidate: Candidate, id: GatewayID, runningVersion: Version?, runningPort: Int? = nil
  ) -> Definition {
    if let container = candidate.container { return self.container(container, candidate, id: id) }
    let own = candidate.declared?.environment ?? [:]
    let launched = inherited(own)
    let outer = outer(candidate, launched: launched)
    let variables = variables(of: candidate, runningVersion: runningVersion)
    let filled = variables.all
    let environment = filled.isEmpty ? outer : filled.merging(outer) { _, outer in outer }
    var texts: [String] = []
    let (config, document) = ConfigLoader(files: files).load(candidate.configPath, environment: environment) {
      texts.append($0)
    }
    let value = config.value
    let version = runningVersion ?? self.version(candidate, config: value)
    let rules = VersionRules(version: version)
    let port = BasePort(
      candidate, running: runningPort, config: config, own: own, variables: variables,
      configVariables: document?.variables ?? [:], rules: rules)
    let base = port.base
    let browser = value?.browser ?? BrowserSettings()
    let derived = DerivedPorts(base: base.port, movesClampedRange: rules.movesClampedRange)
    let layers = layers(candidate, own: own, outer: outer, variables: variables, document: document)
    let isInvalid = if case .invalid = config { true } else { false }
    let claims = claims(
      candidate, config: value, isConfigInvalid: isInvalid,
      missing: Set(document?.missingVariables.keys.map(\.self) ?? []), layers: layers,
      environment: environment, rules: rules)
    var definition = Definition(
      id: id,
      name: candidate.name, profile: candidate.isNamedByProfile ? candidate.profile : nil,
      isProfile: candidate.isNamedByProfile,
      sources: candidate.sources, stateDir: candidate.stateDir, configPath: candidate.configPath,
      home: home(of: candidate), isOfOtherHome: !home(of: candidate).isSameBytes(as: paths.home),
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
      startPort: port.configured.known,
      portPlace: port.place(of: candidate, own: own, variables: variables, paths: paths),
      portDoubt: base.known == nil ? port.doubt : nil,
      allocations: CDPAllocation.all(settings: browser, derived: derived, rules: rules),
      command: candidate.declared?.command, environment: own,
      restart: candidate.declared?.restart, stopSeconds: candidate.declared?.stopSeconds,
      token: literal(value?.token) ?? environment["OPENCLAW_GATEWAY_TOKEN"]?.nonBlank,
      password: literal(value?.password) ?? environment["OPENCLAW_GATEWAY_PASSWORD"]?.nonBlank,
      referencedVariables: document?.referencedVariables ?? [],
      missingVariables: missing(document, launched: candidate.unit == nil ? launched : outer, dotEnv: filled),
      secrets: secrets(candidate, document, own: own, variables: variables, environment: environment)
        .union(claims.credentials.map(\.secret)).union([claims.gatewayToken?.secret].compactMap(\.self))
        .union(document == nil ? ConfigLoader.secrets(texts) : []),
      configFiles: document?.files ?? [candidate.configPath], variableFiles: variables.files)
    settle(&definition, candidate, value, own: own, runningPort: runningPort)
    return definition
  }

  /// What a running process was started with is what its config was read with.
  private func outer(_ candidate: Candidate, launched: [String: String]) -> [String: String] {
    candidate.unit.map { ["HOME": $0.home].merging($0.environment) { _, unit in unit } }
      ?? candidate.processEnvironment ?? launched
  }

  private func variables(of candidate: Candidate, runningVersion: Version?) -> VariableFiles.Content {
    let rules = VersionRules(
      version: runningVersion ?? version(candidate, config: nil) ?? savedVersion(candidate))
    return VariableFiles(files: files).read(
      stateDir: candidate.stateDir, home: home(of: candidate),
      workingDirectory: workingDirectory(of: candidate), rules: rules)
  }

  /// All secrets of a gateway that can be read: they are masked wherever they appear.
  private func secrets(
    _ candidate: Candidate, _ document: ConfigDocument?, own: [String: String],
    variables: VariableFiles.Content, environment: [String: String]
  ) -> Set<String> {
    let secrets = document.map { SecretValues.inConfig($0.root) } ?? []
    // Of the shell's variables only those that the config refers to: the rest is none of the gateway's secrets.
    var names = Set(own.keys).union(document?.referencedVariables ?? [])
    if let unit = candidate.unit { names.formUnion(unit.environment.keys) }
    let belonging = environment.filter(in: names).merging(document?.variables ?? [:]) { a, _ in a }
    // Of one name each value counts, also one that another goes before; and whatever the process holds may stand in its log.
    let all = [
      belonging, variables.local, variables.own, variables.fallback, candidate.processEnvironment ?? [:],
    ]
    let commands = [candidate.declared?.command, candidate.unit?.arguments].compactMap(\.self)
    return all.map(SecretValues.inVariables).reduce(secrets) { $0.union($1) }
      .union(commands.flatMap(Self.secretArguments))
  }

  /// Sets what depends on the rest: a doubt about its places, no credentials where channels are skipped, whether it is a client.
  private func settle(
    _ definition: inout Definition, _ candidate: Candidate, _ value: GatewayConfig?, own: [String: String],
    runningPort: Int?
  ) {
    definition.supervisor = candidate.supervisor
    if !definition.arePathsKnown {
      definition.placeDoubt =
        candidate.unit?.placeDoubt ?? "nothing tells which config and state directory it uses"
    }
    if Self.skipsChannels(candidate.unit?.environment ?? candidate.processEnvironment ?? own) {
      definition.claims.credentials = []
    }
    // A config for a client (`gateway.mode: remote`) counts only where no gateway runs from it.
    let words = (candidate.unit?.start.arguments ?? []) + (candidate.declared?.command ?? [])
    if value?.isRemote == true, runningPort == nil, !candidate.sources.contains(.lock),
      !words.contains("--allow-unconfigured")
    {
      definition.becomeClient(of: value?.remoteURL?.host)
    }
  }

  /// The profile that the gateway's process gets by a flag or a variable; the name of its unit does not count.
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
    let (config, _) = ConfigLoader(files: files).load(candidate.configPath, environment: [:])
    return config.value?.lastTouchedVersion
  }

  /// The version that a start would run: what its unit's script belongs to, else what the unit says; its own command; what
  /// `openclaw` runs; what saved its config last.
  private func version(_ candidate: Candidate, config: GatewayConfig?) -> Version? {
    // `npx openclaw@latest` runs whatever is the newest on that day.
    if let pinned = candidate.unit?.start.pinnedVersion { return Version(pinned) }
    return candidate.unit?.entryPoint.flatMap(installations.version) ?? candidate.unit?.version
      ?? candidate.declared?.command?.first { $0.ends(with: "js") }.flatMap(installations.version)
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
        problem.fault = doubt.fault.refused(by: version)
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
      claims: ClaimedResources(), config: .missing, configProblems: [], configDoubts: [],
      configModifiedAt: nil,
      unit: candidate.unit, version: nil,
      plan: PortPlan(
        gateway: entry, canvas: nil, browser: BrowserSettings(), rules: VersionRules(version: nil)),
      startPort: container.port, portPlace: candidate.unit.map { paths.abbreviate($0.path) }, portDoubt: nil,
      allocations: [], command: nil, environment: [:], restart: nil, stopSeconds: nil, token: nil,
      password: nil,
      referencedVariables: [], missingVariables: [],
      secrets: SecretValues.inVariables(candidate.unit?.environment ?? [:])
        .union(Self.secretArguments(candidate.unit?.arguments ?? [])), configFiles: [], variableFiles: [])
    definition.kind = .container
    return definition
  }

  /// A path that was written with `~` for the home.
  private func expanded(_ path: String) -> String {
    path == "~" ? paths.home : path.begins(with: "~/") ? paths.home + path.dropFirst() : path
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
}

extension [String: String] {
  /// Only the entries of some names.
  fileprivate func filter(in names: Set<String>) -> [String: String] {
    var found: [String: String] = [:]
    for name in names { found[name] = self[name] }
    return found
  }
}
