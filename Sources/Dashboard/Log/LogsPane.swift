import Canvas
import GatewayModel

/// The log of a gateway: only the lines that are in view are looked at.
enum LogsPane {
  static func lines(_ context: PaneContext) -> [PaneLine] {
    rows(context.state, width: context.width, height: context.state.screen.paneHeight, glyphs: context.glyphs)
  }

  /// The rows that fill the pane, the newest at the bottom.
  /// - Parameter isCut: whether what lies beyond the right edge may be left out: nothing but the screen wants them so.
  static func rows(
    _ state: DashboardState, width: Int, height: Int, glyphs: Glyphs, isCut: Bool = false
  ) -> [PaneLine] {
    guard let gateway = state.current else { return [] }
    let log = state.log
    if log.id != gateway.id { return [PaneLine([.init("reading the log", .dim)])] }
    if let problem = log.problem {
      return ShownText.wrap(problem, width: max(10, width - 4)).map { PaneLine([.init($0, .dim)]) }
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
      let own = parts(lines[index].text, state.logView, width: width, isCut: isCut)
        .suffix(height - rows.count)
      rows.insert(
        contentsOf: own.map { row($0, lines[index], isMatch: isMatch, state.logView, glyphs) }, at: 0)
      index -= 1
    }
    // At the top of a short log the rest of the height shows what comes below.
    index = lines.count - scroll
    while rows.count < height, index < lines.count {
      rows += parts(lines[index].text, state.logView, width: width, isCut: isCut)
        .prefix(height - rows.count).map { row($0, lines[index], isMatch: false, state.logView, glyphs) }
      index += 1
    }
    return rows
  }

  /// The pieces of a line that have a row each.
  private static func parts(_ text: String, _ view: LogView, width: Int, isCut: Bool) -> [String] {
    if view.isWrapped { return TextCut.wrap(text, width: max(10, width - 3)) }
    // A column more than is seen, so that an ellipsis ends the row, and a match that begins at the edge is whole.
    return [isCut ? TextCut.prefix(text, width: width + TextWidth.of(view.search) + 1) : text]
  }

  private static func row(
    _ part: String, _ line: LogLine, isMatch: Bool, _ view: LogView, _ glyphs: Glyphs
  ) -> PaneLine {
    var row = PaneLine(spans(part, line, view.search))
    if isMatch { row.pieces.insert(.init(x: 0, spans: [.init(glyphs.selection, .accent)]), at: 0) }
    return row
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
