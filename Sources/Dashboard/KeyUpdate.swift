import Canvas
import GatewayModel

/// What keys do, by mode.
enum KeyUpdate {
  static func apply(_ key: Key, to state: inout DashboardState) -> [Intent] {
    switch state.mode {
    case .browse: browse(key, &state)
    case .filter: filter(key, &state)
    case .palette(let text, let selected): palette(key, text: text, selected: selected, &state)
    case .confirm(let confirmation): confirm(key, confirmation, &state)
    case .search(let text): LogUpdate.type(key, text: text, &state)
    case .quick(let report, let scroll): QuickOverlay.apply(key, report, scroll: scroll, &state)
    case .help(let scroll): help(key, scroll: scroll, &state)
    case .rescue(let guide): RescueUpdate.apply(key, guide, &state)
    }
  }

  private static func browse(_ key: Key, _ state: inout DashboardState) -> [Intent] {
    switch key {
    case .escape:
      if !state.filter.isEmpty {
        state.filter = ""
      } else if state.isZoomed {
        state.isZoomed = false
      } else {
        state.marked = []
        state.message = nil
      }
      return []
    case .control("c"):
      // It never stops a gateway, and it does not end the dashboard by surprise.
      state.message = .init(text: "press q to quit; the gateways go on", isBad: false)
      return []
    case .wheelDown: return run(state.isZoomed ? .pageDown : .down, &state)
    case .wheelUp: return run(state.isZoomed ? .pageUp : .up, &state)
    case .click(_, let y):
      let index = y - Layout(state).rosterTop + Layout(state).firstRow
      let rows = state.rows
      guard !state.isZoomed, y >= Layout(state).rosterTop, rows.indices.contains(index) else { return [] }
      state.selected = rows[index].id
      return paneIntents(&state)
    default:
      guard let command = KeyTable.command(for: key) else { return [] }
      state.message = nil
      return run(command, &state)
    }
  }

  /// Carries out a command, from a key or from the palette.
  static func run(_ command: Command, _ state: inout DashboardState) -> [Intent] {
    switch command {
    case .up:
      if state.isZoomed { return isChoosing(state) ? choose(by: -1, &state) : scroll(by: -1, &state) }
      return select(by: -1, &state)
    case .down:
      if state.isZoomed { return isChoosing(state) ? choose(by: 1, &state) : scroll(by: 1, &state) }
      return select(by: 1, &state)
    case .first: return state.isZoomed ? scroll(by: .min / 4, &state) : select(by: .min / 4, &state)
    case .last: return state.isZoomed ? scroll(by: .max / 4, &state) : select(by: .max / 4, &state)
    case .pageUp:
      return isChoosing(state) ? choose(by: -1, &state) : scroll(by: -max(1, state.paneHeight - 1), &state)
    case .pageDown:
      return isChoosing(state) ? choose(by: 1, &state) : scroll(by: max(1, state.paneHeight - 1), &state)
    case .nextPane: return showPane(offset: 1, &state)
    case .previousPane: return showPane(offset: -1, &state)
    case .overview: return show(.overview, &state)
    case .ports: return show(.ports, &state)
    case .cdp: return show(.cdp, &state)
    case .isolation: return show(.isolation, &state)
    case .logs: return show(.logs, &state)
    case .environment: return show(.environment, &state)
    case .zoom:
      state.isZoomed.toggle()
      return []
    case .mark:
      guard let current = state.current else { return [] }
      if state.marked.remove(current.id) == nil { state.marked.insert(current.id) }
      return select(by: 1, &state)
    case .start, .stop, .restart, .kill, .endBrowsers: return ActionUpdate.ask(command, &state)
    case .filter:
      if state.pane == .logs { return LogUpdate.run(.search, &state) }
      state.mode = .filter
      return []
    case .journal: return show(.journal, &state)
    case .policy: return ActionUpdate.choosePolicy(&state)
    case .quick:
      guard let current = state.current else { return [] }
      state.mode = .quick(.init(id: current.id, name: current.name), scroll: 0)
      return [.quick(current.id)]
    case .installService, .uninstallService, .enableService: return ServiceUpdate.ask(command, &state)
    case .search, .nextMatch, .previousMatch, .level, .wrap, .pause, .lastStart, .logSource, .pager:
      return LogUpdate.run(command, &state)
    case .rescue: return RescueUpdate.open(&state)
    case .drill: return [.runSelf(["rescue", "--drill"])]
    case .breakMain:
      guard state.isDemo else {
        state.message = .init(text: "only the demo's main bot can be broken by a key", isBad: true)
        return []
      }
      return [.breakMain]
    case .palette:
      state.mode = .palette(text: "", selected: 0)
      return []
    case .copy:
      let text = PaneText.text(state)
      return text.isEmpty ? [] : [.copy(text)]
    case .openUI:
      guard let current = state.current else { return [] }
      guard let url = current.controlURL else {
        state.message = .init(text: "\(current.name) has no Control UI: it is off in its config", isBad: true)
        return []
      }
      return [.open(url)]
    case .shell: return state.current.map { [.shell($0.id)] } ?? []
    case .help:
      state.mode = .help(scroll: 0)
      return []
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: return [.quit]
    }
  }

