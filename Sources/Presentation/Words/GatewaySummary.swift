import Canvas
import GatewayModel
import OpenClaw

/// One gateway in a word and a sign, the same wherever it is shown.
public struct GatewaySummary {
  /// The gateway that is shown.
  public let gateway: Gateway
  /// The signs that the terminal can show.
  public let glyphs: Glyphs
  /// Seconds since 1970: ages and times that are left are counted from it.
  public let now: Double

  /// Made by the roster and by the header of the rescue guide, for each frame.
  public init(
    gateway: Gateway, glyphs: Glyphs, now: Double
  ) {
    self.gateway = gateway
    self.glyphs = glyphs
    self.now = now
  }

  /// `running`; without a state `remote` for a client profile, `unknown` for a container, `checking` for all others.
  public var stateWord: String {
    if case .client = gateway.kind { return "remote" }
    if gateway.kind == .container, gateway.state == nil { return "unknown" }
    return gateway.state?.rawValue ?? "checking"
  }

  /// How the state's word and sign are shown.
  public var stateStyle: Style {
    switch gateway.state {
    case .running: .good
    case .degraded, .backingOff: .warning
    case .failed: .bad
    case .starting, .stopping: .accent
    case .stopped, nil: .dim
    }
  }

  /// The sign in front of a state; nil, where the state is not known, has a sign of its own.
  public static func glyph(_ state: GatewayState?, _ glyphs: Glyphs) -> String {
    switch state {
    case .running: glyphs.running
    case .degraded: glyphs.partial
    case .failed: glyphs.failed
    case .stopped: glyphs.stopped
    case .starting, .stopping, .backingOff: glyphs.pending
    case nil: glyphs.unknown
    }
  }

  /// The health column: sign, words, style.
  public var health: (glyph: String, text: String, style: Style) {
    if let kind = gateway.kindText { return (glyphs.dash, kind, .dim) }
    if let operation = gateway.operation {
      return (glyphs.pending, operation.text(now: now), .accent)
    }
    if let retryAt = gateway.supervision.retryAt, gateway.process == nil {
      let seconds = Int(clamping: max(0, retryAt - now).rounded(.up))
      return (glyphs.pending, "restart in \(seconds) s", .warning)
    }
    if gateway.silence != nil { return (glyphs.unknown, "files do not answer", .bad) }
    if let problem = gateway.configProblem, gateway.process == nil {
      let place = problem.line.map { " \($0):\(problem.column ?? 0)" } ?? ""
      return (glyphs.failed, "config wrong\(place)", .bad)
    }
    if let stranger = gateway.stranger {
      return (glyphs.failed, "port held by \(stranger.holder)", .bad)
    }
    guard gateway.process != nil else {
      if let failure = gateway.failure { return (glyphs.failed, shortened(failure), .bad) }
      if gateway.portDoubt != nil { return (glyphs.unknown, "port unknown", .warning) }
      if gateway.placeDoubt != nil { return (glyphs.unknown, "places unknown", .warning) }
      return gateway.isConfigMissing
        ? (glyphs.unknown, "no config", .dim) : (glyphs.dash, "", .dim)
    }
    if gateway.state == .degraded {
      let failing = gateway.health.failing
      return (glyphs.partial, failing.isEmpty ? "not ready" : failing.joined(separator: ", "), .warning)
    }
    if let phase = gateway.health.phase { return (glyphs.pending, phase.rawValue, .accent) }
    if let failure = gateway.health.firstFailure, failure.layer < .hello {
      return (glyphs.failed, "\(failure.reason), \(Age.coarse(now - failure.since))", .bad)
    }
    switch gateway.health.deepest {
    case .hello, .ready: return (glyphs.running, "ready", .good)
    case .live: return (glyphs.running, "live", .good)
    case let layer?: return (glyphs.pending, layer == .ours ? "listening" : layer.rawValue, .dim)
    case nil: return (glyphs.unknown, "", .dim)
    }
  }

  /// Without the gateway's own name in front: the row has it already.
  private func shortened(_ failure: String) -> String {
    failure.hasPrefix(gateway.name + " ") ? String(failure.dropFirst(gateway.name.count + 1)) : failure
  }

  /// How long its last answer took: `<1 ms`, `12 ms`; nil where it is not live.
  public var latency: String? {
    guard gateway.process != nil, gateway.health.holds(.live) else { return nil }
    return gateway.health.latencyMs.map(Format.milliseconds)
  }

  /// How long its process has been running: `2h 1m`; a dash where there is none.
  public var uptime: String {
    gateway.process.map { Format.uptime(now - $0.startedAt) } ?? glyphs.dash
  }

  /// How many browsers of its own answer: another gateway's, or a stranger on one of its ports, is none of them.
  public var chromeCount: Int { gateway.browsers.count { $0.browser != nil && $0.holder == .own } }
}
