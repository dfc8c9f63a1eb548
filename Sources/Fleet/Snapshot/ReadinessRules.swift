import GatewayModel
import OpenClaw
import Records
import Rescue

/// Works out how ready the rescue is. Rules: issue 5, users-and-peers.md C4.
struct ReadinessRules {
  /// Days after which a drill is too long ago.
  static let drillDays = 30.0

  let config: GatehouseConfig
  let inventory: HostInventory
  let gateways: [Gateway]
  let findings: [Finding]
  let live: RuntimeState
  let realNames: (main: String, rescue: String)

  static let portCodes: Set<FindingCode> = [
    .gatewayPortDuplicate, .derivedPortHitsGatewayPort, .derivedPortDuplicate, .cdpPortDuplicate,
    .cdpPortHitsServicePort, .cdpURLShared, .cdpRangeOverlap, .servicePortInForeignCDPRange,
  ]

  init(
    config: GatehouseConfig, inventory: HostInventory, gateways: [Gateway], findings: [Finding],
    live: RuntimeState
  ) {
    self.config = config
    self.inventory = inventory
    self.gateways = gateways
    self.findings = findings
    self.live = live
    let order = RosterOrder(config)
    realNames = (order.mainName, order.rescueName)
  }

  /// Nil where there is no gateway at all.
  func status() -> RescueStatus? {
    if gateways.isEmpty { return nil }
    let pair = RescuePair(gateways)
    let (main, rescue) = (pair.main, pair.rescue)
    let isProposed = config.mainName == nil && config.rescueName == nil
    var points = [configured(main, rescue, isProposed: isProposed)]
    if let main, let rescue {
      points += [
        isolated(main, rescue), ownBot(main, rescue), ownPorts(main, rescue), ownProvider(main, rescue),
        supervised(rescue),
      ]
    }
    if let main { points += [lastGood(main), drill()] }
    return RescueStatus(
      main: main?.name, rescue: rescue?.name, isProposed: isProposed, points: points, run: live.rescue.run)
  }

  private func configured(_ main: Gateway?, _ rescue: Gateway?, isProposed: Bool) -> ReadinessPoint {
    guard let main else {
      return point(
        .configured, .missing, "no gateway is called \(realNames.main)",
        "name the main gateway: `rescue: { main: \"NAME\" }` in Gatehouse's config")
    }
    guard let rescue else {
      if main.isRescue {
        return point(
          .configured, .missing, "\(main.name) cannot be its own rescue",
          "name two gateways in `rescue` of Gatehouse's config")
      }
      return point(
        .configured, .missing, "no gateway is called \(realNames.rescue)",
        "`gatehouse rescue setup` plans its port, makes it with OpenClaw's own commands, and checks it")
    }
    return point(
      .configured, .met,
      "\(rescue.name) for \(main.name)" + (isProposed ? " (nobody has named a pair: this one is taken)" : ""))
  }

  private func shared(_ main: Gateway, _ rescue: Gateway) -> [Finding] {
    findings.filter { $0.concerns(main.id) && $0.concerns(rescue.id) }
  }

  private func isolated(_ main: Gateway, _ rescue: Gateway) -> ReadinessPoint {
    if let error = RescueBlockers.of(main: main, rescue: rescue, findings: findings).first {
      return point(.isolated, .missing, error.detail, error.fix)
    }
    return point(.isolated, .met, "no error between the two")
  }

  private func ownBot(_ main: Gateway, _ rescue: Gateway) -> ReadinessPoint {
    let onboard = "`\(CommandLineProfile.command(rescue.profile)) onboard` gives it a bot of its own"
    if let finding = shared(main, rescue).first(where: {
      $0.code.rawValue.ends(with: "-token-shared") && $0.code != .gatewayTokenShared
    }) {
      return point(.ownBot, .missing, finding.detail, finding.fix)
    }
    let claims = claims(of: rescue) ?? ClaimedResources()
    if !claims.credentials.isEmpty {
      let channels = claims.credentials.map { LogText.clean($0.channel) }.distinct().joined(separator: ", ")
      return point(.ownBot, .met, channels)
    }
    return claims.hasUnknownCredential
      ? point(.ownBot, .unknown, "its credential is kept where Gatehouse cannot read it")
      : point(.ownBot, .missing, "its config names no bot: nobody could talk to it", onboard)
  }

