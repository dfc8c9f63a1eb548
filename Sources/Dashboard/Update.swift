import Canvas
import GatewayModel

/// The dashboard's logic: an event changes the state and may ask for something. Pure.
public func update(_ state: inout DashboardState, _ event: DashboardEvent) -> [Intent] {
  switch event {
  case .key(let key): return KeyUpdate.apply(key, to: &state)
  case .resized(let width, let height):
    state.screen.width = width
    state.screen.height = height
    return []
  case .time(let now, let clock):
    state.screen.now = now
    state.screen.clock = clock
    return []
  case .snapshot(let snapshot):
    return show(snapshot, in: &state)
  case .log(let id, let title, let lines, let isNew):
    guard id == state.log.id || isNew else { return [] }
    if isNew {
      state.log = LogBuffer()
      state.log.id = id
      state.log.title = title
    }
    let added = state.log.append(lines)
    LogUpdate.came(isNew ? [] : added, &state)
    return []
  case .noLog(let id, let reason):
    // One that comes late, of the gateway that was chosen before, is no news.
    guard id == state.current?.id else { return [] }
    state.log = LogBuffer()
    state.log.id = id
    state.log.problem = reason
    return []
  case .environment(let report):
    if report.id == state.current?.id { state.environment = report }
    Scrolling.keepInside(&state)
    return []
  case .journal(let entries):
    state.journal = entries
    Scrolling.keepInside(&state)
    return []
  case .quick(let id, let lines, let isDone):
    guard case .quick(var report, let scroll) = state.mode, report.id == id else { return [] }
    // Held twice, all its lines would be copied with each event.
    state.mode = .browse
    report.append(lines)
    report.isDone = isDone
    state.mode = .quick(report, scroll: scroll)
    return []
  case .rescue, .noRescue, .rescueProgress, .rescueMoved:
    hear(event, in: &state)
    return []
  case .message(let text, let isBad):
    // The guide covers the line for messages, so it has the answer too.
    state.withGuide { $0.answer = .init(text: text, isBad: isBad) }
    state.message = .init(text: text, isBad: isBad)
    return []
  }
}

/// News of the rescue, for the guide.
private func hear(_ event: DashboardEvent, in state: inout DashboardState) {
  switch event {
  case .rescue(let report):
    let now = state.screen.now
    state.withGuide { RescueUpdate.came(report, &$0, now: now) }
  case .noRescue(let reason):
    state.withGuide {
      $0.report = nil
      $0.problem = reason
    }
  case .rescueProgress(let text):
    state.withGuide { if $0.progress != nil { $0.progress = text } }
  case .rescueMoved(let text, let isBad):
    if case .rescue = state.mode {
      state.withGuide {
        $0.progress = nil
        $0.answer = .init(text: text, isBad: isBad)
      }
    } else {
      state.message = .init(text: text, isBad: isBad)
    }
  default: return
  }
}

extension DashboardState {
  /// Changes the guide, where it is open.
  mutating func withGuide(_ change: (inout RescueGuide) -> Void) {
    guard case .rescue(var guide) = mode else { return }
    change(&guide)
    mode = .rescue(guide)
  }
}

private func show(_ snapshot: Snapshot, in state: inout DashboardState) -> [Intent] {
  let before = Selection.Place(state)
  let lastEvent = state.snapshot?.lastEvent
  if snapshot.findings != state.marks.all { state.marks = FindingMarks(snapshot.findings) }
  state.snapshot = snapshot
  state.screen.now = max(state.screen.now, snapshot.takenAt)
  state.roster.marked.formIntersection(snapshot.gateways.map(\.id))
  Selection.keep(before, &state)
  Scrolling.keepInside(&state)
  // A new event is shown instead of the last answer.
  let isNews = snapshot.lastEvent != lastEvent
  if isNews { state.message = nil }
  // Every event has a line in the journal, so the pane is read again.
  if isNews, state.pane == .journal, state.current?.id == before.id { return [.loadJournal] }
  return state.current?.id == before.id ? [] : PaneTable.enter(&state)
}
