import Canvas
import GatewayModel
import OpenClaw
import Rescue

/// What stands below the steps: what broke, what a repair would change, the brief, the log.
struct RescuePanel {
  let guide: RescueGuide
  let state: DashboardState
  let glyphs: Glyphs

  private var width: Int { max(20, state.screen.width - 4) }

  var content: (title: String, lines: [PaneLine]) {
    guard let report = guide.report else { return ("", []) }
    switch guide.panel {
    case .brief:
      let lines = report.brief.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
        TextCut.wrap(String($0), width: width)
      }
      return (
        "Brief for \(report.facts.rescue.name)", lines.map { PaneLine([.init($0, style(brief: $0))], x: 2) }
      )
    case .log:
      let lines = report.log.isEmpty ? ["nothing was printed"] : Array(report.log.reversed())
      return (
        "Log of \(report.facts.main.name), the newest line first", lines.map { PaneLine([.init($0)], x: 2) }
      )
    case .trouble:
      let move = guide.asking?.move ?? guide.choice?.move
      if let move, let preview = RescuePreview.of(move, report.facts, path: abbreviate) {
        // On a screen of fewer than 26 rows only the lines that change are shown.
        let isSmall = state.screen.height < 26
        let shown = preview.lines.filter { !isSmall || $0.kind != .dim }
        return (preview.title, shown.map { PaneLine([.init($0.text, style($0.kind))], x: 2) })
      }
      return (
        report.facts.trouble.isTrouble ? "What broke" : "How \(report.facts.main.name) is",
        trouble(report.facts)
      )
    }
  }

  private func abbreviate(_ path: String) -> String { UserPath.abbreviate(path, home: state.screen.home) }

  private func style(brief line: String) -> Style {
    line.hasPrefix("#") ? .strong : line.hasPrefix("+") ? .good : line.hasPrefix("-  ") ? .bad : .text
  }

  private func style(_ kind: RescuePreview.Line.Kind) -> Style {
    switch kind {
    case .text: .text
    case .dim: .dim
    case .added: .good
    case .removed: .bad
    }
  }

  // MARK: What broke

  private func trouble(_ facts: RescueFacts) -> [PaneLine] {
    var lines: [PaneLine] = []
    if let broken = facts.broken {
      lines += self.broken(broken)
    }
    let condition = facts.trouble
    let look: (String, Style) =
      condition.isTrouble
      ? (glyphs.failed, .bad) : condition.answers ? (glyphs.yes, .good) : (glyphs.unknown, .dim)
    for sign in condition.signs where facts.broken.map({ !sign.contains($0.problem.message) }) ?? true {
      for (index, part) in ShownText.wrap(sign, width: width - 2).enumerated() {
        lines.append(PaneLine([.init(index == 0 ? look.0 + " " : "  ", look.1), .init(part)], x: 2))
      }
    }
    lines.append(.blank)
    lines.append(PaneLine([.init(lastGood(facts), .dim)], x: 2))
    if let evidence = facts.run?.evidence {
      lines.append(PaneLine([.init("evidence: \(abbreviate(evidence))", .dim)], x: 2))
    }
    if !condition.isTrouble, let rescue = state.snapshot?.rescue {
      lines.append(.blank)
      lines += ReadinessLines.all(rescue, now: state.screen.now, width: width, glyphs: glyphs)
    }
    return lines
  }

  private func broken(_ broken: RescueFacts.BrokenConfig) -> [PaneLine] {
    let problem = broken.problem
    let place = problem.line.map { ":\($0):\(problem.column ?? 1)" } ?? ""
    var lines = ShownText.wrap(problem.file + place, width: width).map { PaneLine([.init($0, .bad)], x: 2) }
    lines += ShownText.wrap(problem.message, width: width).map { PaneLine([.init($0)], x: 2) }
    if broken.lines.isEmpty { return lines }
    // A long line is scrolled sideways, so that the wrong place is visible.
    let room = width - 8
    let column = broken.caret
    let shift = column < room - 8 ? 0 : max(0, column - room / 2)
    lines.append(.blank)
    for (number, text) in broken.lines {
      let isWrong = number == problem.line
      let shown = TextCut.prefix(String(text.dropFirst(shift)), width: room)
      let label = RescuePreview.label(number)
      lines.append(
        PaneLine(pieces: [
          .init(x: 2, spans: [.init(label, isWrong ? .bad : .dim)]),
          .init(x: 10, spans: [.init(shown, isWrong ? .text : .dim)]),
        ]))
      if isWrong {
        lines.append(
          PaneLine([.init(String(repeating: " ", count: max(0, column - shift)) + "^", .bad)], x: 10))
      }
    }
    return lines + [.blank]
  }

  private func lastGood(_ facts: RescueFacts) -> String {
    if let copy = facts.copy {
      return "last good copy: \(Age.text(state.screen.now - copy.takenAt)) ago, \(copy.difference.summary)"
    }
    return facts.hasCopy ? "last good copy: the config is the same" : "last good copy: none yet"
  }
}
