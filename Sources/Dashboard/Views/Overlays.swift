import Canvas

/// Boxes above the screen: help, palette, question.
enum Overlays {
  /// A bordered box in the middle; gives the place of its content.
  static func box(
    _ title: String, width: Int, height: Int, _ state: DashboardState, _ pen: inout Pen
  ) -> (x: Int, y: Int, width: Int, height: Int) {
    let width = min(width, state.width - 2)
    let height = min(height, state.height - 2)
    let x = (state.width - width) / 2
    let y = max(0, (state.height - height) / 2)
    let glyphs = pen.glyphs
    pen.grid.fill(x: x - 1, y: y, width: width + 2, height: height)
    let rule = String(repeating: String(glyphs.rule), count: max(0, width - 2))
    pen.grid.put(glyphs.cornerTopLeft + rule + glyphs.cornerTopRight, x: x, y: y, style: .dim)
    pen.grid.put(
      glyphs.cornerBottomLeft + rule + glyphs.cornerBottomRight, x: x, y: y + height - 1, style: .dim)
    for row in (y + 1)..<max(y + 1, y + height - 1) {
      pen.grid.put(glyphs.vertical, x: x, y: row, style: .dim)
      pen.grid.put(glyphs.vertical, x: x + width - 1, y: row, style: .dim)
    }
    pen.line([.init(" \(title) ", .strong)], x: x + 2, y: y, end: x + width - 2)
    return (x + 2, y + 1, width - 4, height - 2)
  }

  static func help(_ state: DashboardState, scroll: Int, _ pen: inout Pen) {
    var lines: [[Pen.Span]] = []
    for group in KeyBinding.Group.allCases {
      if !lines.isEmpty { lines.append([]) }
      lines.append([.init(group.rawValue, .strong)])
      for binding in KeyTable.all where binding.group == group {
        let label = pen.glyphs == .ascii ? asciiLabel(binding.label) : binding.label
        lines.append([.init(label.padded(to: 10), .key), .init(binding.description)])
      }
    }
    lines += [[], [.init("Rescue guide", .strong)]]
    for key in RescueGuide.keys {
      let label = pen.glyphs == .ascii ? asciiLabel(key.label) : key.label
      lines.append([.init(label.padded(to: 10), .key), .init(key.description)])
    }
    let place = box("Help", width: 76, height: lines.count + 2, state, &pen)
    let first = min(scroll, max(0, lines.count - place.height))
    for (row, line) in lines.dropFirst(first).prefix(place.height).enumerated() {
      pen.line(line, x: place.x, y: place.y + row, end: place.x + place.width)
    }
    if lines.count > place.height {
      let hint = first + place.height < lines.count ? " \(pen.glyphs.down) more " : " end "
      pen.grid.put(hint, endingAt: place.x + place.width, y: place.y + place.height, style: .dim)
    }
  }

  private static func asciiLabel(_ label: String) -> String {
    label.replacing("↑↓", with: "j k").replacing("←→", with: "Tab")
      .replacing("↓", with: "Down").replacing("↑", with: "Up")
  }

  static func palette(_ state: DashboardState, text: String, selected: Int, _ pen: inout Pen) {
    let matches = Dashboard.Palette.matches(text)
    let place = box("Commands", width: 76, height: min(16, matches.count + 4), state, &pen)
    pen.line(
      [.init(": ", .key), .init(text), .init(" ", Style(.text, .reverse))], x: place.x, y: place.y,
      end: place.x + place.width)
    let room = place.height - 2
    let first = max(0, min(selected - room + 1, matches.count - room))
    for (row, binding) in matches.dropFirst(first).prefix(max(0, room)).enumerated() {
      let isSelected = first + row == selected
      let reason = state.current.flatMap { ActionUpdate.reason(binding.command, $0) }
      let y = place.y + 2 + row
      if isSelected { pen.grid.put(pen.glyphs.selection, x: place.x - 1, y: y, style: .accent) }
      let style: Style = reason != nil ? .dim : isSelected ? .strong : .text
      pen.line(
        [
          .init(binding.command.title.padded(to: 15), style), .init(binding.label.padded(to: 10), .key),
          .init(reason ?? binding.description, reason == nil ? .text : .dim),
        ], x: place.x, y: y, end: place.x + place.width)
    }
    if matches.isEmpty { pen.line([.init("no such command", .dim)], x: place.x, y: place.y + 2) }
  }

  static func confirm(_ state: DashboardState, _ confirmation: DashboardState.Confirmation, _ pen: inout Pen)
  {
    let width = max(TextWidth.of(confirmation.question), TextWidth.of(confirmation.detail), 30) + 6
    let place = box(confirmation.verb, width: min(width, 72), height: 7, state, &pen)
    pen.line([.init(confirmation.question, .strong)], x: place.x, y: place.y + 1, end: place.x + place.width)
    pen.line([.init(confirmation.detail, .dim)], x: place.x, y: place.y + 2, end: place.x + place.width)
    pen.line(
      answers(confirmation.verb, isConfirmChosen: confirmation.isConfirmChosen), x: place.x,
      y: place.y + 4, end: place.x + place.width)
  }

  /// The two answers to a question, Cancel first.
  static func answers(_ verb: String, isConfirmChosen: Bool) -> [Pen.Span] {
    [
      .init(" Cancel ", isConfirmChosen ? .text : Style(.text, .reverse)), .init("   "),
      .init(" \(verb) ", isConfirmChosen ? Style(.bad, .reverse) : .bad),
    ]
  }
}
