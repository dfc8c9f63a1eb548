import Canvas
import GatewayModel
import Presentation

/// The table of gateways.
enum RosterView {
  private enum Column: Int, CaseIterable {
    case name, state, health, port, control, canvas, cdp, chrome, runBy, up, memory, cpu, version
  }

  private static func table(_ state: DashboardState) -> Table {
    let names = state.rows.map { gateway in
      TextWidth.of(gateway.name) + (gateway.isRescue ? 2 : 0)
        + (state.marks.row(gateway.id).severity == nil ? 0 : 2)
    }
    let name = min(
      max(names.max() ?? 0, state.screen.width >= 100 ? 12 : 10), state.screen.width >= 140 ? 28 : 18)
    let isNarrow = state.screen.width < 70
    // The longest word is there only while it is needed.
    let hasLongState = !isNarrow && state.rows.contains { $0.state == .backingOff }
    return Table([
      .init("NAME", width: name), .init("STATE", width: hasLongState ? 11 : 8),
      .init("HEALTH", width: isNarrow ? 8 : 16, from: 52, grows: true, most: 56), .init("PORT", width: 6),
      .init("CONTROL", width: 7, from: 100), .init("CANVAS", width: 7, from: 100),
      .init("CDP RANGE", width: 13, from: 56), .init("CHROME", width: 6, from: 106),
      .init("RUN BY", width: 9, from: 100), .init("UP", width: 6, from: 100),
      .init("MEM", width: 7, from: 150), .init("CPU", width: 6, from: 150),
      .init("VERSION", width: 9, from: 150),
    ])
  }

  static func draw(_ state: DashboardState, layout: Layout, _ painter: inout LinePainter) {
    // One column is left at the right edge.
    let table = table(state)
    let columns = table.place(x: 2, width: state.screen.width - 3)
    for column in columns {
      let title =
        column.index == Column.cdp.rawValue && state.screen.width < 100
        ? "CDP" : table.columns[column.index].title
      painter.grid.put(title, x: column.x, y: layout.headerRow, style: .dim)
    }
    let rows = state.rows
    if rows.isEmpty { return empty(state, layout: layout, &painter) }
    let current = state.current?.id
    for line in 0..<min(layout.rosterHeight, rows.count) {
      let gateway = rows[layout.firstRow + line]
      let y = layout.rosterTop + line
      let isCurrent = gateway.id == current
      if isCurrent { painter.grid.put(painter.glyphs.selection, x: 0, y: y, style: .accent) }
      if state.roster.marked.contains(gateway.id) {
        painter.grid.put(painter.glyphs.mark, x: 1, y: y, style: .key)
      }
      let marks = state.marks.row(gateway.id)
      for column in columns {
        draw(
          Column.allCases[column.index], of: gateway, isCurrent: isCurrent, marks, now: state.screen.now,
          column, y: y, &painter)
      }
    }
    if rows.count > layout.rosterHeight {
      let hidden = rows.count - layout.rosterHeight
      painter.grid.put("\(hidden) more", endingAt: state.screen.width - 1, y: layout.headerRow, style: .dim)
    }
  }

  private static func empty(_ state: DashboardState, layout: Layout, _ painter: inout LinePainter) {
    guard state.snapshot != nil else { return }
    let text =
      state.roster.filter.isEmpty
      ? "no gateway found in \(state.screen.home); `gatehouse demo` shows some"
      : "no gateway matches \(state.roster.filter); Esc shows all"
    painter.line([.init(text, .dim)], x: 2, y: layout.rosterTop)
  }

