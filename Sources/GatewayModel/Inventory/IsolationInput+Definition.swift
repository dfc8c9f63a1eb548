import OpenClaw
import Ports

extension IsolationInput {
  /// - Parameters:
  ///   - order: the place in the roster.
  ///   - abbreviate: writes the home as `~`.
  public init(_ definition: Definition, order: Int, abbreviate: (String) -> String) {
    self.init(
      order: order, id: definition.id, name: LogText.clean(definition.name),
      config: abbreviate(definition.configPath))
    profile = definition.profile
    isInstanceOnly = !definition.isProfile
    isStray = definition.isStray
    kind = definition.kind
    hasOutsideSupervisor = definition.supervisor != nil
    doubts = definition.configDoubts.map { doubt in
      doubt.named(abbreviate(doubt.file))
    }
    claims = definition.claims
    problem = definition.problem.map { problem in
      problem.named(abbreviate(problem.file))
    }
    isSilent = definition.silence != nil
    let value = definition.config.value
    unit = Self.unit(of: definition, abbreviate)
    if definition.isPortKnown, !definition.isConfigInvalid, value?.port == nil, definition.arePathsKnown,
      definition.isManaged, !(definition.isConfigMissing && definition.isOfOtherHome)
    {
      let origin = definition.plan.gateway.from
      unpersistedOrigin = [.flag, .environment, .unit].contains(origin) ? origin : nil
    }
    let isPortAssumed =
      definition.isManaged
      && (definition.isPortKnown || definition.unit != nil && !definition.isConfigInvalid)
      && value?.port == nil
      && definition.plan.isAssumed && value?.isPortInvalid != true
    assumedPort = isPortAssumed ? definition.plan.gateway.port : nil
    standardPort = Self.standardPort(definition)
    portPlace = definition.portPlace
    placeDoubt = definition.placeDoubt
    if value?.canvasPort != nil { canvasPlace = "\(config)#canvasHost.port" }
    if let stated = value?.port, stated != definition.plan.gateway.port,
      [.flag, .environment].contains(definition.plan.gateway.from)
    {
      overriddenPort = stated
      unpersistedOrigin = definition.plan.gateway.from
    }
    takePorts(definition)
  }

  /// The ports that it listens on or reserves.
  private mutating func takePorts(_ definition: Definition) {
    guard definition.isPortKnown else { return }
    let plan = definition.plan
    base = plan.gateway.port
    // Of a container only what it publishes is a port of this machine.
    guard definition.isManaged else {
      servicePorts = [.init(port: plan.gateway.port, use: .gateway, isDerived: false)]
      return
    }
    servicePorts = [
      .init(port: plan.gateway.port, use: .gateway, isDerived: false),
      .init(port: plan.browserControl.port, use: .browserControl, isDerived: true),
      .init(port: plan.canvas.port, use: .canvas, isDerived: plan.canvas.from == .derived),
    ]
    if let relay = plan.relay { servicePorts.append(.init(port: relay, use: .relay, isDerived: true)) }
    servicePorts += plan.others.map { ServicePort($0, config: config) }
    guard case .valid(let config) = definition.config else { return }
    cdpRange = plan.cdpRange
    isRangeConfigured = plan.cdpRangeFrom == .config
    // A browser that is switched off drives nothing, whatever ports its profiles name.
    for allocation in definition.allocations where config.browser.enabled {
      add(allocation, settings: config.browser, isRangeConfigured: isRangeConfigured)
    }
  }

  private static func unit(of definition: Definition, _ abbreviate: (String) -> String) -> Unit? {
    let value = definition.config.value
    return definition.unit.map { unit in
      Unit(
        name: unit.name, path: abbreviate(unit.path), port: unit.port, configPort: value?.port,
        version: unit.version?.description, configVersion: value?.lastTouchedVersion,
        entryPoint: unit.entryPoint.map(abbreviate),
        problems: unit.problems
          + definition.claims.otherUnits.map { "\($0) starts the same gateway" }
          + (definition.claims.missingInterpreter.map { ["its program \($0) is not there"] } ?? []),
        isUserUnit: unit.isUserUnit, isEnabled: unit.isEnabled,
        isScriptMissing: definition.claims.isUnitScriptMissing)
    }
  }

  /// Hosts that OpenClaw treats as remote and that lead to this machine all the same.
  private static func isThisMachine(_ host: String) -> Bool {
    let name = host.ends(with: ".") ? String(host.dropLast()) : host
    return WebURL.isLoopback(host: name) || ["0.0.0.0", "[::]", "::"].contains(name)
      || name.ends(with: ".localhost")
  }

  private static func standardPort(_ definition: Definition) -> Int {
    guard let profile = definition.profile else { return GatewayPort.standard }
    if profile == "dev" { return GatewayPort.devDefault }
    return VersionRules(version: definition.version).hashesProfilePorts
      ? GatewayPort.hashed(profile: profile) : GatewayPort.standard
  }

  private mutating func add(
    _ allocation: CDPAllocation, settings: BrowserSettings, isRangeConfigured: Bool
  ) {
    guard let port = allocation.port else { return }
    let profile = settings.profiles.first { $0.name == allocation.name }
    func key(_ name: String) -> String { "\(config)#browser.profiles.\(allocation.name).\(name)" }
    let hasOwnURL = profile?.cdpUrl?.nonBlank != nil
    let place: String? =
      switch allocation.how {
      case .explicit: key("cdpPort")
      case .pinnedCDPURL: hasOwnURL ? key("cdpUrl") : "\(config)#browser.cdpUrl"
      case .remoteCDPURL:
        hasOwnURL ? key("cdpUrl") : profile?.cdpPort != nil ? key("cdpPort") : "\(config)#browser.cdpUrl"
      case .relay: profile?.cdpPort != nil ? key("cdpPort") : hasOwnURL ? key("cdpUrl") : nil
      case .implicitFirst: isRangeConfigured ? "\(config)#browser.cdpPortRangeStart" : nil
      case .existingSession: nil
      }
    let isHere = allocation.host.map(Self.isThisMachine) ?? true
    if let place, allocation.how == .pinnedCDPURL || allocation.how == .remoteCDPURL {
      let address = (hasOwnURL ? profile?.cdpUrl : settings.cdpUrl).flatMap(WebURL.init)
      endpoints.append(
        Endpoint(
          host: isHere ? "127.0.0.1" : allocation.host ?? "", port: port, place: place,
          customer: isHere ? "" : address?.query ?? ""))
    }
    guard isHere else { return }
    cdpPorts.append(
      CDPPort(
        profile: allocation.name, port: port,
        how: allocation.how == .remoteCDPURL ? .pinnedCDPURL : allocation.how,
        attachOnly: allocation.attachOnly,
        place: place))
  }
}
