import Canvas
import GatewayModel
import OpenClaw

/// A line of a pane: pieces at columns.
struct PaneLine: Equatable {
  struct Piece: Equatable {
    var x: Int
    var spans: [Pen.Span]
  }

  var pieces: [Piece]

  static let blank = PaneLine(pieces: [])

  init(pieces: [Piece]) { self.pieces = pieces }

  /// A label and what belongs to it.
  init(_ label: String, _ spans: [Pen.Span], labelWidth: Int) {
    pieces = [.init(x: 2, spans: [.init(label, .dim)]), .init(x: labelWidth, spans: spans)]
  }

  init(_ spans: [Pen.Span], x: Int = 2) { pieces = [.init(x: x, spans: spans)] }

  /// Draws it; a piece ends where the next one begins.
  func draw(y: Int, on pen: inout Pen) {
    for (index, piece) in pieces.enumerated() {
      let next = index + 1 < pieces.count ? pieces[index + 1].x - 1 : pen.grid.width - 1
      pen.line(piece.spans, x: piece.x, y: y, end: next)
    }
  }

  /// The text alone, for copying.
  var text: String {
    pieces.map { $0.spans.map(\.text).joined() }.joined(separator: "  ")
  }
}

/// The lines of the pane that is shown, whatever their number.
enum PaneText {
  static func lines(_ state: DashboardState, width: Int, glyphs: Glyphs) -> [PaneLine] {
    guard let gateway = state.current else { return [] }
    let context = PaneContext(gateway: gateway, state: state, width: width, glyphs: glyphs)
    return switch state.pane {
    case .overview: OverviewPane.lines(context)
    case .ports: PortsPane.lines(context)
    case .cdp: CDPPane.lines(context)
    case .isolation: IsolationPane.content(context).lines
    case .logs: LogsPane.rows(state, width: width, height: state.paneHeight, glyphs: glyphs)
    case .environment: EnvironmentPane.lines(context)
    case .journal: JournalPane.lines(context)
    }
  }

  /// The Isolation pane with the place of the chosen finding in it.
  static func isolation(_ state: DashboardState) -> (lines: [PaneLine], chosen: Range<Int>?) {
    guard let gateway = state.current else { return ([], nil) }
    return IsolationPane.content(
      PaneContext(gateway: gateway, state: state, width: state.width, glyphs: .unicode))
  }

  static func lineCount(_ state: DashboardState) -> Int {
    lines(state, width: state.width, glyphs: .unicode).count
  }

  /// What `c` copies: the pane as text.
  static func text(_ state: DashboardState) -> String {
    if state.pane == .isolation, let finding = IsolationPane.text(state) { return finding }
    return lines(state, width: max(state.width, 160), glyphs: .unicode).map(\.text).joined(separator: "\n")
  }
}

/// What a pane is drawn from.
struct PaneContext {
  let gateway: Gateway
  let state: DashboardState
  let width: Int
  let glyphs: Glyphs

  var isWide: Bool { width >= 100 }
  var labelWidth: Int { width >= 60 ? 14 : 11 }

  /// A path with the home as `~`.
  func abbreviate(_ path: String) -> String { UserPath.abbreviate(path, home: state.home) }

  /// The same, cut in the middle.
  func path(_ path: String) -> String {
    guard path.hasPrefix("/") else { return "unknown" }
    return TextCut.middle(abbreviate(path), width: max(20, width - labelWidth - 2), ellipsis: glyphs.ellipsis)
  }
}