  private static func draw(
    _ column: Column, of gateway: Gateway, isCurrent: Bool, _ marks: FindingMarks.Row, now: Double,
    _ place: Table.Placed, y: Int, _ painter: inout LinePainter
  ) {
    let summary = GatewaySummary(gateway: gateway, glyphs: painter.glyphs, now: now)
    func text(_ text: String, _ style: Style = .text) {
      painter.grid.put(
        fitting: text, x: place.x, y: y, width: place.width, style: style, ellipsis: painter.glyphs.ellipsis)
    }
    func marked(_ words: String, ports: ClosedRange<Int>, _ style: Style) {
      guard let severity = marks.severity(ports: ports) else { return text(words, style) }
      let look = FindingMarks.look(severity, painter.glyphs)
      let mark = severity == .error ? painter.glyphs.failed : look.glyph
      text(words + mark, look.style)
    }
    let dash = painter.glyphs.dash
    func port(_ number: Int?, _ style: Style) {
      guard let number else { return text(dash, .dim) }
      marked(String(number), ports: number...number, style)
    }
    let plan = gateway.plan
    let isHeld = gateway.stranger != nil
    switch column {
    case .name:
      name(gateway, isCurrent: isCurrent, marks, place, y: y, &painter)
    case .state: text(summary.stateWord, summary.stateStyle)
    case .health: health(summary, place, y: y, &painter)
    case .port:
      port(plan.gateway.known, isHeld ? .bad : isCurrent ? .strong : .text)
    case .control: port(gateway.isManaged ? plan.browserControl.known : nil, .text)
    case .canvas: port(gateway.isManaged ? plan.canvas.known : nil, .dim)
    case .cdp:
      guard gateway.isManaged, let range = plan.knownCDPRange else { return text(dash, .dim) }
      marked(Format.range(range, dash: dash), ports: range, .text)
    case .chrome:
      text(
        summary.chromeCount > 0 ? "  \(summary.chromeCount)" : "  \(dash)",
        summary.chromeCount > 0 ? .text : .dim)
    case .runBy: text(gateway.runBy?.rawValue ?? dash, gateway.runBy == nil ? .dim : .text)
    case .up: text(summary.uptime, gateway.process == nil ? .dim : .text)
    case .memory:
      text(
        gateway.process.map { Format.bytes($0.memoryBytes) } ?? dash, gateway.process == nil ? .dim : .text)
    case .cpu:
      text(gateway.process?.cpuPercent.map { "\($0) %" } ?? dash, gateway.process == nil ? .dim : .text)
    case .version: text(gateway.version ?? dash, gateway.version == nil ? .dim : .text)
    }
  }

  private static func name(
    _ gateway: Gateway, isCurrent: Bool, _ marks: FindingMarks.Row, _ place: Table.Placed, y: Int,
    _ painter: inout LinePainter
  ) {
    var signs: [(String, Style)] = gateway.isRescue ? [(painter.glyphs.rescue, .accent)] : []
    if let severity = marks.severity {
      let look = FindingMarks.look(severity, painter.glyphs)
      signs.append((look.glyph, look.style))
    }
    // Room for the signs is kept free, so that a long name does not push them out.
    let room = max(4, place.width - 2 * signs.count)
    painter.grid.put(
      fitting: gateway.name, x: place.x, y: y, width: room, style: isCurrent ? .strong : .text,
      ellipsis: painter.glyphs.ellipsis)
    var column = place.x + min(room, TextWidth.of(gateway.name)) + 1
    for (sign, style) in signs { column = painter.grid.put(sign, x: column, y: y, style: style) + 1 }
  }

  private static func health(
    _ summary: GatewaySummary, _ place: Table.Placed, y: Int, _ painter: inout LinePainter
  ) {
    let health = summary.health
    let latency = summary.latency ?? ""
    let room = place.width - (latency.isEmpty ? 0 : TextWidth.of(latency) + 1)
    let text = health.text.isEmpty ? health.glyph : "\(health.glyph) \(health.text)"
    painter.grid.put(
      fitting: text, x: place.x, y: y, width: room, style: health.style, ellipsis: painter.glyphs.ellipsis)
    // Beside its state, not at the far end of a wide column.
    let end = min(place.x + place.width, place.x + 26)
    if !latency.isEmpty, room > 4 { painter.grid.put(latency, endingAt: end, y: y, style: .dim) }
  }
}
