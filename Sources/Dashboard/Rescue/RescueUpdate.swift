import Canvas
import GatewayModel
import Rescue

/// What keys do in the guide, and what news changes in it.
enum RescueUpdate {
  static func open(_ state: inout DashboardState) -> [Intent] {
    state.mode = .rescue(RescueGuide())
    return [.hideLog, .openRescue]
  }

  static func apply(_ key: Key, _ guide: RescueGuide, _ state: inout DashboardState) -> [Intent] {
    var guide = guide
    let intents = guide.asking == nil ? browse(key, &guide, &state) : confirm(key, &guide)
    // A key may have left the guide.
    if case .rescue = state.mode { state.mode = .rescue(guide) }
    return intents
  }

  private static func browse(
    _ key: Key, _ guide: inout RescueGuide, _ state: inout DashboardState
  ) -> [Intent] {
    switch key {
    case .escape, .character("q"), .control("c"):
      if guide.panel != .trouble {
        show(.trouble, &guide)
        return []
      }
      state.mode = .browse
      return [.closeRescue]
    case .left, .backTab: choose(-1, &guide)
    case .right, .tab: choose(1, &guide)
    case .enter: return begin(&guide, state)
    case .character("b"): show(guide.panel == .brief ? .trouble : .brief, &guide)
    case .character("l"): show(guide.panel == .log ? .trouble : .log, &guide)
    case .character("c"), .character("y"): return guide.report.map { [.copy($0.brief)] } ?? []
    case .character("t"): return guide.report == nil ? [] : [.handOver(.tui)]
    case .character("D"): return guide.report == nil ? [] : [.handOver(.doctor)]
    case .character("e"): return guide.report == nil ? [] : [.handOver(.edit)]
    case .character("!"): return guide.report.map { [.shell($0.facts.rescue.id)] } ?? []
    case .character("o"): return controlUI(&guide)
    case .down, .character("j"), .wheelDown: scroll(1, &guide, state)
    case .up, .character("k"), .wheelUp: scroll(-1, &guide, state)
    case .pageDown, .character(" "): scroll(8, &guide, state)
    case .pageUp: scroll(-8, &guide, state)
    case .home, .character("g"): scroll(.min / 4, &guide, state)
    case .end, .character("G"): scroll(.max / 4, &guide, state)
    case .control("z"): return [.suspend]
    case .control("l"): return [.redraw]
    case .character("?"), .function(1):
      state.mode = .help(scroll: 0)
      return [.closeRescue]
    default: break
    }
    return []
  }

  private static func choose(_ offset: Int, _ guide: inout RescueGuide) {
    let count = guide.report?.choices.count ?? 0
    guard count > 0 else { return }
    guide.chosen = (guide.chosen + offset + count) % count
    show(.trouble, &guide)
  }

  private static func show(_ panel: RescueGuide.Panel, _ guide: inout RescueGuide) {
    guide.panel = panel
    guide.scroll = 0
  }

  private static func scroll(_ lines: Int, _ guide: inout RescueGuide, _ state: DashboardState) {
    guide.scroll = min(max(0, guide.scroll + lines), RescueView.mostScroll(guide, state))
  }

  private static func begin(_ guide: inout RescueGuide, _ state: DashboardState) -> [Intent] {
    if guide.report == nil {
      return guide.problem != nil && guide.canBeSetUp(state) ? [.runSelf(["rescue", "setup", "--run"])] : []
    }
    if state.screen.now - guide.changedAt < pause {
      guide.answer = .init(text: "what can be done has just changed: look again", isBad: true)
      return []
    }
    guard guide.progress == nil, let choice = guide.choice else { return [] }
    if let refusal = choice.refusal {
      guide.answer = .init(text: refusal, isBad: true)
      return []
    }
    guide.answer = nil
    if choice.isDestructive {
      guide.asking = choice
      guide.isConfirmChosen = false
      return []
    }
    return make(choice, &guide)
  }

  private static func make(_ choice: RescueChoice, _ guide: inout RescueGuide) -> [Intent] {
    guard let report = guide.report else { return [] }
    guide.progress = choice.label
    return [.rescue(choice.move, seen: report.facts.fingerprint)]
  }

  private static func confirm(_ key: Key, _ guide: inout RescueGuide) -> [Intent] {
    switch key {
    case .left, .right, .tab, .backTab: guide.isConfirmChosen.toggle()
    case .escape, .control("c"), .character("n"), .character("q"): guide.asking = nil
    case .character("y"): return confirmed(&guide)
    case .enter:
      if guide.isConfirmChosen { return confirmed(&guide) }
      guide.asking = nil
    default: break
    }
    return []
  }

  private static func confirmed(_ guide: inout RescueGuide) -> [Intent] {
    guard let choice = guide.asking else { return [] }
    guide.asking = nil
    return make(choice, &guide)
  }

  private static func controlUI(_ guide: inout RescueGuide) -> [Intent] {
    guard let rescue = guide.report?.facts.rescue else { return [] }
    if let url = rescue.controlURL { return [.open(url)] }
    guide.answer = .init(text: "\(rescue.name) has no Control UI: it is off in its config", isBad: true)
    return []
  }

  // MARK: News

  /// Seconds in which Enter does nothing after the choices have changed by themselves.
  static let pause = UnaskedChange.pause

  /// - Parameter now: seconds since 1970.
  static func came(_ report: RescueReport, _ guide: inout RescueGuide, now: Double) {
    let before = guide.report
    guide.report = report
    guide.problem = nil
    // What is offered has changed: what was chosen stays so, else the careful choice is, and a key that was meant for the
    // others does nothing for a moment.
    if let before, before.choices.map(\.label) != report.choices.map(\.label) {
      let move = guide.choice(in: before)?.move
      guide.chosen = report.choices.firstIndex { $0.move == move } ?? 0
      guide.scroll = 0
      if guide.progress == nil, before.facts.step == report.facts.step { guide.changedAt = now }
    }
    if let asking = guide.asking, !report.choices.contains(asking) { guide.asking = nil }
  }
}
