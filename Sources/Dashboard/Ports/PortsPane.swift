import Canvas
import GatewayModel
import OpenClaw
import Presentation

/// Every port of the gateway: what for, from where, and who listens.
enum PortsPane {
  private static let table = Table([
    .init("USE", width: 15), .init("PORT", width: 12), .init("FROM", width: 12, from: 60),
    .init("LISTENER", width: 20, grows: true, most: 64), .init("NOTE", width: 34, from: 96),
  ])

  static func lines(_ context: PaneContext) -> [PaneLine] {
    let plan = context.gateway.plan
    if case .client = context.gateway.kind {
      return [
        PaneLine([.init("\(context.gateway.kindText ?? ""): a client profile owns no port here", .dim)])
      ] + map(context)
    }
    var rows: [[[LinePainter.Span]]] = [
      row(
        "gateway", plan.gateway.known, plan.gateway.from, note: addresses(context, plan.gateway.port), context
      )
    ]
    if context.gateway.isManaged {
      rows += [
        row(
          "browser control", plan.browserControl.known, plan.browserControl.from, note: controlNote(context),
          context),
        row("canvas", plan.canvas.known, plan.canvas.from, note: canvasNote(context), context),
      ]
    }
    for other in plan.others {
      rows.append(
        row(
          other.use, other.port, other.isConfigured ? .config : other.isDerived ? .derived : .standard,
          note: other.key, context))
    }
    if let relay = plan.relay {
      rows.append(row("relay", relay, .derived, note: "extension relay, up to 2026.3.21", context))
    }
    if context.gateway.isManaged { rows.append(cdp(context)) }
    let header = table.columns.map { [LinePainter.Span($0.title, .dim)] }
    var lines = TableLines.lines([header] + rows, table: table, context)
    if plan.isAssumed {
      lines += [
        .blank,
        PaneLine([
          .init(
            "The port is assumed: no port is set and the version is unknown (before 2026.8 it is 18789).",
            .warning)
        ]),
      ]
    }
    let gateway = context.gateway
    if !gateway.isPortKnown, let doubt = gateway.portDoubt ?? gateway.placeDoubt {
      lines += [.blank]
      lines += ShownText.wrap("The port is not known: \(doubt).", width: context.width - 4)
        .map { PaneLine([.init($0, .warning)]) }
    }
    return lines + map(context)
  }

  /// Every gateway's ports on shared axes.
  private static func map(_ context: PaneContext) -> [PaneLine] {
    let gateways = context.state.snapshot?.gateways ?? []
    let lanes = PortMapLanes.lanes(gateways, strong: context.gateway.id)
    guard !lanes.isEmpty else { return [] }
    let width = context.width - 4
    let map = PortMap(lanes, width: width)
    let each =
      map.portsPerColumn == 1 ? "each column is a port" : "each column is \(map.portsPerColumn) ports"
    let glyphs = context.glyphs
    var lines: [PaneLine] = [
      .blank,
      PaneLine([
        .init("Port map", .strong), .init("   \(each)   ", .dim), .init(glyphs.tick, .strong),
        .init(context.isWide ? " gateway, control, canvas  " : " service  ", .dim), .init(glyphs.bar, .good),
        .init(" CDP  ", .dim),
        .init(glyphs.sharedBar, .warning), .init(" shared", .dim),
      ]),
    ]
    lines += map.lines(glyphs: glyphs, width: width).map { spans in
      PaneLine(spans.map { LinePainter.Span($0.text, $0.style) })
    }
    let hidden = gateways.count - lanes.count
    if hidden > 0 {
      lines.append(
        PaneLine([
          .init(
            "\(hidden) not shown: no port of this machine is known of \(hidden == 1 ? "it" : "them")", .dim)
        ]))
    }
    return lines
  }

  private static func row(
    _ use: String, _ port: Int?, _ from: PortPlan.Provenance, note: String, _ context: PaneContext
  ) -> [[LinePainter.Span]] {
    [
      [.init(use)], [.init(port.map(String.init) ?? context.glyphs.dash)], [.init(from.rawValue, .dim)],
      port.map { listener($0, context) } ?? [.init(context.glyphs.dash, .dim)],
      [.init(note, .dim)],
    ]
  }

  /// Who listens, and whether it is this gateway.
  private static func listener(_ port: Int, _ context: PaneContext) -> [LinePainter.Span] {
    let all = context.gateway.listeners.filter { $0.port == port }
    guard let first = all.first else { return [.init("\(context.glyphs.stopped) nobody", .dim)] }
    return HolderSpans.of(context.gateway.holders[port], first, context.glyphs)
  }

  private static func addresses(_ context: PaneContext, _ port: Int) -> String {
    context.gateway.listeners.filter { $0.port == port }.map(\.address).joined(separator: ", ")
  }

  private static func controlNote(_ context: PaneContext) -> String {
    guard let port = context.gateway.plan.browserControl.known else { return "" }
    return context.gateway.listeners.contains { $0.port == port } ? "" : "reserved, often not listening"
  }

  private static func canvasNote(_ context: PaneContext) -> String {
    let plan = context.gateway.plan
    guard plan.gateway.from != .unknown else { return "" }
    return plan.canvas.from == .config
      ? "not served: now on \(plan.gateway.port)" : "served on \(plan.gateway.port) since 2026.1"
  }

  private static func cdp(_ context: PaneContext) -> [[LinePainter.Span]] {
    let plan = context.gateway.plan
    guard let range = plan.knownCDPRange else {
      let dash = LinePainter.Span(context.glyphs.dash, .dim)
      return [[.init("CDP")], [dash], [.init(plan.cdpRangeFrom.rawValue, .dim)], [dash], []]
    }
    let browsers = context.gateway.browsers.filter { $0.listener != nil }
    let allocated = Set(browsers.compactMap(\.allocation.port))
    // A browser that nobody has given a port is there all the same.
    let loose = context.gateway.listeners.filter {
      plan.cdpRange.contains($0.port) && !allocated.contains($0.port)
    }
    let found =
      browsers.compactMap { browser in browser.listener.map { ($0, browser.holder) } }
      + loose.map { ($0, context.gateway.holders[$0.port]) }
    let listeners: [LinePainter.Span] =
      found.isEmpty
      ? [.init("\(context.glyphs.stopped) nobody", .dim)]
      : found.flatMap { HolderSpans.of($0.1, $0.0, context.glyphs) + [.init("  ")] }
    let used = Set(
      context.gateway.browsers.compactMap { $0.allocation.host == nil ? $0.allocation.port : nil })
    let next = plan.cdpRange.first { !used.contains($0) }
    let count = used.count
    return [
      [.init("CDP")], [.init(Format.range(range, dash: context.glyphs.dash))],
      [.init(plan.cdpRangeFrom.rawValue, .dim)], listeners,
      [.init("\(count) allocated\(next.map { ", next \($0)" } ?? "")", .dim)],
    ]
  }
}
