import Canvas

/// The list of all commands, narrowed by what was typed.
enum PaletteView {
  /// - Parameter bindings: the key table.
  static func draw(
    _ state: DashboardState, text: String, selected: Int, bindings: [KeyBinding], _ painter: inout LinePainter
  ) {
    let matches = PaletteUpdate.matches(text, bindings)
    let place = Box.draw("Commands", width: 76, height: min(16, matches.count + 4), state, &painter)
    painter.line(
      [.init(": ", .key), .init(text), .init(" ", Style(.text, .reverse))], x: place.x, y: place.y,
      end: place.x + place.width)
    let room = place.height - 2
    let first = max(0, min(selected - room + 1, matches.count - room))
    for (row, binding) in matches.dropFirst(first).prefix(max(0, room)).enumerated() {
      let isSelected = first + row == selected
      let reason = binding.disabled(state)
      let y = place.y + 2 + row
      if isSelected { painter.grid.put(painter.glyphs.selection, x: place.x - 1, y: y, style: .accent) }
      let style: Style = reason != nil ? .dim : isSelected ? .strong : .text
      painter.line(
        [
          .init(binding.command.title.padded(to: 15), style), .init(binding.label.padded(to: 10), .key),
          .init(reason ?? binding.description, reason == nil ? .text : .dim),
        ], x: place.x, y: y, end: place.x + place.width)
    }
    if matches.isEmpty { painter.line([.init("no such command", .dim)], x: place.x, y: place.y + 2) }
  }
}
