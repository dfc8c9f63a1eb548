import Canvas

/// The lines below the guide.
enum RescueBottomLines {
  /// The guide's keys, or what was answered last where there is no other line for it.
  static func draw(_ guide: RescueGuide, _ state: DashboardState, _ painter: inout LinePainter) {
    let y = state.screen.height - 1
    if let answer = guide.answer, guide.progress == nil {
      let style: Style = answer.isBad ? .warning : .good
      painter.line([.init(" \(answer.text)", style)], x: 0, y: y - 1, end: state.screen.width - 1)
    }
    let shown =
      guide.asking == nil
      ? RescueGuideKeys.all.map { ($0.label, $0.short) }
      : [("←→", "choose"), ("Enter", "do it"), ("Esc", "cancel")]
    KeyLine.draw(shown, y: y, state, &painter, kept: 2)
  }
}
