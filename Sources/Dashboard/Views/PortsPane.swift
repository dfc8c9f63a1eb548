import Canvas
import Fleet

/// Every port of the gateway: what for, from where, and who listens.
enum PortsPane {
  private static let table = Table([
    .init("USE", width: 15), .init("PORT", width: 12), .init("FROM", width: 12, from: 60),
    .init("LISTENER", width: 20, grows: true), .init("NOTE", width: 34, from: 96),
  ])

  static func lines(_ context: PaneContext) -> [PaneLine] {
    let plan = context.gateway.plan
    var rows: [[[Pen.Span]]] = [
      row(
        "gateway", plan.gateway.port, plan.gateway.from, note: addresses(context, plan.gateway.port), context),
      row(
        "browser control", plan.browserControl.port, plan.browserControl.from, note: controlNote(context),
        context),
      row("canvas", plan.canvas.port, plan.canvas.from, note: canvasNote(context), context),
    ]
    if let relay = plan.relay {
      rows.append(row("relay", relay, .derived, note: "extension relay, up to 2026.3.21", context))
    }
    rows.append(cdp(context))
    let header = table.columns.map { [Pen.Span($0.title, .dim)] }
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
    return lines
  }

  private static func row(
    _ use: String, _ port: Int, _ from: PortPlan.Provenance, note: String, _ context: PaneContext
  ) -> [[Pen.Span]] {
    [
      [.init(use)], [.init(String(port))], [.init(from.rawValue, .dim)], listener(port, context),
      [.init(note, .dim)],
    ]
  }

  /// Who listens, and whether it is this gateway.
  private static func listener(_ port: Int, _ context: PaneContext) -> [Pen.Span] {
    let all = context.gateway.listeners.filter { $0.port == port }
    guard let first = all.first else { return [.init("\(context.glyphs.stopped) nobody", .dim)] }
    guard let pid = first.pid else { return [.init("\(context.glyphs.maybe) \(first.holder)", .warning)] }
    let isOurs = context.gateway.process != nil && isOwn(pid, context)
    return [
      .init(isOurs ? context.glyphs.running : context.glyphs.failed, isOurs ? .good : .bad),
      .init(" \(pid) \(first.command ?? "")", isOurs ? .text : .bad),
    ]
  }

  private static func isOwn(_ pid: Int32, _ context: PaneContext) -> Bool {
    if pid == context.gateway.process?.identity.pid { return true }
    // The base port's holder is proven related; whoever is the same process on another port is so too.
    return context.gateway.listeners.contains {
      $0.port == context.gateway.plan.gateway.port && $0.pid == pid && context.gateway.stranger == nil
    }
  }

  private static func addresses(_ context: PaneContext, _ port: Int) -> String {
    context.gateway.listeners.filter { $0.port == port }.map(\.address).joined(separator: ", ")
  }

  private static func controlNote(_ context: PaneContext) -> String {
    let port = context.gateway.plan.browserControl.port
    return context.gateway.listeners.contains { $0.port == port } ? "" : "reserved, often not listening"
  }

  private static func canvasNote(_ context: PaneContext) -> String {
    let plan = context.gateway.plan
    return plan.canvas.from == .config
      ? "not served: now on \(plan.gateway.port)" : "served on \(plan.gateway.port) since 2026.1"
  }

  private static func cdp(_ context: PaneContext) -> [[Pen.Span]] {
    let plan = context.gateway.plan
    let browsers = context.gateway.browsers.filter { $0.listener != nil }
    let listeners: [Pen.Span] =
      browsers.isEmpty
      ? [.init("\(context.glyphs.stopped) nobody", .dim)]
      : browsers.flatMap { browser -> [Pen.Span] in
        [
          .init(context.glyphs.running, browser.browser == nil ? .warning : .good),
          .init(" \(browser.listener?.pid.map(String.init) ?? "?") \(browser.listener?.command ?? "")  "),
        ]
      }
    let used = Set(
      context.gateway.browsers.compactMap { $0.allocation.host == nil ? $0.allocation.port : nil })
    let next = plan.cdpRange.first { !used.contains($0) }
    let count = used.count
    return [
      [.init("CDP")], [.init(Format.range(plan.cdpRange, dash: context.glyphs.dash))],
      [.init(plan.cdpRangeFrom.rawValue, .dim)], listeners,
      [.init("\(count) allocated\(next.map { ", next \($0)" } ?? "")", .dim)],
    ]
  }
}

/// Rows of cells as pane lines.
enum TableLines {
  static func lines(_ rows: [[[Pen.Span]]], table: Table, _ context: PaneContext) -> [PaneLine] {
    let columns = table.place(x: 2, width: context.width - 3)
    return rows.map { row in
      PaneLine(
        pieces: columns.map { column in
          .init(x: column.x, spans: cut(row[column.index], width: column.width, context.glyphs))
        })
    }
  }

  private static func cut(_ spans: [Pen.Span], width: Int, _ glyphs: Glyphs) -> [Pen.Span] {
    var left = width
    var kept: [Pen.Span] = []
    for span in spans where left > 0 {
      let text = TextCut.end(span.text, width: left, ellipsis: glyphs.ellipsis)
      left -= TextWidth.of(text)
      kept.append(.init(text, span.style))
    }
    return kept
  }
}
