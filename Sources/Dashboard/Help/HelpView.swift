import Canvas

/// The keys and what they do.
enum HelpView {
  /// - Parameters:
  ///   - bindings: the key table.
  ///   - guide: the keys of the rescue guide.
  static func draw(
    _ state: DashboardState, scroll: Int, bindings: [KeyBinding],
    guide: [(label: String, short: String, description: String)], _ painter: inout LinePainter
  ) {
    let lines = lines(bindings, guide, painter.glyphs)
    let place = Box.draw("Help", width: 76, height: lines.count + 2, state, &painter)
    let first = min(scroll, max(0, lines.count - place.height))
    for (row, line) in lines.dropFirst(first).prefix(place.height).enumerated() {
      painter.line(line, x: place.x, y: place.y + row, end: place.x + place.width)
    }
    if lines.count > place.height {
      let hint = first + place.height < lines.count ? " \(painter.glyphs.down) more " : " end "
      painter.grid.put(hint, endingAt: place.x + place.width, y: place.y + place.height, style: .dim)
    }
  }

  private static func lines(
    _ bindings: [KeyBinding], _ guide: [(label: String, short: String, description: String)],
    _ glyphs: Glyphs
  ) -> [[LinePainter.Span]] {
    func line(_ label: String, _ description: String) -> [LinePainter.Span] {
      let label = glyphs == .ascii ? asciiLabel(label) : label
      return [.init(label.padded(to: 10), .key), .init(description)]
    }
    var lines: [[LinePainter.Span]] = []
    for group in KeyBinding.Group.allCases {
      if !lines.isEmpty { lines.append([]) }
      lines.append([.init(group.rawValue, .strong)])
      lines += bindings.filter { $0.group == group }.map { line($0.label, $0.description) }
    }
    lines += [[], [.init("Rescue guide", .strong)]]
    return lines + guide.map { line($0.label, $0.description) }
  }

  /// How far the help can be scrolled, in lines.
  static func mostScroll(
    _ state: DashboardState, bindings: [KeyBinding],
    guide: [(label: String, short: String, description: String)]
  ) -> Int {
    max(0, lines(bindings, guide, .unicode).count - Box.mostLines(state))
  }

  private static func asciiLabel(_ label: String) -> String {
    label.replacing("↑↓", with: "j k").replacing("←→", with: "Tab")
      .replacing("↓", with: "Down").replacing("↑", with: "Up")
  }
}
