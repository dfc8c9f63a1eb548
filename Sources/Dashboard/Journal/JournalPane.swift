import Canvas
import FoundationEssentials
import GatewayModel

/// What Gatehouse did and saw, for the selected gateway; the newest first.
enum JournalPane {
  static func lines(_ context: PaneContext) -> [PaneLine] {
    guard let journal = context.state.journal else { return [PaneLine([.init("reading the journal", .dim)])] }
    let own = journal.filter { $0.phase != .began && isAbout($0, context.gateway) }
    if own.isEmpty {
      return [PaneLine([.init("Gatehouse has done nothing to \(context.gateway.name) yet", .dim)])]
    }
    return own.reversed().flatMap { entry($0, context) }
  }

  /// What is unfinished or unproven may have no name that is shown.
  private static func isAbout(_ entry: JournalEntry, _ gateway: Gateway) -> Bool {
    entry.gateway.isEmpty || entry.stateDir.isSameBytes(as: gateway.stateDir) || entry.gateway == gateway.name
  }

  private static func entry(_ entry: JournalEntry, _ context: PaneContext) -> [PaneLine] {
    let time = "\(Age.coarse(context.state.screen.now - entry.at)) ago"
    let word =
      entry.action.rawValue
      + (entry.phase == .done || entry.phase == .noted ? "" : " \(entry.phase.rawValue)")
    // "120 d ago", and a blank.
    let timeWidth = 10
    let wordWidth = context.width >= 60 ? 18 : 14
    let indent = 2 + timeWidth + wordWidth
    let by = context.isWide ? "\(entry.by.rawValue)" : ""
    let byWidth = context.isWide ? 10 : 0
    let room = max(16, context.width - indent - byWidth - 2)
    let text = ShownText.wrap(entry.message, width: room)
    let proof = context.isWide ? ShownText.wrap(proof(entry, context.glyphs), width: room) : []
    let more = proof.filter { !$0.isEmpty }.map { part in
      PaneLine(pieces: [.init(x: indent + byWidth, spans: [.init(part, .dim)])])
    }
    return text.enumerated().map { index, part in
      guard index == 0 else { return PaneLine(pieces: [.init(x: indent + byWidth, spans: [.init(part)])]) }
      var pieces: [PaneLine.Piece] = [
        .init(x: 2, spans: [.init(time, .dim)]),
        .init(x: 2 + timeWidth, spans: [.init(word, style(entry))]),
      ]
      if byWidth > 0 { pieces.append(.init(x: indent, spans: [.init(by, .dim)])) }
      return PaneLine(pieces: pieces + [.init(x: indent + byWidth, spans: [.init(part)])])
    } + more
  }

  /// What the target was known by, and the steps that were taken.
  private static func proof(_ entry: JournalEntry, _ glyphs: Glyphs) -> String {
    let target = entry.target
    var parts: [String] = []
    if let pid = target.pid {
      parts.append("pid \(pid)" + (target.startTicks.map { " since tick \($0)" } ?? ""))
    }
    if let unit = target.unit { parts.append(unit) }
    if let port = target.port { parts.append("port \(port)") }
    if let generation = target.generation { parts.append("run \(generation)") }
    let steps = entry.steps.map(\.text).joined(separator: " \(glyphs.arrow) ")
    return ([parts.joined(separator: ", ")] + (steps.isEmpty ? [] : [steps])).filter { !$0.isEmpty }
      .joined(separator: "; ")
  }

  private static func style(_ entry: JournalEntry) -> Style {
    switch entry.phase {
    case .failed: .bad
    case .refused: .warning
    case .done: .good
    case .began, .already: .dim
    case .noted: entry.action.isAlarming ? .warning : .accent
    }
  }
}
