import Canvas
import GatewayModel
import OpenClaw
import Presentation

/// The browser profiles of the gateway: port, how it got it, who listens, whether a Chrome answers.
enum CDPPane {
  private static let table = Table([
    .init("BROWSER", width: 14), .init("PORT", width: 6), .init("HOW", width: 16, from: 56),
    .init("LISTENER", width: 18, grows: true), .init("ANSWERS", width: 26, from: 72),
  ])

  static func lines(_ context: PaneContext) -> [PaneLine] {
    let header = table.columns.map { [LinePainter.Span($0.title, .dim)] }
    let rows = context.gateway.browsers.map { row($0, context) }
    var lines = TableLines.lines([header] + rows, table: table, context)
    guard context.gateway.isManaged else {
      return [
        PaneLine([.init("\(context.gateway.kindText ?? ""): no CDP port of it is this machine's", .dim)])
      ]
    }
    let range =
      context.gateway.plan.knownCDPRange.map { Format.range($0, dash: context.glyphs.dash) } ?? "not known"
    lines += [
      .blank,
      PaneLine([
        .init("range \(range)", .dim),
        .init("   Chrome starts when a bot first needs it: a silent port is normal", .dim),
      ]),
    ]
    return lines
  }

  private static func row(_ browser: Gateway.Browser, _ context: PaneContext) -> [[LinePainter.Span]] {
    let allocation = browser.allocation
    let glyphs = context.glyphs
    let port = context.gateway.plan.knownPort(of: allocation)
    let how = allocation.how.rawValue + (allocation.host.map { " \($0)" } ?? "")
    let listener: [LinePainter.Span]
    if let problem = allocation.problem {
      listener = [.init(problem, .bad)]
    } else if allocation.host != nil {
      listener = [.init("on another host, not asked", .dim)]
    } else if let found = browser.listener {
      listener = HolderSpans.of(browser.holder, found, glyphs)
    } else {
      listener = [.init(allocation.port == nil ? glyphs.dash : "\(glyphs.stopped) nobody", .dim)]
    }
    let answer: [LinePainter.Span] =
      browser.browser.map { [.init("\(glyphs.yes) ", .good), .init($0)] }
      ?? [
        .init(
          browser.listener == nil ? glyphs.dash : "no answer as a Chrome",
          browser.listener == nil ? .dim : .warning)
      ]
    return [
      [.init(allocation.name)], [.init(port.map(String.init) ?? glyphs.dash)],
      [.init(how, .dim)], listener, answer,
    ]
  }
}
