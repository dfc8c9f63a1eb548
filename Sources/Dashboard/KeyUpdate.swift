import Canvas
import GatewayModel

/// What keys do, by mode.
enum KeyUpdate {
  static func apply(_ key: Key, to state: inout DashboardState) -> [Intent] {
    // What a key would be about is not drawn.
    if Layout.isTooSmall(state.screen) { return blind(key) }
    switch state.mode {
    case .browse: return browse(key, &state)
    case .filter: return FilterUpdate.apply(key, &state)
    case .palette(let text, let selected):
      return PaletteUpdate.apply(key, text: text, selected: selected, bindings: KeyTable.all, &state)
    case .confirm(let confirmation): return ConfirmUpdate.apply(key, confirmation, &state)
    case .search(let text): return LogUpdate.type(key, text: text, &state)
    case .quick(let report, let scroll): return QuickChecksUpdate.apply(key, report, scroll: scroll, &state)
    case .help(let scroll):
      let most = HelpView.mostScroll(state, bindings: KeyTable.all, guide: RescueGuideKeys.all)
      return HelpUpdate.apply(key, scroll: scroll, most: most, &state)
    case .rescue(let guide):
      let intents = RescueUpdate.apply(key, guide, &state)
      // The pane's log was not followed while the guide was open, so it is asked for again; the help leads to the panes, too.
      if case .rescue = state.mode { return intents }
      return intents + PaneTable.enter(&state)
    }
  }

  private static func blind(_ key: Key) -> [Intent] {
    switch key {
    case .character("q"): [.quit]
    case .control("z"): [.suspend]
    case .control("l"): [.redraw]
    default: []
    }
  }

  private static func browse(_ key: Key, _ state: inout DashboardState) -> [Intent] {
    switch key {
    case .escape:
      if !state.roster.filter.isEmpty {
        let before = state.current?.id
        state.roster.filter = ""
        return state.current?.id == before ? [] : PaneTable.enter(&state)
      } else if state.paneView.isZoomed {
        state.paneView.isZoomed = false
      } else {
        state.roster.marked = []
        state.message = nil
      }
      return []
    case .control("c"):
      // Ctrl-C neither stops a gateway nor ends the dashboard.
      state.say("press q to quit; the gateways go on", isBad: false)
      return []
    case .wheelDown: return run(state.paneView.isZoomed ? .pageDown : .down, &state)
    case .wheelUp: return run(state.paneView.isZoomed ? .pageUp : .up, &state)
    case .click(_, let y):
      guard let id = Layout(state).gateway(at: y, in: state) else { return [] }
      state.roster.selected = id
      return PaneTable.enter(&state)
    default:
      guard let binding = KeyTable.binding(for: key) else { return [] }
      state.message = nil
      return binding.perform(&state)
    }
  }

  private static func run(_ command: Command, _ state: inout DashboardState) -> [Intent] {
    KeyTable.binding(of: command)?.run(&state) ?? []
  }
}
