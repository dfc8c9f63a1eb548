import GatewayModel
import OpenClaw
import Ports

/// The base port of a gateway: what its sources say, and what its process shows.
struct BasePort {
  /// What a start would take.
  let configured: PortPlan.Entry
  /// What it has: of a running process the port that it was given.
  let base: PortPlan.Entry
  /// Why the port cannot be told from units and files of variables; nil where it can.
  let doubt: String?

  /// - Parameters:
  ///   - running: the port of its process, where that is proven.
  ///   - own: the variables of its entry in Gatehouse's config.
  ///   - configVariables: those that its config sets.
  init(
    _ candidate: Candidate, running: Int?, config: Definition.Config, own: [String: String],
    variables: VariableFiles.Content, configVariables: [String: String], rules: VersionRules
  ) {
    // A variable that the process has, be it empty, is not looked for in any file.
    let taken = Set((candidate.unit?.environment ?? candidate.processEnvironment ?? [:]).keys)
    // Variables of the process win over the config; a declared or child's own port variable counts, the shell's never does.
    let portVariables = configVariables.merging(variables.all) { _, file in file }
      .filter { !taken.contains($0.key) }.merging(own) { _, own in own }
    // A process takes its profile from a flag or a variable; the name of its unit does not count.
    var profile = candidate.profile
    var isSelected = true
    if let unit = candidate.unit, case .gateway = unit.start.kind {
      profile = unit.processProfile
      isSelected = StartCommand.profile(in: unit.start.arguments) != nil
    }
    let isDevPreset =
      profile == "dev" && isSelected && candidate.unit?.port == nil && candidate.declared?.port == nil
      && GatewayPort.fromEnvironment(own) == nil
    let unitDoubt = candidate.declared?.port == nil ? candidate.unit?.portDoubt : nil
    configured =
      unitDoubt != nil
      ? PortPlan.Entry(GatewayPort.standard, .unknown)
      : Self.sound(
        PortPlan.base(
          profile: profile, isPreset: isSelected, unit: candidate.unit?.port,
          flag: candidate.declared?.port ?? candidate.supervisorPort,
          // What `--profile dev` presets stands in the process's environment, above every file.
          environment: isDevPreset ? own : portVariables, configured: config.value?.port, rules: rules),
        config: config, unread: variables.unread,
        // Nothing that cannot be read goes before these.
        isAboveFiles: isDevPreset || GatewayPort.fromEnvironment(own) != nil)
    let byVariable = GatewayPort.fromEnvironment(candidate.processEnvironment ?? [:], rules: rules)
    // Before a process listens, the port that it was started with is taken.
    let told = candidate.unit == nil && running == nil ? candidate.processPort ?? byVariable : nil
    if let told, !GatewayPort.isValid(told) {
      // It listens on no port at all, least of all on the one that its files name.
      let source = candidate.processPort == nil ? "the OPENCLAW_GATEWAY_PORT" : "the --port"
      doubt = "\(source) of its process, \(told), is no port"
      base = PortPlan.Entry(GatewayPort.standard, .unknown)
      return
    }
    doubt = unitDoubt ?? variables.unread
    guard let shown = running ?? told, shown != configured.known else {
      base = configured
      return
    }
    base = PortPlan.Entry(shown, candidate.processPort == nil && byVariable == shown ? .environment : .flag)
  }

  /// A port that is only a default, or that no source names, is known only where every source could be read.
  private static func sound(
    _ entry: PortPlan.Entry, config: Definition.Config, unread: String?, isAboveFiles: Bool
  ) -> PortPlan.Entry {
    switch entry.from {
    case .flag, .unit, .unknown: return entry
    case .environment where isAboveFiles: return entry
    case .environment: return unread == nil ? entry : PortPlan.Entry(entry.port, .unknown)
    case .config: return unread == nil ? entry : PortPlan.Entry(entry.port, .unknown)
    case .profileHash, .standard, .derived:
      // A port that the config names, but wrongly, is not the default one either.
      guard case .valid(let value) = config, !value.isPortInvalid, unread == nil else {
        return PortPlan.Entry(entry.port, .unknown)
      }
      return entry
    }
  }

  /// Where it stands, for whoever wants to change it; nil where only the process shows it.
  func place(
    of candidate: Candidate, own: [String: String], variables: VariableFiles.Content, paths: GatehousePaths
  ) -> String? {
    let config = paths.abbreviate(paths.configFile)
    let name = candidate.declaredName ?? candidate.name
    func sets(_ values: [String: String]) -> Bool { GatewayPort.fromEnvironment(values) == base.port }
    switch base.from {
    case .flag where base.port == candidate.supervisorPort && candidate.supervisor != nil:
      return "its port in \(candidate.supervisor?.name ?? "")"
    case .flag where base.port == candidate.declared?.port: return "gateways.\(name).port in \(config)"
    case .flag: return nil
    case .environment where sets(own):
      return "OPENCLAW_GATEWAY_PORT of gateways.\(name).environment in \(config)"
    case .environment where sets(variables.local):
      return "OPENCLAW_GATEWAY_PORT in \(paths.abbreviate(variables.localFile ?? ""))"
    case .environment where sets(variables.own):
      return "OPENCLAW_GATEWAY_PORT in \(paths.abbreviate(candidate.stateDir))/.env"
    case .environment where sets(variables.fallback):
      return "OPENCLAW_GATEWAY_PORT in \(paths.abbreviate(variables.fallbackFile ?? ""))"
    case .environment where candidate.profile == "dev" && base.port == GatewayPort.devDefault:
      return "OPENCLAW_GATEWAY_PORT (preset by --profile dev)"
    case .environment where base != configured: return nil
    case .environment: return "env.vars.OPENCLAW_GATEWAY_PORT in \(paths.abbreviate(candidate.configPath))"
    case .unit, .config, .profileHash, .standard, .derived, .unknown:
      return "gateway.port in \(paths.abbreviate(candidate.configPath))"
    }
  }
}
