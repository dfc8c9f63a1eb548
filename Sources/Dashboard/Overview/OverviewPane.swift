import Canvas
import GatewayModel
import Host
import OpenClaw
import Presentation

/// Who the gateway is, which process is proven to be it, and how far down it works.
enum OverviewPane {
  static func lines(_ context: PaneContext) -> [PaneLine] {
    var groups: [[PaneLine]] = [
      problem(context), proof(context), paths(context), live(context), ReadinessLines.short(context),
      findings(context),
    ]
    groups.removeAll { $0.isEmpty }
    let isTall = context.state.screen.height >= 30
    return groups.enumerated().flatMap { index, group in
      index > 0 && isTall ? [.blank] + group : group
    }
  }

  private static func line(_ label: String, _ spans: [LinePainter.Span], _ context: PaneContext) -> PaneLine {
    PaneLine(label, spans, labelWidth: context.labelWidth)
  }

  // MARK: What is wrong

  private static func problem(_ context: PaneContext) -> [PaneLine] {
    let gateway = context.gateway
    var lines: [PaneLine] = []
    let room = max(20, context.width - context.labelWidth - 1)
    func add(_ label: String, _ text: String, _ style: Style) {
      for (index, part) in ShownText.wrap(text, width: room).enumerated() {
        lines.append(line(index == 0 ? label : "", [.init(part, style)], context))
      }
    }
    if let silence = gateway.silence {
      let since = Age.coarse(context.state.screen.now - silence.since)
      add(
        "files", "its files do not answer (\(context.path(silence.place))), since \(since) ago", .bad)
      add("", "what is shown of them is what was known before; nothing is started meanwhile", .dim)
    }
    if let problem = gateway.configProblem { add("config", problem.description, .bad) }
    if let stranger = gateway.stranger {
      add("port", "\(stranger.port) is held by \(stranger.holder), which is not this gateway", .bad)
    }
    // A refusal over a held port says no more than the line above.
    if let failure = gateway.failure, gateway.stranger == nil { add("failure", failure, .bad) }
    if let kind = gateway.kindText { add("kind", kind, .dim) }
    if let doubt = gateway.placeDoubt { add("places", "not known: \(doubt)", .warning) }
    if let doubt = gateway.portDoubt { add("port", "not known: \(doubt)", .warning) }
    if !gateway.leftBrowsers.isEmpty {
      let left = gateway.leftBrowsers.map { "\($0.holder) on \($0.port)" }.joined(separator: ", ")
      add("left over", "\(left): its own Chrome, taken again at its next start; `: end` ends it", .warning)
    }
    return lines
  }

  // MARK: Proof

  /// Owner, health, unit and restarts. Of a client or a container only a process and a unit, where there are any.
  private static func proof(_ context: PaneContext) -> [PaneLine] {
    guard context.gateway.isManaged else {
      return (context.gateway.process == nil ? [] : owner(context))
        + (context.gateway.service.isInstalled ? service(context) : [])
    }
    return owner(context) + [health(context)] + service(context) + restart(context)
  }

  private static func owner(_ context: PaneContext) -> [PaneLine] {
    let owner = context.gateway.owner
    guard let process = owner.process else {
      return [line("owner", [.init("no process of this gateway runs", .dim)], context)]
    }
    let names: [Ownership.Link.Kind: String] = [
      .record: "record", .lock: "lock", .startTime: "start time",
      .listener: context.isWide
        ? context.gateway.plan.gateway.known.map { "listens on \($0)" } ?? "listens" : "listens",
      .stateDir: context.isWide ? "state directory" : "state dir", .unit: "unit",
    ]
    var spans: [LinePainter.Span] = [.init("pid \(process.pid)")]
    for link in owner.links where context.width >= 60 || link.kind != .startTime {
      spans.append(.init(context.isWide ? "  " : " "))
      spans += [mark(link.status, context.glyphs), .init(" \(names[link.kind] ?? "")")]
    }
    // What contradicts is said in words, on lines of their own.
    let wrong = owner.links.filter { $0.status == .contradicts }.map { link in
      line("", [.init("\(context.glyphs.no) \(context.abbreviate(link.detail))", .bad)], context)
    }
    let unproven =
      owner.isProven
      ? []
      : [
        line("", [.init("not proven by a lock or a run: it gets no signal and no token", .warning)], context)
      ]
    return [line("owner", spans, context)] + wrong + unproven
  }

  private static func mark(_ status: Ownership.Status, _ glyphs: Glyphs) -> LinePainter.Span {
    switch status {
    case .holds: .init(glyphs.yes, .good)
    case .contradicts: .init(glyphs.no, .bad)
    case .unknown: .init(glyphs.maybe, .dim)
    }
  }