  private static func select(by offset: Int, _ state: inout DashboardState) -> [Intent] {
    let rows = state.rows
    guard !rows.isEmpty else { return [] }
    let index = rows.firstIndex { $0.id == state.current?.id } ?? 0
    let next = min(max(index + offset, 0), rows.count - 1)
    guard rows[next].id != state.current?.id || state.selected == nil else { return [] }
    state.selected = rows[next].id
    return paneIntents(&state)
  }

  /// The log counts from its end: scrolling up there is away from the newest line.
  private static func scroll(by lines: Int, _ state: inout DashboardState) -> [Intent] {
    let lines = state.pane == .logs ? -lines : lines
    let length = state.pane == .logs ? state.shownLog.count : PaneText.lineCount(state)
    let most = max(0, length - state.paneHeight)
    state.scroll = min(max(state.scroll + lines, 0), most)
    // Back at its end a log is followed again.
    if state.pane == .logs { state.logView.isPaused = state.scroll > 0 }
    return []
  }

  /// Whether keys that scroll choose a finding instead: the pane follows the chosen one.
  private static func isChoosing(_ state: DashboardState) -> Bool { state.pane == .isolation }

  private static func choose(by offset: Int, _ state: inout DashboardState) -> [Intent] {
    guard let current = state.current else { return [] }
    let count = state.marks.groups(current.name).count
    state.chosenFinding = min(max(state.chosenFinding + offset, 0), max(0, count - 1))
    let content = PaneText.isolation(state)
    guard let chosen = content.chosen else { return [] }
    let room = max(1, state.paneHeight)
    // The first one belongs to the checklist above it; of any other the whole text is brought into view.
    if state.chosenFinding == 0 { state.scroll = 0 }
    if chosen.upperBound > state.scroll + room { state.scroll = chosen.upperBound - room }
    if chosen.lowerBound < state.scroll { state.scroll = chosen.lowerBound }
    return []
  }

  private static func show(_ pane: DashboardState.Pane, _ state: inout DashboardState) -> [Intent] {
    state.pane = pane
    return paneIntents(&state)
  }

  private static func showPane(offset: Int, _ state: inout DashboardState) -> [Intent] {
    let all = DashboardState.Pane.allCases
    let index = (all.firstIndex(of: state.pane) ?? 0) + offset
    return show(all[(index + all.count) % all.count], &state)
  }

  // MARK: Other modes

  private static func filter(_ key: Key, _ state: inout DashboardState) -> [Intent] {
    let before = state.current?.id
    switch key {
    case .enter: state.mode = .browse
    case .escape, .control("c"):
      state.filter = ""
      state.mode = .browse
    case .backspace:
      if state.filter.isEmpty { state.mode = .browse } else { state.filter.removeLast() }
    case .control("u"): state.filter = ""
    case .character(let character): state.filter.append(character)
    case .down, .up: return select(by: key == .down ? 1 : -1, &state)
    default: return []
    }
    return state.current?.id == before ? [] : paneIntents(&state)
  }

