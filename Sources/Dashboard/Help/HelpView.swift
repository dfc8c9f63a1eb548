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
    var lines: [[LinePainter.Span]] = []
    for group in KeyBinding.Group.allCases {
      if !lines.isEmpty { lines.append([]) }
      lines.append([.init(group.rawValue, .strong)])
      for binding in bindings where binding.group == group {
        let label = painter.glyphs == .ascii ? asciiLabel(binding.label) : binding.label
        lines.append([.init(label.padded(to: 10), .key), .init(binding.description)])
      }
    }
    lines += [[], [.init("Rescue guide", .strong)]]
    for key in guide {
      let label = painter.glyphs == .ascii ? asciiLabel(key.label) : key.label
      lines.append([.init(label.padded(to: 10), .key), .init(key.description)])
    }
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

  private static func asciiLabel(_ label: String) -> String {
    label.replacing("↑↓", with: "j k").replacing("←→", with: "Tab")
      .replacing("↓", with: "Down").replacing("↑", with: "Up")
  }
}
