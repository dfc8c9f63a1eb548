import FoundationEssentials
import GatewayModel
import Host
import OpenClaw

/// The document that `status --json` and `ports --json` print: schema 1, additive from then on (README).
public struct SnapshotDocument: Sendable {
  /// The value of `schema`, here and in `plan --json`: members may be added under it, none is renamed or removed.
  public static let schema = 1

  /// Writes `~` for the home in paths.
  public var paths: GatehousePaths

  /// Made by the commands with `--json`, and by `EvidenceCollector` for the evidence of a rescue.
  public init(paths: GatehousePaths) { self.paths = paths }

  /// All gateways with all findings; of `chosen` only those, with the findings that name one of them.
  public func document(_ snapshot: Snapshot, of chosen: Set<GatewayID>? = nil) -> JSONText {
    let gateways = snapshot.gateways.filter { chosen?.contains($0.id) ?? true }
    let findings = snapshot.findings(of: chosen)
    return .object([
      ("schema", .int(Self.schema)),
      ("takenAt", .string(ISOTime.text(snapshot.takenAt))),
      ("host", .string(snapshot.hostName)),
      ("verdict", .string(Verdict(findings).rawValue)),
      ("gateways", .array(gateways.map(gateway))),
      ("findings", .array(findings.map(finding))),
    ])
  }

  private func gateway(_ gateway: Gateway) -> JSONText {
    .object([
      ("name", .string(gateway.name)),
      ("profile", .optional(gateway.profile)),
      ("source", .string(gateway.source.rawValue)),
      ("kind", .string(kind(gateway.kind))), ("remote", .optional(remote(gateway.kind))),
      ("configPath", path(gateway.configPath)),
      ("stateDir", path(gateway.stateDir)),
      ("workspace", path(gateway.workspace)),
      ("state", .optional(gateway.state?.rawValue)),
      (
        "silentFiles",
        gateway.silence.map {
          .object([
            ("place", .string(paths.abbreviate($0.place))), ("since", .string(ISOTime.text($0.since))),
          ])
        } ?? .null
      ),
      (
        "ports",
        .object([
          ("gateway", isClient(gateway) ? noPort : entry(gateway.plan.gateway)),
          ("browserControl", gateway.isManaged ? entry(gateway.plan.browserControl) : noPort),
          ("canvas", gateway.isManaged ? entry(gateway.plan.canvas) : noPort),
        ])
      ),
      ("otherPorts", .array(gateway.plan.others.map(other))),
      (
        "cdpRange",
        gateway.isManaged
          ? gateway.plan.knownCDPRange.map { .array([.int($0.lowerBound), .int($0.upperBound)]) } ?? .null
          : .null
      ),
      ("browserProfiles", .array(gateway.browsers.map { browser($0.allocation, of: gateway) })),
      ("runBy", .optional(gateway.runBy?.rawValue)),
      ("service", gateway.service.isInstalled ? service(gateway.service) : .null),
      ("restart", restart(gateway.supervision)),
      ("process", gateway.process.map(process) ?? .null),
      ("owner", owner(gateway.owner)),
      ("listeners", .array(gateway.listeners.map { listener($0, of: gateway) })),
      ("health", health(gateway.health)),
    ])
  }

  /// Null where nothing says where it is, as of a stray.
  private func path(_ path: String) -> JSONText {
    path.hasPrefix("/") ? .string(paths.abbreviateExactly(path)) : .null
  }

  private func entry(_ entry: PortPlan.Entry) -> JSONText {
    .object([("port", .optional(entry.known)), ("from", .string(entry.from.rawValue))])
  }

  /// Of what a client profile or a container does not have on this machine.
  private var noPort: JSONText { .object([("port", .null), ("from", .string("none"))]) }

  private func kind(_ kind: Definition.Kind) -> String {
    switch kind {
    case .gateway: "gateway"
    case .client: "client"
    case .container: "container"
    }
  }

  private func isClient(_ gateway: Gateway) -> Bool {
    if case .client = gateway.kind { true } else { false }
  }

  /// The host that a client profile asks.
  private func remote(_ kind: Definition.Kind) -> String? {
    if case .client(let host) = kind { host.map(LogText.clean) } else { nil }
  }

