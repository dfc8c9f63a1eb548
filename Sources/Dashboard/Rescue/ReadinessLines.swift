import Canvas
import GatewayModel

/// How ready the rescue is, point by point, and how what is missing is got.
enum ReadinessLines {
  /// In the Overview of main and of rescue: one line, and what to do next.
  static func short(_ context: PaneContext) -> [PaneLine] {
    guard let rescue = context.state.snapshot?.rescue, context.gateway.isMain || context.gateway.isRescue
    else { return [] }
    let now = context.state.screen.now
    let shown = context.isWide ? rescue.points : rescue.missing
    var spans: [LinePainter.Span] = []
    for point in shown {
      let age = point.at.map { " \(Age.text(now - $0))" } ?? ""
      spans += [mark(point, context.glyphs), .init(" \(word(point.kind))\(age)  ", style(point))]
    }
    if spans.isEmpty { spans = [.init("\(context.glyphs.yes) ready", .good)] }
    var lines = [PaneLine("rescue", spans, labelWidth: context.labelWidth)]
    if let first = rescue.missing.first, let fix = first.fix {
      let room = max(20, context.width - context.labelWidth - 1)
      for part in ShownText.wrap("\(first.kind.title): \(fix)", width: room) {
        lines.append(PaneLine("", [.init(part, .dim)], labelWidth: context.labelWidth))
      }
    }
    return lines
  }

  /// In the guide, while main is well: everything.
  static func all(_ rescue: RescueStatus, now: Double, width: Int, glyphs: Glyphs) -> [PaneLine] {
    let labels = rescue.points.map { TextWidth.of($0.kind.title) }.max() ?? 0
    return rescue.points.flatMap { point -> [PaneLine] in
      let age = point.at.map { ", \(Age.text(now - $0)) ago" } ?? ""
      let room = max(20, width - labels - 4)
      let texts = ShownText.wrap(point.detail + age, width: room)
      var lines = texts.enumerated().map { index, text in
        index == 0
          ? PaneLine(pieces: [
            .init(x: 2, spans: [mark(point, glyphs), .init(" \(point.kind.title)", .dim)]),
            .init(x: labels + 6, spans: [.init(text, style(point))]),
          ]) : PaneLine([.init(text, style(point))], x: labels + 6)
      }
      if point.status != .met, let fix = point.fix {
        lines += ShownText.wrap(fix, width: room).map { PaneLine([.init($0, .dim)], x: labels + 6) }
      }
      return lines
    }
  }

  private static func mark(_ point: ReadinessPoint, _ glyphs: Glyphs) -> LinePainter.Span {
    switch point.status {
    case .met: .init(glyphs.yes, .good)
    case .missing: .init(glyphs.warning, .warning)
    case .unknown: .init(glyphs.maybe, .dim)
    }
  }

  private static func style(_ point: ReadinessPoint) -> Style { point.status == .missing ? .warning : .text }

  private static func word(_ kind: ReadinessPoint.Kind) -> String {
    switch kind {
    case .configured: "configured"
    case .isolated: "isolated"
    case .ownBot: "bot"
    case .ownPorts: "ports"
    case .ownProvider: "provider"
    case .supervised: "supervised"
    case .lastGood: "good copy"
    case .drill: "drill"
    }
  }
}
