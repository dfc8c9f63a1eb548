import Canvas
import GatewayModel
import OpenClaw

/// What a pane is drawn from.
struct PaneContext {
  let gateway: Gateway
  let state: DashboardState
  let width: Int
  let glyphs: Glyphs

  var isWide: Bool { width >= 100 }
  var labelWidth: Int { width >= 60 ? 14 : 11 }

  /// A path with the home as `~`.
  func abbreviate(_ path: String) -> String { UserPath.abbreviate(path, home: state.screen.home) }

  /// The same, cut in the middle.
  func path(_ path: String) -> String {
    guard path.hasPrefix("/") else { return "unknown" }
    return TextCut.middle(abbreviate(path), width: max(20, width - labelWidth - 2), ellipsis: glyphs.ellipsis)
  }
}