  private func claims(of gateway: Gateway) -> ClaimedResources? { inventory.definition(gateway.id)?.claims }

  private func ownPorts(_ main: Gateway, _ rescue: Gateway) -> ReadinessPoint {
    if let finding = shared(main, rescue).first(where: {
      Self.portCodes.contains($0.code) && $0.severity != .info
    }) {
      return point(.ownPorts, .missing, finding.detail, finding.fix)
    }
    guard main.isPortKnown, rescue.isPortKnown else {
      return point(.ownPorts, .unknown, "the port of \((main.isPortKnown ? rescue : main).name) is not known")
    }
    return point(
      .ownPorts, .met,
      "\(rescue.plan.gateway.port) and what derives from it is far from \(main.plan.gateway.port)"
    )
  }

  private func ownProvider(_ main: Gateway, _ rescue: Gateway) -> ReadinessPoint {
    if let finding = shared(main, rescue).first(where: { $0.code == .rescueSharesModelProvider }) {
      return point(.ownProvider, .missing, finding.detail, finding.fix)
    }
    let providers = [main, rescue].compactMap { claims(of: $0)?.modelProvider }
    return providers.count == 2
      ? point(.ownProvider, .met, "\(providers[1]), and \(providers[0]) for \(main.name)")
      : point(.ownProvider, .unknown, "not both configs name a model with its provider")
  }

  private func supervised(_ rescue: Gateway) -> ReadinessPoint {
    let service = rescue.service
    if service.isInstalled {
      return service.fileState == "disabled"
        ? point(
          .supervised, .missing, "\(service.unit) is installed and not enabled",
          service.manager == "systemd-system"
            ? "`sudo systemctl enable \(ShellLine.word(service.unit))`"
            : "`systemctl --user enable \(ShellLine.word(service.unit))`")
        : point(.supervised, .met, "by \(service.unit)")
    }
    if rescue.supervision.policy != .never {
      return point(.supervised, .met, "by Gatehouse, policy \(rescue.supervision.policy.rawValue)")
    }
    let port = rescue.plan.gateway.known.map { " --port \($0)" } ?? ""
    let command = "\(CommandLineProfile.command(rescue.profile)) gateway install\(port)"
    return point(
      .supervised, .missing, "nothing starts it again when it ends",
      "`\(command)`, or a restart policy (p in the dashboard)")
  }

  private func lastGood(_ main: Gateway) -> ReadinessPoint {
    if let at = live.rescue.lastGood[main.id] {
      return point(.lastGood, .met, "kept", nil, at: at)
    }
    return point(
      .lastGood, .missing, "the config of \(main.name) was never kept",
      "it is, once \(main.name) has worked for \(Int(config.settleSeconds)) s while a dashboard or `gatehouse up` watches"
    )
  }

  private func drill() -> ReadinessPoint {
    guard let drill = live.rescue.drill, drill.main == realNames.main, drill.rescue == realNames.rescue else {
      return point(.drill, .missing, "never tried", "`gatehouse rescue --drill` tries it all on stand-ins")
    }
    let days = (inventory.takenAt - drill.at) / 86400
    return days > Self.drillDays
      ? point(
        .drill, .missing, "tried too long ago", "`gatehouse rescue --drill` tries it all on stand-ins",
        at: drill.at)
      : point(.drill, .met, "passed", nil, at: drill.at)
  }

  private func point(
    _ kind: ReadinessPoint.Kind, _ status: ReadinessPoint.Status, _ detail: String, _ fix: String? = nil,
    at: Double? = nil
  ) -> ReadinessPoint {
    ReadinessPoint(kind: kind, status: status, detail: detail, fix: fix, at: at)
  }
}