  private static func health(_ context: PaneContext) -> PaneLine {
    let health = context.gateway.health
    guard context.gateway.process != nil else { return line("health", [.init("not running", .dim)], context) }
    var spans: [LinePainter.Span] = []
    for layer in Health.Layer.allCases where context.isWide || layer > .ours || isNews(health.status(layer)) {
      if !spans.isEmpty { spans.append(.init(context.isWide ? "  " : " ")) }
      let (glyph, style): (String, Style) =
        switch health.status(layer) {
        case .holds: (context.glyphs.yes, .good)
        case .fails: (context.glyphs.no, .bad)
        case .notOffered: (context.glyphs.dash, .dim)
        case .unknown: (context.glyphs.maybe, .dim)
        }
      spans += [.init(glyph, style), .init(" \(layer.rawValue)", style == .dim ? .dim : .text)]
    }
    if let version = context.gateway.health.version { spans.append(.init(" \(version)", .dim)) }
    if let reason = reason(health, context) { spans.append(.init("  \(reason)", .dim)) }
    var line = line("health", spans, context)
    if health.samples.contains(where: { $0 != nil }), context.isWide {
      let bars = Sparkline.text(Array(health.samples.suffix(24)), ceiling: 20, glyphs: context.glyphs)
      line.pieces.append(
        .init(x: max(86, context.width - 40), spans: [.init("last minute  ", .dim), .init(bars, .good)]))
    }
    return line
  }

  private static func isNews(_ status: Health.Status) -> Bool {
    if case .fails = status { true } else { false }
  }

  /// Why the first layer that does not hold does not, with its age.
  private static func reason(_ health: Health, _ context: PaneContext) -> String? {
    if let failure = health.firstFailure {
      return
        "\(failure.layer.rawValue): \(failure.reason), \(Age.coarse(context.state.screen.now - failure.since))"
    }
    for layer in Health.Layer.allCases {
      if case .notOffered(let reason) = health.status(layer) { return "\(layer.rawValue): \(reason)" }
    }
    return nil
  }

  private static func service(_ context: PaneContext) -> [PaneLine] {
    let service = context.gateway.service
    if service.isInstalled {
      let scope = service.manager == "systemd-user" ? "systemd user" : "systemd system"
      var facts = [scope, service.state?.text ?? "installed"]
      if let sub = service.subState, sub != service.state?.text, !sub.isEmpty { facts[1] += " (\(sub))" }
      if let file = service.fileState { facts.append(file) }
      if let pid = service.mainPID { facts.append("main pid \(pid)") }
      if let restarts = service.restarts { facts.append("\(restarts) restart\(restarts == 1 ? "" : "s")") }
      var lines = [
        line("service", [.init(service.unit), .init("  \(facts.joined(separator: ", "))", .dim)], context)
      ]
      if service.needsReload {
        let reload =
          service.manager == "systemd-user" ? "systemctl --user daemon-reload" : "systemctl daemon-reload"
        lines.append(line("", [.init("changed on disk: `\(reload)` makes it count", .warning)], context))
      }
      return lines
    }
    guard
      !context.gateway.owner.links.isEmpty || context.gateway.profile != nil
        || context.gateway.name == "default"
    else {
      return [
        line("service", [.init("none: it has no profile, so OpenClaw names no unit for it", .dim)], context)
      ]
    }
    let openclaw = CommandLineProfile.command(context.gateway.profile)
    let port = context.gateway.plan.gateway.known.map { " --port \($0)" } ?? ""
    let command = "\(openclaw) gateway install\(port)"
    let state = "  not installed, install it with"
    let room = context.width - context.labelWidth - 1
    let isOneLine = TextWidth.of(service.unit + state + "  " + command) <= room
    let spans: [LinePainter.Span] = [.init(service.unit), .init(isOneLine ? state : "  not installed", .dim)]
    return isOneLine
      ? [line("service", spans + [.init("  \(command)")], context)]
      : [line("service", spans, context), line("", [.init(command)], context)]
  }

  // MARK: What restarts it

