import GatewayModel
import OpenClaw
import Ports

/// What `gatehouse plan` answers: what a given base would hit, and bases that hit nothing.
public struct PortPlanning: Sendable, Equatable {
  /// Something that has ports of a footprint already.
  public struct Hit: Sendable, Equatable {
    /// What has the ports; the raw value is its name in `plan --json`.
    public enum Kind: String, Sendable {
      /// A gateway's plan: one of its ports, or a part of its CDP range.
      case gateway
      /// A process listens there now, and no plan has the port.
      case listener
      /// The kernel gives these ports to outgoing connections.
      case ephemeral
      /// Above the base there is no room for a whole footprint below 65536.
      case tooHigh = "too-high"
    }

    /// What has them.
    public var kind: Kind
    /// The ports of the footprint that it has; for `tooHigh` the base.
    public var ports: Finding.Ports
    /// The gateway's name; nil for other things.
    public var gateway: String?
    /// What has them, and for what: for a person.
    public var detail: String
  }

  /// A base that is free with its whole footprint.
  public struct Proposal: Sendable, Equatable {
    /// The gateway port.
    public var base: Int
    /// Whether its ports lie where the kernel may give one of them to an outgoing connection.
    public var isEphemeral: Bool
    /// Why it was chosen.
    public var reason: String

    /// What a gateway would have there by OpenClaw's newest rules, and with no setting of its own for canvas and browsers.
    public var ports: PortPlan {
      PortPlan(
        gateway: .init(base, .config), canvas: nil, browser: BrowserSettings(),
        rules: VersionRules(version: nil))
    }
  }

  /// The base that was asked for.
  public var asked: Int?
  /// What a gateway on `asked` would hit; empty where that is free, or where no base was asked for.
  public var hits: [Hit]
  /// At most as many as were wanted; fewer where no more are free.
  public var proposals: [Proposal]

  /// - Parameters:
  ///   - listeners: who listens, by port.
  ///   - count: how many bases are wanted.
  ///   - from: a base to look at, and where to begin.
  public init(
    _ subjects: [IsolationInput], listeners: [Int: String], ephemeral: ClosedRange<Int>, count: Int,
    from: Int?
  ) {
    asked = from
    hits = from.map { Self.hits($0, subjects, listeners: listeners, ephemeral: ephemeral) } ?? []
    var planner = Planner(subjects, listeners: listeners.keys, ephemeral: ephemeral, from: from)
    proposals = []
    while proposals.count < count, let base = planner.take() {
      let footprint = base...(base + Planner.footprint)
      let isEphemeral = footprint.overlaps(ephemeral)
      proposals.append(
        Proposal(
          base: base, isEphemeral: isEphemeral,
          reason: isEphemeral
            ? "no gateway and no listener in \(footprint.lowerBound)-\(footprint.upperBound); but the kernel gives ports \(ephemeral.lowerBound)-\(ephemeral.upperBound) to outgoing connections, and nothing below was free"
            : "no gateway, no listener and no outgoing connection in \(footprint.lowerBound)-\(footprint.upperBound)"
        ))
    }
  }

  private static func hits(
    _ base: Int, _ subjects: [IsolationInput], listeners: [Int: String], ephemeral: ClosedRange<Int>
  ) -> [Hit] {
    var hits: [Hit] = []
    if base > 65535 - Planner.footprint {
      hits.append(
        Hit(
          kind: .tooHigh, ports: .one(base), gateway: nil,
          detail:
            "above \(base) there is no room for 100 CDP ports: OpenClaw falls back to the default gateway's"))
    }
    guard GatewayPort.isValid(base) else { return hits }
    let footprint = base...min(65535, base + Planner.footprint)
    var planned: Set<Int> = []
    for subject in subjects {
      for service in subject.servicePorts where footprint.contains(service.port) {
        planned.insert(service.port)
        hits.append(
          Hit(
            kind: .gateway, ports: .one(service.port), gateway: subject.name,
            detail: "the \(service.title) port of \(subject.name)"))
      }
      for cdp in subject.cdpPorts where footprint.contains(cdp.port) {
        planned.insert(cdp.port)
        hits.append(
          Hit(
            kind: .gateway, ports: .one(cdp.port), gateway: subject.name,
            detail: "CDP of browser profile \(cdp.profile) of \(subject.name)"))
      }
      if let range = subject.cdpRange, range.overlaps(footprint) {
        let shared = range.clamped(to: footprint)
        hits.append(
          Hit(
            kind: .gateway, ports: .range(shared), gateway: subject.name,
            detail: "\(shared.count) of the CDP range of \(subject.name)"))
      }
    }
    for (port, holder) in listeners.sorted(by: { $0.key < $1.key })
    where footprint.contains(port) && !planned.contains(port) {
      hits.append(
        Hit(kind: .listener, ports: .one(port), gateway: nil, detail: "held by \(holder) now"))
    }
    if footprint.overlaps(ephemeral) {
      hits.append(
        Hit(
          kind: .ephemeral, ports: .range(ephemeral.clamped(to: footprint)), gateway: nil,
          detail:
            "the kernel gives these to outgoing connections, so one may be taken when the gateway starts"))
    }
    return hits
  }
}
