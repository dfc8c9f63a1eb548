import Canvas
import GatewayModel

/// What keys do in the Logs pane.
enum LogUpdate {
  /// What the pane needs when it is shown, or when another gateway is chosen.
  static func enter(_ state: inout DashboardState, _ gateway: Gateway) -> [Intent] {
    if state.log.id != gateway.id { state.log = LogBuffer() }
    state.logView.match = nil
    state.logView.isPaused = false
    return [.showLog(gateway.id, own: state.logView.isOwn)]
  }

  static func run(_ command: Command, _ state: inout DashboardState) -> [Intent] {
    guard state.pane == .logs, let current = state.current else {
      state.message = .init(text: "\(command.title) is for the Logs pane: 5 shows it", isBad: true)
      return []
    }
    switch command {
    case .search: state.mode = .search("")
    case .nextMatch: jump(older: true, &state)
    case .previousMatch: jump(older: false, &state)
    case .level:
      state.logView.least = state.logView.least.next
      state.logView.match = nil
      state.paneView.scroll = 0
    case .wrap: state.logView.isWrapped.toggle()
    case .pause:
      state.logView.isPaused.toggle()
      if !state.logView.isPaused { state.paneView.scroll = 0 }
    case .lastStart: lastStart(&state)
    case .logSource:
      state.logView.isOwn.toggle()
      state.log = LogBuffer()
      state.paneView.scroll = 0
      return [.showLog(current.id, own: state.logView.isOwn)]
    case .pager: return [.page(current.id, own: state.logView.isOwn)]
    default: break
    }
    return []
  }

  static func type(_ key: Key, text: String, _ state: inout DashboardState) -> [Intent] {
    switch key {
    case .escape, .control("c"):
      state.mode = .browse
      state.logView.search = ""
      state.logView.match = nil
    case .enter:
      state.mode = .browse
      state.logView.search = text
      state.logView.match = nil
      if !text.isEmpty { jump(older: true, &state) }
    case .backspace: state.mode = text.isEmpty ? .browse : .search(String(text.dropLast()))
    case .control("u"): state.mode = .search("")
    case .character(let character): state.mode = .search(text + String(character))
    default: break
    }
    return []
  }

  /// To the next line with the text: first the newest one that is in view or above it, then older ones with `n`.
  private static func jump(older: Bool, _ state: inout DashboardState) {
    let wanted = state.logView.search
    guard !wanted.isEmpty else {
      state.message = .init(text: "/ searches the log first", isBad: true)
      return
    }
    let lines = state.shownLog
    // Counted from the end, as the scroll is.
    let all = lines.indices.reversed().filter { LogSearch.matches(lines[$0].text, wanted) }
      .map { lines.count - 1 - $0 }
    let from = state.logView.match ?? state.paneView.scroll - 1
    let found = older ? all.first { $0 > from } : all.last { $0 < from }
    guard let found else {
      let place = all.isEmpty ? "in this log" : older ? "above" : "below"
      state.message = .init(text: "\(wanted) is not found \(place)", isBad: true)
      return
    }
    state.logView.match = found
    state.logView.isPaused = true
    state.paneView.scroll = max(
      0, min(found - state.screen.paneHeight / 3, lines.count - state.screen.paneHeight))
  }

  private static func lastStart(_ state: inout DashboardState) {
    let lines = state.shownLog
    guard let index = lines.lastIndex(where: { LogMark.isMark($0.text) }) else {
      state.message = .init(text: "no start by Gatehouse is in this log", isBad: true)
      return
    }
    state.logView.isPaused = true
    state.paneView.scroll = max(0, lines.count - index - state.screen.paneHeight)
  }

  /// What is being read stays where it is while lines come in below, as long as the log holds it.
  static func came(_ added: [LogLine], _ state: inout DashboardState) {
    guard state.pane == .logs, state.paneView.scroll > 0 || state.logView.isPaused else { return }
    let count = added.count { $0.level >= state.logView.least }
    let most = max(0, state.shownLog.count - 1)
    state.paneView.scroll = min(state.paneView.scroll + count, most)
    state.logView.match = state.logView.match.flatMap { $0 + count > most ? nil : $0 + count }
  }
}