  private static func palette(
    _ key: Key, text: String, selected: Int, _ state: inout DashboardState
  ) -> [Intent] {
    let matches = Palette.matches(text)
    switch key {
    case .escape, .control("c"): state.mode = .browse
    case .enter:
      state.mode = .browse
      if matches.indices.contains(selected) { return run(matches[selected].command, &state) }
      state.message = .init(text: "no command has \(text) in its name", isBad: true)
    case .down, .tab:
      state.mode = .palette(text: text, selected: min(selected + 1, max(0, matches.count - 1)))
    case .up, .backTab: state.mode = .palette(text: text, selected: max(0, selected - 1))
    case .backspace:
      state.mode = text.isEmpty ? .browse : .palette(text: String(text.dropLast()), selected: 0)
    case .control("u"): state.mode = .palette(text: "", selected: 0)
    case .character(let character): state.mode = .palette(text: text + String(character), selected: 0)
    default: break
    }
    return []
  }

  private static func confirm(
    _ key: Key, _ confirmation: DashboardState.Confirmation, _ state: inout DashboardState
  ) -> [Intent] {
    var confirmation = confirmation
    switch key {
    case .left, .right, .tab, .backTab, .character("h"), .character("l"):
      confirmation.isConfirmChosen.toggle()
      state.mode = .confirm(confirmation)
    case .enter:
      state.mode = .browse
      if confirmation.isConfirmChosen { return confirmed(confirmation, &state) }
    case .escape, .control("c"), .character("n"), .character("q"): state.mode = .browse
    case .character("y"):
      state.mode = .browse
      return confirmed(confirmation, &state)
    default: break
    }
    return []
  }

  private static func confirmed(
    _ confirmation: DashboardState.Confirmation, _ state: inout DashboardState
  ) -> [Intent] {
    state.marked = []
    if ServiceUpdate.commands.contains(confirmation.action) {
      return confirmation.ids.first.map { [.service(confirmation.action, $0)] } ?? []
    }
    return [.perform(confirmation.action, confirmation.ids)]
  }

  private static func help(_ key: Key, scroll: Int, _ state: inout DashboardState) -> [Intent] {
    switch key {
    case .down, .character("j"), .wheelDown: state.mode = .help(scroll: scroll + 1)
    case .up, .character("k"), .wheelUp: state.mode = .help(scroll: max(0, scroll - 1))
    case .pageDown, .character(" "): state.mode = .help(scroll: scroll + max(1, state.height - 4))
    case .pageUp: state.mode = .help(scroll: max(0, scroll - max(1, state.height - 4)))
    case .control("z"): return [.suspend]
    default: state.mode = .browse
    }
    return []
  }
}

/// The commands that the palette offers.
enum Palette {
  static func matches(_ text: String) -> [KeyBinding] {
    let wanted = text.lowercased().split(separator: " ")
    let moving: Set<KeyBinding.Group> = [.moving]
    return KeyTable.all.filter { binding in
      !moving.contains(binding.group) && binding.command != .palette
        && wanted.allSatisfy {
          binding.command.title.contains($0) || binding.description.lowercased().contains($0)
        }
    }.sorted { a, b in
      // Of two names that fit the shorter one is meant: `:q` leaves, as everywhere.
      (rank(a, wanted.first), wanted.isEmpty ? 0 : a.command.title.count)
        < (rank(b, wanted.first), wanted.isEmpty ? 0 : b.command.title.count)
    }
  }

  /// A command whose name begins so comes before one that merely mentions it.
  private static func rank(_ binding: KeyBinding, _ word: Substring?) -> Int {
    guard let word else { return 0 }
    let name = binding.command.title
    return name.hasPrefix(word) ? 0 : name.contains(word) ? 1 : 2
  }
}
