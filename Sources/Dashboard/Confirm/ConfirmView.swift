import Canvas

/// The question before something that cannot be undone.
enum ConfirmView {
  static func draw(
    _ state: DashboardState, _ confirmation: DashboardState.Confirmation, _ painter: inout LinePainter
  ) {
    let width = max(TextWidth.of(confirmation.question), TextWidth.of(confirmation.detail), 30) + 6
    let place = Box.draw(confirmation.verb, width: min(width, 72), height: 7, state, &painter)
    painter.line(
      [.init(confirmation.question, .strong)], x: place.x, y: place.y + 1, end: place.x + place.width)
    painter.line([.init(confirmation.detail, .dim)], x: place.x, y: place.y + 2, end: place.x + place.width)
    painter.line(
      Box.answers(confirmation.verb, isConfirmChosen: confirmation.isConfirmChosen), x: place.x,
      y: place.y + 4, end: place.x + place.width)
  }
}
