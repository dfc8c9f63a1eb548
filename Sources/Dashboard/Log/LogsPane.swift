import Canvas
import GatewayModel

/// The log of a gateway: only the lines that are in view are looked at.
enum LogsPane {
  static func lines(_ context: PaneContext) -> [PaneLine] {
    rows(context.state, width: context.width, height: context.state.screen.paneHeight, glyphs: context.glyphs)
  }

  /// The rows that fill the pane, the newest at the bottom.
  static func rows(_ state: DashboardState, width: Int, height: Int, glyphs: Glyphs) -> [PaneLine] {
    guard let gateway = state.current else { return [] }
    let log = state.log
    if log.id != gateway.id { return [PaneLine([.init("reading the log", .dim)])] }
    if let problem = log.problem {
      return TextCut.wrap(problem, width: max(10, width - 4)).map { PaneLine([.init($0, .dim)]) }
    }
    let lines = state.shownLog
    if lines.isEmpty {
      let text =
        log.lines.isEmpty
        ? "the log is empty so far" : "no line is \(state.logView.least.name) or graver; v shows more"
      return [PaneLine([.init(text, .dim)])]
    }
    // A log that was cut or begun anew may be shorter than what was scrolled.
    let scroll = min(state.paneView.scroll, lines.count - 1)
    var rows: [PaneLine] = []
    var index = lines.count - 1 - scroll
    while index >= 0, rows.count < height {
      let isMatch = state.logView.match == lines.count - 1 - index
      let own = self.rows(lines[index], isMatch: isMatch, state, width: width, glyphs: glyphs)
      rows.insert(contentsOf: own.suffix(height - rows.count), at: 0)
      index -= 1
    }
    // At the top of a short log the rest of the height shows what comes below.
    index = lines.count - scroll
    while rows.count < height, index < lines.count {
      rows += self.rows(lines[index], isMatch: false, state, width: width, glyphs: glyphs)
      index += 1
    }
    return rows
  }

  private static func rows(
    _ line: LogLine, isMatch: Bool, _ state: DashboardState, width: Int, glyphs: Glyphs
  ) -> [PaneLine] {
    let parts = state.logView.isWrapped ? TextCut.wrap(line.text, width: max(10, width - 3)) : [line.text]
    return parts.map { part in
      var row = PaneLine(spans(part, line, state.logView.search))
      if isMatch { row.pieces.insert(.init(x: 0, spans: [.init(glyphs.selection, .accent)]), at: 0) }
      return row
    }
  }

  private static func spans(_ text: String, _ line: LogLine, _ search: String) -> [LinePainter.Span] {
    let style = style(line)
    if search.isEmpty { return [.init(text, style)] }
    return LogSearch.parts(text, search).map { .init($0.text, $0.isMatch ? Style(.accent, .reverse) : style) }
  }

  private static func style(_ line: LogLine) -> Style {
    if LogMark.isMark(line.text) { return .accent }
    return switch line.level {
    case .error: .bad
    case .warning: .warning
    case .info: .text
    case .debug: .dim
    }
  }

  /// What is special about the view, for the line above the pane.
  static func status(_ state: DashboardState) -> String {
    let view = state.logView
    var parts: [String] = []
    if !state.log.title.isEmpty { parts.append(state.log.title) }
    if view.least != .debug { parts.append("\(view.least.name) and graver") }
    if !view.search.isEmpty { parts.append("/\(TextCut.end(view.search, width: 16, ellipsis: "~"))") }
    if view.isWrapped { parts.append("wrapped") }
    if state.paneView.scroll > 0 {
      parts.append("\(state.paneView.scroll) below, f follows")
    } else if view.isPaused {
      parts.append("paused, f follows")
    }
    return parts.isEmpty ? "" : " \(parts.joined(separator: ", ")) "
  }
}
