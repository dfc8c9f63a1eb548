import Canvas
import Host
import OpenClaw
import TestSupport

@testable import Dashboard
@testable import GatewayModel
@testable import Rescue

/// Plays a dashboard at random: keys, sizes and all that may come in, in any order. The same seed plays the same.
struct ScreenPlayer {
  private(set) var state = DashboardState()
  private var random: Dice
  private var pool = ScreenPlayer.gateways
  private var glyphs = Glyphs.unicode
  private var played: [DashboardEvent] = []

  init(seed: UInt64) {
    random = Dice(seed: seed)
    state.screen.home = "/home/op"
  }

  /// Numbers that follow from a seed (SplitMix64).
  private struct Dice: RandomNumberGenerator {
    var seed: UInt64

    mutating func next() -> UInt64 {
      seed &+= 0x9E37_79B9_7F4A_7C15
      var z = seed
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private mutating func pick<Value>(_ values: [Value]) -> Value {
    values[Int.random(in: 0..<values.count, using: &random)]
  }

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

  private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  // MARK: One step

  mutating func step() {
    switch number(0...99) {
    case ..<55: play(.key(key()))
    case ..<60: type()
    case ..<68: resize()
    case ..<80: play(.snapshot(snapshot()))
    case ..<88: play(log())
    default: play(news())
    }
  }

  private mutating func play(_ event: DashboardEvent) {
    played = played.suffix(9) + [event]
    _ = update(&state, event)
  }

  /// What was played last, for whoever reads of a fault.
  var story: String { played.map { String("\($0)".prefix(120)) }.joined(separator: "; ") }

  /// What the screen's thread does for a frame.
  mutating func drawn() -> Grid {
    if chance(2) { glyphs = glyphs == .ascii ? .unicode : .ascii }
    state.screen.paneHeight = paneHeight(state)
    let grid = draw(state, glyphs: glyphs)
    return chance(5) ? drawClock(state, over: grid) : grid
  }

  // MARK: Keys and sizes

  private static let keys: [Key] =
    KeyTable.all.flatMap(\.keys) + [
      .enter, .enter, .escape, .escape, .backspace, .delete, .left, .right, .tab, .wheelUp, .wheelDown,
      .pageDown, .pageDown, .end, .control("u"), .control("c"), .function(5), .character("y"),
      .character("b"),
      .character("l"), .character("t"), .character("D"), .character("日"), .character("e\u{301}"),
    ] + (1...7).map { .character(Character(String($0))) }

  private mutating func key() -> Key {
    if chance(5) { return .click(x: number(-1...310), y: number(-1...110)) }
    return pick(Self.keys)
  }

  /// A filter, a search or a name in the palette.
  private mutating func type() {
    let opening: Key = pick([.character("/"), .character(":")])
    let words = pick(["failed", "g1", "1", "stop", "start", "日", "nothing", "", "e\u{301}👍🏽", "port"])
    for key in [opening] + words.map(Key.character) + (chance(70) ? [.enter] : []) { play(.key(key)) }
  }

  private mutating func resize() {
    let usual = [(40, 10), (80, 24), (100, 30), (52, 14), (70, 16), (41, 13)]
    let (width, height) =
      switch number(0...99) {
      case ..<10: pick([(1, 1), (0, 0), (39, 10), (40, 9), (300, 3), (5, 100)])
      case ..<85: pick(usual)
      case ..<96: (number(0...120), number(0...40))
      default: (number(0...300), number(0...100))
      }
    play(.resized(width: width, height: height))
  }

  // MARK: Snapshots

  private static let texts =
    HostileTextTests.texts + [
      "plain", "a reason of some length, with a path /home/op/.openclaw/openclaw.json:3:5 in it",
      String(repeating: "word ", count: 60), String(repeating: "長い", count: 90), "\u{301}", " ", "🇩🇪🇫🇷 flags",
    ]

  private static let gateways: [Gateway] = {
    var made = Samples.snapshot.gateways
    let states: [GatewayState?] = [
      .running, .stopped, .failed, .degraded, .starting, .stopping, .backingOff, nil,
    ]
    for number in 0..<16 {
      var gateway = Samples.gateway(
        "g\(number)", port: [1, 65535, 65500, 18789, 20000][number % 5] + (number % 5 > 2 ? number * 37 : 0),
        state: states[number % 8], health: Samples.health(failing: number % 3 == 0 ? ["discord"] : []),
        pid: number % 2 == 0 ? Int32(5000 + number) : nil)
      if number % 7 == 3 { gateway.kind = .container }
      if number % 7 == 5 { gateway.kind = .client(host: "far") }
      if number % 4 == 1 { gateway.plan.gateway.from = .unknown }
      if number % 6 == 2 { gateway.plan.cdpRangeFrom = .unknown }
      made.append(gateway)
    }
    return made
  }()

  private mutating func snapshot() -> Snapshot {
    if chance(60) { change(number(0...pool.count - 1)) }
    if chance(20) { pool.shuffle(using: &random) }
    let count = chance(10) ? 0 : chance(30) ? number(0...3) : number(0...pool.count)
    var gateways = Array(pool.prefix(count))
    if chance(30) { gateways.shuffle(using: &random) }
    let named = gateways.prefix(3).map { NamedGateway(id: $0.id, name: $0.name) }
    let findings = (0..<number(0...6)).map { _ in
      Finding(
        pick([.gatewayPortDuplicate, .pathNested, .cdpRangeOverlap, FindingCode(rawValue: pick(Self.texts))]),
        pick(Finding.Severity.allCases), gateways: chance(80) ? Array(named) : [],
        ports: chance(50) ? [.one(number(0...70_000)), .range(18800...18899)] : [], paths: [pick(Self.texts)],
        detail: pick(Self.texts), fix: pick(Self.texts))
    }
    let time = state.screen.now + Double(pick([0, 1, 1, 60, -100, 1_000_000]))
    return Snapshot(
      takenAt: time, hostName: pick(Self.texts), gateways: gateways, findings: findings,
      lastEvent: chance(50) ? .init(at: time - 3, text: pick(Self.texts)) : nil)
  }

  private mutating func change(_ place: Int) {
    var gateway = pool[place]
    let text = pick(Self.texts)
    switch number(0...11) {
    case 0: gateway.name = text
    case 1: gateway.failure = chance(70) ? text : nil
    case 2:
      gateway.state = pick([.running, .stopped, .failed, .degraded, .starting, .stopping, .backingOff, nil])
    case 3:
      gateway.operation =
        chance(50) ? nil : GatewayOperation(kind: .stop, step: text, since: 0, isStopping: chance(50))
    case 4: gateway.portDoubt = text
    case 5: gateway.service.unit = text
    case 6:
      gateway.health.channels = [
        .init(name: text, lastInboundMs: .max, isConnected: chance(50), problem: text)
      ]
    case 7:
      gateway.supervision.retryAt = pick([nil, 0, .infinity, -.infinity, .nan, 1e300, state.screen.now + 5])
    case 8: gateway.workspace = "/" + text
    case 9: gateway.process = nil
    case 10: gateway.configModifiedAt = pick([nil, .nan, .infinity, 0])
    default: gateway.browsers = chance(50) ? [] : gateway.browsers + gateway.browsers.prefix(2)
    }
    pool[place] = gateway
  }

  // MARK: What else comes in

  private var someone: GatewayID? { state.current?.id ?? pool.first?.id }

  private mutating func log() -> DashboardEvent {
    guard let id = chance(90) ? someone : pool.last?.id else { return .journal([]) }
    if chance(10) { return .noLog(id: id, reason: pick(Self.texts)) }
    let count = chance(10) ? 0 : chance(98) ? number(1...12) : 5100
    var lines = (0..<min(count, 12)).map { _ in
      pick(["INFO a", "WARN b", "Error: c"]) + " " + pick(Self.texts)
    }
    if count > 12 { lines += (12..<count).map { "line \($0)" } }
    if chance(3) {
      lines.append(String(repeating: pick(["x", "中", "e\u{301}", "a \u{200D}"]), count: 3000))
    }
    return .log(id: id, title: chance(20) ? pick(Self.texts) : "", lines: lines, isNew: chance(30))
  }

  private mutating func news() -> DashboardEvent {
    let (id, text) = (someone ?? GatewayID(stateDir: "", configPath: ""), pick(Self.texts))
    switch number(0...11) {
    case 0:
      return .time(
        now: pick([0, Samples.now, state.screen.now + 1, 1e300, .nan, .infinity, -5]), clock: text)
    case 1: return .environment(environment(id, text))
    case 2: return .journal((0..<number(0...8)).map { _ in entry(text) })
    case 3, 4:
      return .quick(
        id: id, lines: (0..<number(0...40)).map { "$ \($0) \(text)" }, isDone: chance(30))
    case 5, 6: return .rescue(RescueSamples.report(pick(RescueStep.allCases)))
    case 7: return .noRescue(text)
    case 8: return .rescueProgress(text)
    case 9: return .rescueMoved(text, isBad: chance(50))
    default: return .message(text, isBad: chance(50))
    }
  }

  private mutating func environment(_ id: GatewayID, _ text: String) -> EnvironmentReport {
    EnvironmentReport(
      id: id, command: [text, "gateway"], workingDirectory: text,
      variables: (0..<number(0...60)).map { .init(name: "V\($0)", value: text, isOpenClaw: $0 < 9) },
      dropped: [text], refusal: chance(30) ? text : nil, unit: chance(30) ? text : nil)
  }

  private mutating func entry(_ text: String) -> JournalEntry {
    JournalEntry(
      at: pick([0, Samples.now, .infinity, .nan]), id: "1", gateway: chance(50) ? "" : text, stateDir: "/s",
      action: JournalAction(rawValue: text), phase: .noted, by: .key, gatehouse: 1, message: text)
  }

  // MARK: What must hold of a frame

  /// What is wrong with a frame; nil where it has its size, and nothing in it but signs in cells.
  func fault(of grid: Grid) -> String? {
    if grid.width != max(0, state.screen.width) || grid.height != max(0, state.screen.height) {
      return "\(grid.width)x\(grid.height) instead of \(state.screen.width)x\(state.screen.height)"
    }
    for marks in grid.marks where !marks.allSatisfy(Self.isHarmless) { return "marks \(marks)" }
    return grid.cells.withUnsafeBufferPointer { Self.fault(of: $0, width: grid.width) }
  }

  /// By hand, for there are thousands of cells after each of thousands of steps.
  private static func fault(of cells: UnsafeBufferPointer<Cell>, width: Int) -> String? {
    var (place, column, end) = (0, 0, width)
    while place < cells.count {
      let cell = cells[place]
      if cell.width == 0 {
        if cell.scalar != 0 { return "a half with a sign in cell \(place)" }
      } else if cell.scalar < 0x20 || cell.scalar >= 0x7F, !isSign(cell.scalar) {
        return "the scalar \(cell.scalar) in cell \(place)"
      }
      column &+= Int(cell.width)
      place &+= 1
      if place == end {
        if column != place { return "row \(place / width - 1) is shifted" }
        end &+= width
      }
    }
    return nil
  }

  private static func isSign(_ scalar: UInt32) -> Bool { Unicode.Scalar(scalar).map(isHarmless) ?? false }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }
}