  private func other(_ port: ConfiguredPort) -> JSONText {
    .object([
      ("use", .string(port.use)), ("port", .int(port.port)), ("key", .string(LogText.clean(port.key))),
      ("from", .string(port.isConfigured ? "config" : port.isDerived ? "derived" : "default")),
    ])
  }

  private func browser(_ allocation: CDPAllocation, of gateway: Gateway) -> JSONText {
    var members: [(String, JSONText)] = [
      ("name", .string(allocation.name)), ("port", .optional(gateway.plan.knownPort(of: allocation))),
    ]
    if let host = allocation.host { members.append(("host", .string(host))) }
    return .object(members + [("how", .string(allocation.how.rawValue))])
  }

  private func service(_ service: Gateway.Service) -> JSONText {
    .object([
      ("manager", .string(service.manager)), ("unit", .string(service.unit)),
      ("state", .optional(service.state?.text)), ("mainPID", .optional(service.mainPID.map(Int.init))),
      ("subState", .optional(service.subState)), ("enabled", .optional(service.fileState)),
      ("restarts", .optional(service.restarts)), ("needsReload", .bool(service.needsReload)),
    ])
  }

  private func restart(_ supervision: Supervision) -> JSONText {
    .object([
      ("policy", .string(supervision.policy.rawValue)), ("chosen", .bool(supervision.isChosen)),
      (
        "supervisor",
        supervision.supervisor.map {
          .object([("kind", .string($0.kind.rawValue)), ("pid", .int(Int($0.process.pid)))])
        } ?? .null
      ),
      ("stoppedByPerson", .bool(supervision.isStopWanted)), ("endings", .int(supervision.endings)),
      ("retryAt", .optional(supervision.retryAt.flatMap(ISOTime.known))),
    ])
  }

  private func process(_ process: Gateway.RunningProcess) -> JSONText {
    .object([
      ("pid", .int(Int(process.identity.pid))), ("startedAt", .string(ISOTime.text(process.startedAt))),
      ("memoryBytes", .int(process.memoryBytes)), ("cpuPercent", .optional(process.cpuPercent)),
    ])
  }

  private func owner(_ owner: Ownership) -> JSONText {
    guard let process = owner.process else { return .null }
    return .object([
      ("pid", .int(Int(process.pid))), ("proven", .bool(owner.isProven)),
      (
        "links",
        .array(
          owner.links.map { link in
            .object([
              ("link", .string(link.kind.name)), ("status", .string(link.status.rawValue)),
              ("detail", .string(LogText.clean(paths.abbreviate(link.detail)))),
            ])
          })
      ),
    ])
  }

  private func listener(_ listener: PortListener, of gateway: Gateway) -> JSONText {
    let (holder, name): (String, String?) =
      switch gateway.holders[listener.port] {
      case .own: ("own", nil)
      case .gateway(let name): ("gateway", LogText.clean(name))
      case .stranger: ("stranger", nil)
      case .unknown, nil: ("unknown", nil)
      }
    return .object([
      ("port", .int(listener.port)), ("address", .string(listener.address)),
      ("pid", .optional(listener.pid.map(Int.init))), ("command", .optional(listener.command)),
      ("userID", .int(Int(listener.userID))), ("holder", .string(holder)), ("gateway", .optional(name)),
    ])
  }

  private func health(_ health: Health) -> JSONText {
    guard let checkedAt = health.checkedAt else { return .null }
    return .object([
      ("layer", .optional(health.deepest?.rawValue)),
      ("failing", .array(health.failing.map(JSONText.string))),
      ("latencyMs", .optional(health.latencyMs)),
      ("checkedAt", .string(ISOTime.text(checkedAt))),
      ("version", .optional(health.version)),
    ])
  }

  private func finding(_ finding: Finding) -> JSONText {
    .object([
      ("severity", .string(finding.severity.rawValue)), ("code", .string(finding.code.rawValue)),
      ("gateways", .array(finding.names.map(JSONText.string))),
      ("ports", .array(finding.ports.map(JSONText.ports))),
      ("paths", .array(finding.paths.map(JSONText.string))),
      ("detail", .string(finding.detail)), ("fix", .string(finding.fix)),
    ])
  }
}
