import Canvas
import GatewayModel
import Rescue

/// The eight steps as lines: what came of those before, the question of the current one, the names of those to come.
struct RescueSteps {
  let guide: RescueGuide
  let state: DashboardState
  let glyphs: Glyphs

  private var textX: Int { state.screen.width >= 90 ? 30 : 19 }
  private var room: Int { max(10, state.screen.width - textX - 1) }

  /// - Parameter count: what is furthest from the current step goes first where there is not room for all.
  func lines(atMost count: Int) -> [PaneLine] {
    guard let report = guide.report else {
      let text = guide.problem ?? "looking at the pair"
      var lines = ShownText.wrap(text, width: max(10, state.screen.width - 3)).map {
        PaneLine([.init($0)], x: 1)
      }
      if guide.problem != nil, guide.canBeSetUp(state) {
        lines += [
          .blank,
          PaneLine(
            [.init("Enter", .key), .init(" plans a rescue bot and makes it with OpenClaw's own commands")],
            x: 1),
        ]
      }
      return lines
    }
    let facts = report.facts
    // Detecting and collecting are one move.
    let current = max(facts.step, .evidence)
    var before: [PaneLine] = []
    var after: [PaneLine] = []
    for step in RescueStep.allCases where step != current {
      if step < current { before.append(done(step, facts)) } else { after.append(pending(step)) }
    }
    let now = self.now(current, report)
    while before.count + now.count + after.count > count, !after.isEmpty { after.removeLast() }
    while before.count + now.count > count, !before.isEmpty { before.removeFirst() }
    return before + now.prefix(count) + after
  }

  private func line(_ glyph: LinePainter.Span, _ step: RescueStep, _ style: Style, _ text: [LinePainter.Span])
    -> PaneLine
  {
    PaneLine(pieces: [
      .init(x: 1, spans: [glyph, .init(" \(step.rawValue) \(step.title)", style)]),
      .init(x: textX, spans: text),
    ])
  }

  private func done(_ step: RescueStep, _ facts: RescueFacts) -> PaneLine {
    guard let entry = facts.run?.last(step) else {
      let text = step == .detect ? facts.condition.summary(now: facts.takenAt) : ""
      let isSeen = step == .detect
      return line(
        .init(isSeen ? glyphs.yes : glyphs.dash, isSeen ? .good : .dim), step, isSeen ? .text : .dim,
        [.init(text, .dim)])
    }
    let glyph: LinePainter.Span =
      entry.outcome == .done ? .init(glyphs.yes, .good) : .init(glyphs.no, .bad)
    let age = state.screen.width >= 90 ? "  \(Age.text(state.screen.now - entry.at)) ago" : ""
    let cut = TextCut.end(entry.text, width: room - TextWidth.of(age), ellipsis: glyphs.ellipsis)
    return line(glyph, step, .text, [.init(cut, .dim), .init(age, .dim)])
  }

  private func pending(_ step: RescueStep) -> PaneLine {
    line(.init(glyphs.unknown, .dim), step, .dim, [])
  }

  // MARK: The current step

  private func now(_ step: RescueStep, _ report: RescueReport) -> [PaneLine] {
    let facts = report.facts
    let (said, question) = RescueQuestion.of(facts)
    let isSmall = state.screen.height < 24
    var right: [[LinePainter.Span]] = []
    if let entry = facts.run?.last(step), entry.outcome != .done {
      right += ShownText.wrap("\(glyphs.no) \(entry.text)", width: room).prefix(isSmall ? 1 : 3).map {
        [.init($0, .bad)]
      }
    }
    if let doing = facts.run?.doing, guide.progress == nil {
      let text =
        facts.isDoingAlive
        ? "another Gatehouse is at it: \(doing.move.word)"
        : "\(doing.move.word) was cut off \(Age.text(state.screen.now - doing.since)) ago: it can be made again"
      right.append([.init(text, .warning)])
    }
    right += ShownText.wrap(said, width: room).prefix(isSmall ? 2 : 4).map { [.init($0)] }
    if !isSmall { right.append([]) }
    if facts.isDoingAlive, guide.progress == nil {
      // Another Gatehouse makes a move: no choices are shown here.
    } else if let progress = guide.progress {
      let operation = running(facts)
      right.append([.init("\(glyphs.pending) \(operation ?? progress)", .accent)])
    } else if let asking = guide.asking {
      right += confirmation(asking)
    } else {
      right += ShownText.wrap(question, width: room).prefix(isSmall ? 2 : 4).map { [.init($0)] }
      right += choices(report.choices)
    }
    if !isSmall { right.append([]) }
    let head = line(.init(glyphs.current, .accent), step, .strong, right.first ?? [])
    return [head] + right.dropFirst().map { PaneLine($0, x: textX) }
  }

  /// The action under way on one of the two, with its clock.
  private func running(_ facts: RescueFacts) -> String? {
    let gateways = state.snapshot?.gateways ?? []
    for id in [facts.main.id, facts.rescue.id] {
      if let gateway = gateways.first(where: { $0.id == id }), let operation = gateway.operation {
        return "\(gateway.name): \(operation.text(now: state.screen.now))"
      }
    }
    return nil
  }

  private func confirmation(_ asking: RescueChoice) -> [[LinePainter.Span]] {
    [
      [.init("\(asking.label)?", .strong)],
      Box.answers("Do it", isConfirmChosen: guide.isConfirmChosen),
    ]
  }

  /// Beside each other where they fit, else one below the other; what the chosen one means follows it.
  private func choices(_ choices: [RescueChoice]) -> [[LinePainter.Span]] {
    let chosen = min(guide.chosen, max(0, choices.count - 1))
    func label(_ place: Int) -> LinePainter.Span {
      let choice = choices[place]
      let style: Style =
        place == chosen ? Style(.text, .reverse) : choice.refusal != nil ? .dim : .text
      return .init(" \(choice.label) ", style)
    }
    let width = choices.reduce(0) { $0 + TextWidth.of($1.label) + 5 }
    let detail: [LinePainter.Span] = choices.isEmpty ? [] : [.init(choices[chosen].detail, .dim)]
    if width <= room {
      let row = choices.indices.flatMap { [label($0), LinePainter.Span("   ")] }
      return [row] + (choices.isEmpty || choices[chosen].detail.isEmpty ? [] : [detail])
    }
    // Not all may have room: those around the chosen one.
    let most = state.screen.height >= 24 ? 6 : 3
    let first = max(0, min(chosen - most / 2, choices.count - most))
    var rows = choices.indices.dropFirst(first).prefix(most).map { place in
      place == chosen ? [label(place), .init(" ")] + detail : [label(place)]
    }
    let hidden = choices.count - rows.count
    if hidden > 0 { rows[rows.count - 1].append(.init("  \(glyphs.dot) \(hidden) more", .dim)) }
    return rows
  }
}
