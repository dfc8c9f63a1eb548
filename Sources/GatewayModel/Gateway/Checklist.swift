import OpenClaw

/// OpenClaw's own list of what gateways must not share, for one gateway.
/// Source: `docs/gateway/multiple-gateways.md`, "Isolation checklist (required)".
public struct Checklist: Sendable, Equatable {
  /// The points of the list, in its order.
  public enum Kind: String, Sendable, CaseIterable {
    /// The config file.
    case config
    /// The state directory.
    case stateDir
    /// The workspace of its first agent.
    case workspace
    /// The port that it listens on.
    case basePort
    /// Control, canvas, the CDP ports, and what its config opens besides.
    case derivedPorts

    /// For a person: `state directory`.
    public var title: String {
      switch self {
      case .config: "config"
      case .stateDir: "state directory"
      case .workspace: "workspace"
      case .basePort: "base port"
      case .derivedPorts: "derived ports"
      }
    }
  }

  /// One point with what was found about it.
  public struct Line: Sendable, Equatable {
    /// The point.
    public var kind: Kind
    /// What the gateway has there, for a person.
    public var value: String
    /// How grave the gravest finding about it is; nil where nothing is wrong.
    public var severity: Finding.Severity?
    /// The other gateways it is shared with.
    public var others: [String]
    /// What is wrong with it by itself, in a few words; nil where nothing is.
    public var note: String?
    /// Why nothing can be said of it; nil where something can.
    public var unknown: String?
  }

  /// In the order of the list. Only what the gateway has on this machine: of a client no ports, of a container its port alone.
  public var lines: [Line]

  /// - Parameters:
  ///   - findings: those that name the gateway.
  ///   - abbreviate: writes the home as `~`.
  public init(_ gateway: Gateway, findings: [Finding], abbreviate: (String) -> String) {
    let paths = [abbreviate(gateway.stateDir), abbreviate(gateway.workspace)]
    lines = Self.kinds(gateway.kind).map { kind in
      let wrong = findings.filter {
        $0.severity != .info && Self.concerns($0, kind, gateway, stateDir: paths[0], workspace: paths[1])
      }
      return Line(
        kind: kind, value: Self.value(kind, gateway, abbreviate), severity: wrong.map(\.severity).min(),
        others: Self.others(wrong, than: gateway.id),
        note: wrong.first { $0.gateways.count < 2 }.map { Self.note($0) },
        unknown: Self.unknown(kind, gateway))
    }
  }

  /// Why nothing can be said; nil where something can.
  private static func unknown(_ kind: Kind, _ gateway: Gateway) -> String? {
    if let doubt = gateway.placeDoubt, kind != .basePort, kind != .derivedPorts { return doubt }
    switch kind {
    case .config: return gateway.isConfigMissing ? "there is none" : nil
    case .stateDir: return nil
    case .workspace: return gateway.workspace.isEmpty ? unread(gateway) : nil
    case .basePort, .derivedPorts:
      return gateway.isPortKnown ? nil : gateway.portDoubt ?? gateway.placeDoubt ?? unread(gateway)
    }
  }

  private static func unread(_ gateway: Gateway) -> String {
    if gateway.silence != nil { return "its files do not answer" }
    if gateway.isConfigMissing { return "it has no config" }
    return gateway.configProblem == nil ? "its config cannot be read" : "its config is wrong"
  }

  /// What it has on this machine at all: a client has no ports here, a container has what is published.
  private static func kinds(_ kind: Definition.Kind) -> [Kind] {
    switch kind {
    case .gateway: Kind.allCases
    case .client: [.config, .stateDir]
    case .container: [.basePort]
    }
  }

  private static func others(_ findings: [Finding], than id: GatewayID) -> [String] {
    findings.flatMap(\.gateways).distinct().filter { $0.id != id }.map(\.name)
  }

  private static func note(_ finding: Finding) -> String {
    switch finding.code {
    case .configInvalid: "not readable"
    case .serviceEnvMismatch: "its unit says another"
    case .portHeldByStranger: "held by another program"
    case .ownerMismatch: "held by another process"
    case .servicePortDrift: "unit and config differ"
    case .cdpRangeClamped: "too high for its CDP range"
    default: finding.code.rawValue
    }
  }

  private static func value(_ kind: Kind, _ gateway: Gateway, _ abbreviate: (String) -> String) -> String {
    let plan = gateway.plan
    return switch kind {
    case .config where gateway.placeDoubt != nil, .stateDir where gateway.placeDoubt != nil: "unknown"
    case .config: abbreviate(gateway.configPath)
    case .stateDir: abbreviate(gateway.stateDir)
    case .workspace: gateway.workspace.isEmpty ? "unknown" : abbreviate(gateway.workspace)
    case .basePort: plan.gateway.known.map(String.init) ?? "unknown"
    case .derivedPorts where !gateway.isPortKnown: "unknown"
    case .derivedPorts:
      "\(plan.browserControl.port), \(plan.canvas.port), CDP \(plan.cdpRange.lowerBound)-\(plan.cdpRange.upperBound)"
        + plan.others.map { ", \($0.use) \($0.port)" }.joined()
    }
  }

  private static func concerns(
    _ finding: Finding, _ kind: Kind, _ gateway: Gateway, stateDir: String, workspace: String
  ) -> Bool {
    let base = gateway.plan.gateway.port
    let isOnBase = finding.ports.contains { $0 == .one(base) }
    switch kind {
    case .config:
      return [.configPathShared, .configInvalid].contains(finding.code)
        || isMismatch(finding, "OPENCLAW_CONFIG_PATH")
    case .stateDir:
      return finding.code == .stateDirShared || isMismatch(finding, "OPENCLAW_STATE_DIR")
        || finding.code == .pathNested && finding.paths.contains(stateDir)
    case .workspace:
      return finding.code == .workspaceShared
        || finding.code == .stateDirShared
          && (workspace == stateDir || workspace.begins(with: stateDir + "/"))
        || finding.code == .pathNested && !finding.paths.contains(stateDir)
    case .basePort:
      return [.gatewayPortDuplicate, .ownerMismatch, .servicePortDrift].contains(finding.code)
        || [.derivedPortHitsGatewayPort, .cdpPortHitsServicePort, .portHeldByStranger].contains(finding.code)
          && isOnBase
    case .derivedPorts:
      switch finding.code {
      case .derivedPortHitsGatewayPort, .portHeldByStranger: return !isOnBase
      // The setter's own allocation is a derived port even where it meets another's base.
      case .cdpPortHitsServicePort: return !isOnBase
      // Equal bases have equal derived ports, which is not said again.
      case .gatewayPortDuplicate: return true
      case .derivedPortDuplicate, .cdpPortDuplicate, .cdpURLShared, .cdpRangeOverlap,
        .servicePortInForeignCDPRange, .cdpRangeClamped, .cdpURLWithoutAttachOnly:
        return true
      default: return false
      }
    }
  }

  private static func isMismatch(_ finding: Finding, _ variable: String) -> Bool {
    finding.code == .serviceEnvMismatch && finding.paths.contains { $0.ends(with: "#" + variable) }
  }
}
