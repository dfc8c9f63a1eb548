import Canvas
import Dashboard
import GatewayModel
import OpenClaw
import Rescue

/// A dashboard with gateways whose texts come from outside, and the events that bytes stand for.
struct FuzzScreen {
  var state = DashboardState()
  private let texts: [String]
  private var events: ArraySlice<UInt8>

  init(_ input: [UInt8]) {
    let end = input.firstIndex(of: 0) ?? input.count
    let lines = String(decoding: input[..<end], as: UTF8.self).split(separator: "\n").prefix(8).map(
      String.init)
    texts = lines.isEmpty ? ["x"] : lines
    events = input[min(input.count, end + 1)...]
    state.screen.home = "/h"
    _ = update(&state, .time(now: MemoryMachine.now, clock: "14:32:07"))
    _ = update(&state, .snapshot(snapshot(5)))
  }

  private func text(_ place: Int) -> String { texts[place % texts.count] }

  /// The next event; nil at the end.
  mutating func next() -> DashboardEvent? {
    guard let byte = events.popFirst() else { return nil }
    return byte < 0x80 ? .key(key(byte)) : event(byte)
  }

  private func key(_ byte: UInt8) -> Key {
    switch byte {
    case 0x0A, 0x0D: .enter
    case 0x1B: .escape
    case 0x09: .tab
    case 0x08, 0x7F: .backspace
    case 0x01...0x1A: .control(Character(Unicode.Scalar(byte + 0x60)))
    case 0x00..<0x20: .character(text(Int(byte)).first ?? "x")
    default: .character(Character(Unicode.Scalar(byte)))
    }
  }

  private mutating func event(_ byte: UInt8) -> DashboardEvent {
    let keys: [Key] = [
      .up, .down, .left, .right, .pageUp, .pageDown, .home, .end, .delete, .backTab, .wheelUp, .wheelDown,
      .function(1), .function(5),
    ]
    if Int(byte) - 0x80 < keys.count { return .key(keys[Int(byte) - 0x80]) }
    return news(byte)
  }

  private mutating func news(_ byte: UInt8) -> DashboardEvent {
    let id = id(Int(byte) % 5)
    let more = Int(events.first ?? 0)
    switch byte {
    case 0x8E: return .key(.click(x: number(), y: number()))
    case 0x8F, 0x90: return .resized(width: number(), height: number())
    case 0x91: return .time(now: Double(number()) * 1e7, clock: text(1))
    case 0x92, 0x93: return .snapshot(snapshot(number() % 8))
    case 0x94:
      return .log(
        id: state.current?.id ?? id, title: text(2), lines: texts + [text(more)], isNew: more % 2 == 0)
    case 0x95: return .noLog(id: state.current?.id ?? id, reason: text(3))
    case 0x96:
      return .environment(
        .init(
          id: state.current?.id ?? id, command: texts, workingDirectory: text(4),
          variables: texts.map { .init(name: $0, value: $0, isOpenClaw: more % 2 == 0) }, dropped: texts,
          refusal: more % 3 == 0 ? text(1) : nil, unit: text(2)))
    case 0x97: return .rescue(report())
    case 0x98: return .journal([entry(1), entry(2)])
    case 0x99: return .rescueProgress(text(3))
    case 0x9A: return .rescueMoved(text(4), isBad: more % 2 == 0)
    case 0x9B: return .noRescue(text(5))
    case 0x9C: return .quick(id: state.current?.id ?? id, lines: texts, isDone: more % 2 == 0)
    case 0x9D: return .message(text(6), isBad: true)
    case 0x9E: return .log(id: id, lines: Array(repeating: text(1), count: more * 20), isNew: true)
    default: return .key(.character(text(Int(byte)).last ?? "x"))
    }
  }

  /// The next byte as a number.
  private mutating func number() -> Int { Int(events.popFirst() ?? 80) }

  private func id(_ place: Int) -> GatewayID {
    GatewayID(stateDir: "/h/.openclaw-\(place)", configPath: "/h/.openclaw-\(place)/openclaw.json")
  }

  private func entry(_ place: Int) -> JournalEntry {
    JournalEntry(
      at: MemoryMachine.now, id: text(1), gateway: text(place), stateDir: "/s",
      action: JournalAction(rawValue: text(3)), phase: .noted, by: .key,
      gatehouse: 1, message: text(place + 1))
  }

  private func snapshot(_ count: Int) -> Snapshot {
    let gateways = (0..<count).map(gateway)
    let named = gateways.prefix(3).map { NamedGateway(id: $0.id, name: $0.name) }
    let findings = texts.map { text in
      Finding(
        FindingCode(rawValue: text), .error, gateways: Array(named),
        ports: [.one(18789), .range(18800...18899)], paths: [text], detail: text, fix: text)
    }
    return Snapshot(
      takenAt: MemoryMachine.now, hostName: text(0), gateways: gateways, findings: findings,
      lastEvent: .init(at: MemoryMachine.now, text: text(count)))
  }

  private func gateway(_ place: Int) -> Gateway {
    let port = 18789 + place * 1000
    var gateway = Gateway(
      id: id(place), name: place == 0 ? "default" : place == 1 ? "rescue" : text(place), source: .profile,
      isRescue: place == 1, isMain: place == 0,
      configPath: id(place).configPath, stateDir: id(place).stateDir, home: "/h",
      workspace: "/h/" + text(place), isConfigMissing: false,
      plan: PortPlan(
        gateway: .init(port, .config), canvas: nil, browser: BrowserSettings(),
        rules: VersionRules(version: nil)), browsers: [],
      listeners: [
        PortListener(port: port, address: "127.0.0.1", pid: 4711, command: text(place + 2), userID: 1000)
      ], holders: [:],
      service: .init(
        manager: "systemd-user", unit: text(place + 3), state: UnitState(text(4)), mainPID: nil,
        isInstalled: place % 2 == 0),
      owner: .none, health: Health(), state: GatewayState.allCases[place % GatewayState.allCases.count],
      logOffset: 0,
      controlURL: "http://127.0.0.1:\(port)/")
    gateway.version = text(5)
    gateway.failure = place % 2 == 0 ? text(6) : nil
    gateway.health.failing = [text(7)]
    gateway.health.channels = [
      .init(name: text(1), lastInboundMs: place % 2 == 0 ? .max : -5, isConnected: false, problem: text(2))
    ]
    gateway.health.latencyMs = place == 3 ? .nan : 1e300
    gateway.browsers = [
      .init(
        allocation: .init(name: text(3), port: 18800, how: .explicit), listener: gateway.listeners[0],
        browser: text(4), holder: .own)
    ]
    return gateway
  }

  private func report() -> RescueReport {
    var facts = RescueFacts(
      takenAt: MemoryMachine.now, main: gateway(0), rescue: gateway(1), blockers: [], run: nil,
      settleSeconds: 60, configFingerprint: "x")
    facts.broken = .init(
      problem: ConfigProblem(.noObject, file: text(1)),
      lines: texts.enumerated().map { ($0.offset + 1, $0.element) }, caret: texts.count * 7)
    facts.copy = .init(
      id: text(2), takenAt: 0, isStartProven: true,
      difference: ConfigDifference(copy: [.init(path: "/c", text: text(3))]) { _ in text(4) })
    return RescueReport(
      facts: facts, choices: RescueChoices.of(facts), brief: RescueBrief.text(facts, log: texts) { $0 },
      log: texts)
  }
}
