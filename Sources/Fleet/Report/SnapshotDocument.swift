import FoundationEssentials
import Host
import OpenClaw

/// The document that `status --json` and `ports --json` print: schema 1, additive from then on (README).
public struct SnapshotDocument: Sendable {
  public static let schema = 1

  public var paths: GatehousePaths

  public init(paths: GatehousePaths) { self.paths = paths }

  public func document(_ snapshot: Snapshot, named: [String]? = nil) -> JSONText {
    let gateways = snapshot.gateways.filter { named?.contains($0.name) ?? true }
    let findings = findings(gateways)
    return .object([
      ("schema", .int(Self.schema)),
      ("takenAt", .string(time(snapshot.takenAt))),
      ("host", .string(snapshot.hostName)),
      // Isolation is not judged yet, so all that can be said is that something is broken.
      ("verdict", findings.isEmpty ? .null : .string("broken")),
      ("gateways", .array(gateways.map(gateway))),
      ("findings", .array(findings)),
    ])
  }

  private func time(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds.rounded()).formatted(.iso8601)
  }

  private func gateway(_ gateway: Gateway) -> JSONText {
    .object([
      ("name", .string(gateway.name)),
      ("profile", .optional(gateway.profile)),
      ("source", .string(gateway.source.rawValue)),
      ("configPath", .string(paths.abbreviate(gateway.configPath))),
      ("stateDir", .string(paths.abbreviate(gateway.stateDir))),
      ("workspace", .string(paths.abbreviate(gateway.workspace))),
      ("state", .optional(gateway.state?.rawValue)),
      (
        "ports",
        .object([
          ("gateway", entry(gateway.plan.gateway)),
          ("browserControl", entry(gateway.plan.browserControl)),
          ("canvas", entry(gateway.plan.canvas)),
        ])
      ),
      ("cdpRange", .array([.int(gateway.plan.cdpRange.lowerBound), .int(gateway.plan.cdpRange.upperBound)])),
      ("browserProfiles", .array(gateway.browsers.map { browser($0.allocation) })),
      ("service", gateway.service.isInstalled ? service(gateway.service) : .null),
      ("process", gateway.process.map(process) ?? .null),
      ("health", health(gateway.health)),
    ])
  }

  private func entry(_ entry: PortPlan.Entry) -> JSONText {
    .object([("port", .int(entry.port)), ("from", .string(entry.from.rawValue))])
  }

  private func browser(_ allocation: CDPAllocation) -> JSONText {
    var members: [(String, JSONText)] = [
      ("name", .string(allocation.name)), ("port", .optional(allocation.port)),
    ]
    if let host = allocation.host { members.append(("host", .string(host))) }
    return .object(members + [("how", .string(allocation.how.rawValue))])
  }

  private func service(_ service: Gateway.Service) -> JSONText {
    .object([
      ("manager", .string(service.manager)), ("unit", .string(service.unit)),
      ("state", .optional(service.state)), ("mainPID", .optional(service.mainPID.map(Int.init))),
    ])
  }

  private func process(_ process: Gateway.Process) -> JSONText {
    .object([
      ("pid", .int(Int(process.identity.pid))), ("startedAt", .string(time(process.startedAt))),
      ("memoryBytes", .int(process.memoryBytes)), ("cpuPercent", .optional(process.cpuPercent)),
    ])
  }

  private func health(_ health: Health) -> JSONText {
    guard let checkedAt = health.checkedAt else { return .null }
    return .object([
      ("layer", .optional(health.deepest?.rawValue)),
      ("failing", .array(health.failing.map(JSONText.string))),
      ("latencyMs", .optional(health.latencyMs)),
      ("checkedAt", .string(time(checkedAt))),
      ("version", .optional(health.version)),
    ])
  }

  /// One finding for each config file that is wrong.
  private func findings(_ gateways: [Gateway]) -> [JSONText] {
    let wrong = gateways.filter { $0.configProblem != nil }
    var files: [String] = []
    for file in wrong.compactMap(\.configProblem?.file) where !files.contains(file) { files.append(file) }
    return files.map { file in
      let concerned = wrong.filter { $0.configProblem?.file == file }
      return .object([
        ("severity", .string("error")), ("code", .string("config-invalid")),
        ("gateways", .array(concerned.map { .string($0.name) })), ("ports", .array([])),
        ("paths", .array([.string(file)])),
        ("detail", .optional(concerned.first?.configProblem?.description)),
        ("fix", .string("Correct the file there: the gateway refuses to start with it.")),
      ])
    }
  }
}