  private static func restart(_ context: PaneContext) -> [PaneLine] {
    let gateway = context.gateway
    if gateway.source.isSight { return [] }
    if gateway.service.isInstalled {
      return [line("restart", [.init("by \(gateway.service.unit)", .dim)], context)]
    }
    let supervision = gateway.supervision
    var spans: [LinePainter.Span] = [.init(supervision.policy.rawValue)]
    if supervision.policy == .never {
      spans.append(
        .init(context.isWide ? "  nothing starts it again; p changes that" : "  p changes that", .dim))
      return [line("restart", spans, context)]
    }
    if gateway.runBy == .other {
      spans.append(.init("  not while somebody else runs it: Gatehouse starts again what it started", .dim))
      return [line("restart", spans, context)]
    }
    if supervision.isChosen { spans.append(.init("  chosen by key", .dim)) }
    switch supervision.supervisor {
    case let supervisor?: spans.append(.init("  by \(supervisor.text)", .dim))
    case nil: spans.append(.init("  nobody watches: `gatehouse up`, or this dashboard in a moment", .warning))
    }
    if supervision.isStopWanted { spans.append(.init("  stopped by a person: left so", .dim)) }
    if supervision.endings > 0 {
      let count = supervision.endings
      spans.append(.init("  ended by itself \(count) time\(count == 1 ? "" : "s") lately", .warning))
    }
    if let retryAt = supervision.retryAt {
      let seconds = Int(clamping: max(0, retryAt - context.state.screen.now).rounded(.up))
      spans.append(.init("  again in \(seconds) s", .accent))
    }
    return [line("restart", spans, context)]
  }

  // MARK: Places

  private static func paths(_ context: PaneContext) -> [PaneLine] {
    let gateway = context.gateway
    // The paths of a container are not shown: they are not paths of this machine.
    guard gateway.configPath.hasPrefix("/") else { return [] }
    var config: [LinePainter.Span] = [.init(context.path(gateway.configPath))]
    if let changed = gateway.configModifiedAt {
      let ago = Age.coarse(context.state.screen.now - changed)
      config.append(.init(context.isWide ? "   changed \(ago) ago" : "  \(ago) ago", .dim))
    } else if gateway.silence != nil {
      config.append(.init("   not known", .dim))
    } else {
      config.append(.init("   missing", .warning))
    }
    return [
      line("config", config, context),
      line("state", [.init(context.path(gateway.stateDir))], context),
      line("workspace", [.init(context.path(gateway.workspace))], context),
    ]
  }

  // MARK: Isolation

  /// The gravest thing that is wrong, with what to do; the Isolation pane has all.
  private static func findings(_ context: PaneContext) -> [PaneLine] {
    let all = context.state.marks.of(context.gateway.id).filter { $0.severity != .info }
    guard let first = all.first else { return [] }
    let (glyph, style) = FindingMarks.look(first.severity, context.glyphs)
    let room = max(20, context.width - context.labelWidth - 1)
    let more = all.count > 1 ? "   and \(all.count - 1) more: 4 shows them" : "   4 shows more"
    var lines = [
      line("findings", [.init("\(glyph) \(first.code.rawValue)", style), .init(more, .dim)], context)
    ]
    for part in ShownText.wrap(first.detail, width: room) { lines.append(line("", [.init(part)], context)) }
    for part in ShownText.wrap(first.fix, width: room) {
      lines.append(line("", [.init(part, .dim)], context))
    }
    return lines
  }

  // MARK: What it does

  private static func live(_ context: PaneContext) -> [PaneLine] {
    let gateway = context.gateway
    guard let process = gateway.process else { return [] }
    var lines: [PaneLine] = []
    if !gateway.health.channels.isEmpty {
      let spans = gateway.health.channels.flatMap { channel -> [LinePainter.Span] in
        let isFailing = gateway.health.failing.contains(channel.name) || channel.isConnected == false
        if channel.isConnected == false {
          let why = channel.problem.map { " (\($0))" } ?? ""
          return [.init(channel.name, .warning), .init(" not connected\(why)   ", .warning)]
        }
        let age = channel.lastInboundMs.map {
          " \(Age.coarse(context.state.screen.now - Double($0) / 1000)) ago"
        }
        return [.init(channel.name, isFailing ? .warning : .good), .init((age ?? "") + "   ", .dim)]
      }
      lines.append(line("channels", spans, context))
    } else if !gateway.health.failing.isEmpty {
      lines.append(
        line("channels", [.init(gateway.health.failing.joined(separator: ", "), .warning)], context))
    }
    var memory: [LinePainter.Span] = [.init(Format.bytes(process.memoryBytes))]
    memory.append(.init("  \(process.count) process\(process.count == 1 ? "" : "es")", .dim))
    if let cpu = process.cpuPercent { memory.append(.init("   cpu \(cpu) %", .dim)) }
    lines.append(line("memory", memory, context))
    if let url = gateway.controlURL { lines.append(line("control ui", [.init(url)], context)) }
    return lines
  }
}
