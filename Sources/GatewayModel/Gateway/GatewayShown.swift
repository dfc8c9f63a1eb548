import OpenClaw

extension Gateway {
  /// The gateway with everything that peers, processes and files brought in made harmless.
  public func shown(by redactor: Redactor) -> Gateway {
    var gateway = self
    gateway.name = LogText.clean(name)
    gateway.failure = failure.map(redactor.show)
    gateway.operation?.step = redactor.show(operation?.step ?? "")
    gateway.version = version.map(LogText.clean)
    gateway.service.unit = LogText.clean(service.unit)
    gateway.health = health.shown(by: redactor)
    gateway.workspace = LogText.clean(workspace)
    gateway.controlURL = controlURL.map(LogText.clean)
    gateway.configProblem?.file = LogText.clean(configProblem?.file ?? "")
    gateway.portDoubt = portDoubt.map(redactor.show)
    gateway.silence?.place = LogText.clean(silence?.place ?? "")
    gateway.placeDoubt = placeDoubt.map(redactor.show)
    gateway.holders = holders.mapValues(\.shown)
    if case .named(let name) = runBy { gateway.runBy = .named(LogText.clean(name)) }
    for index in gateway.listeners.indices { gateway.listeners[index].clean() }
    for index in gateway.owner.links.indices {
      gateway.owner.links[index].detail = redactor.show(owner.links[index].detail)
    }
    for index in gateway.browsers.indices {
      gateway.browsers[index].allocation.name = LogText.clean(browsers[index].allocation.name)
      gateway.browsers[index].holder = browsers[index].holder?.shown
      gateway.browsers[index].listener?.clean()
      gateway.browsers[index].browser = browsers[index].browser.map(redactor.show)
    }
    return gateway
  }
}

extension PortHolder {
  fileprivate var shown: PortHolder {
    if case .gateway(let name) = self { .gateway(LogText.clean(name)) } else { self }
  }
}

extension Finding {
  /// The finding as it may be shown: without control characters, and its texts without the secrets that were read.
  public func shown(by redactor: Redactor) -> Finding {
    var finding = self
    finding.code = FindingCode(rawValue: LogText.clean(code.rawValue))
    finding.gateways = gateways.map { NamedGateway(id: $0.id, name: LogText.clean($0.name)) }
    finding.paths = paths.map(LogText.clean)
    finding.detail = redactor.show(detail)
    finding.fix = redactor.show(fix)
    return finding
  }
}

extension PortListener {
  /// Takes control characters out of the holder's name: a process may call itself anything.
  mutating func clean() { command = command.map(LogText.clean) }
}

extension Health {
  func shown(by redactor: Redactor) -> Health {
    var health = self
    health.failing = failing.map(redactor.show)
    health.version = version.map(LogText.clean)
    health.channels = channels.map {
      Frames.Channel(
        name: redactor.show($0.name), lastInboundMs: $0.lastInboundMs, isConnected: $0.isConnected,
        problem: $0.problem.map(redactor.show))
    }
    for (layer, state) in layers {
      switch state.status {
      case .fails(let reason): health.layers[layer]?.status = .fails(redactor.show(reason))
      case .notOffered(let reason): health.layers[layer]?.status = .notOffered(redactor.show(reason))
      case .holds, .unknown: continue
      }
    }
    return health
  }
}
