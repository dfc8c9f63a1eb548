import Canvas
import GatewayModel

/// Who listens on a port, and whose that is: the same wherever it is shown.
enum HolderSpans {
  static func of(_ holder: PortHolder?, _ listener: PortListener, _ glyphs: Glyphs) -> [LinePainter.Span] {
    let who = "\(listener.pid.map(String.init) ?? "?") \(listener.command ?? "user \(listener.userID)")"
    switch holder {
    case .own: return [.init(glyphs.running, .good), .init(" \(who)")]
    case .gateway(let name): return [.init("\(glyphs.no) \(who)", .bad), .init(" of \(name)", .bad)]
    case .stranger: return [.init("\(glyphs.failed) \(who)", .bad), .init(" not ours", .bad)]
    case .unknown, nil: return [.init("\(glyphs.maybe) \(who)", .warning)]
    }
  }
}
