import Canvas
import Foundation
import TestSupport
import Testing

@testable import Dashboard
@testable import GatewayModel

/// Whole screens compared cell by cell: text and style. `RECORD_SCREENS=1 swift test` writes them anew.
@Suite(.computing) struct GoldenTests {
  struct Screen: Sendable, CustomTestStringConvertible {
    var name: String
    var keys: [Key] = []
    var testDescription: String { name }
  }

  static let screens: [Screen] = [
    .init(name: "overview"), .init(name: "degraded", keys: [.down, .down, .down]),
    .init(name: "failed", keys: [.down, .down]), .init(name: "broken", keys: [.character("G")]),
    .init(name: "ports", keys: [.character("2")]), .init(name: "cdp", keys: [.character("3")]),
    .init(name: "isolation", keys: [.character("4")]),
    .init(name: "isolation-next", keys: [.down, .down, .character("4"), .pageDown, .pageDown]),
    .init(name: "logs", keys: [.character("5")]), .init(name: "environment", keys: [.character("6")]),
    .init(name: "zoom", keys: [.enter]), .init(name: "help", keys: [.character("?")]),
    .init(name: "palette", keys: [.character(":"), .character("s"), .character("t")]),
    .init(name: "confirm", keys: [.character("x")]),
    .init(name: "filter", keys: [.character("/"), .character("w"), .character("o")]),
  ]

  static let sizes = [(120, 40), (80, 24), (40, 10)]

  @Test(arguments: screens) func `the screen is as it was recorded`(_ screen: Screen) throws {
    for (width, height) in Self.sizes {
      for glyphs in [Glyphs.unicode, .ascii] {
        var state = Samples.state(width: width, height: height)
        for key in screen.keys { _ = update(&state, .key(key)) }
        fill(&state)
        let grid = draw(state, glyphs: glyphs)
        let name = "\(screen.name)-\(width)x\(height)-\(glyphs == .ascii ? "ascii" : "utf8")"
        try compare(grid, with: name)
      }
    }
  }

  @Test(arguments: [RescueStep.evidence, .freeze, .repair, .verify])
  func `the guide is as it was recorded`(_ step: RescueStep) throws {
    for (width, height) in Self.sizes + [(60, 20)] {
      for glyphs in [Glyphs.unicode, .ascii] {
        let state = RescueSamples.state(width: width, height: height, step: step)
        let kind = glyphs == .ascii ? "ascii" : "utf8"
        try compare(draw(state, glyphs: glyphs), with: "rescue-\(step)-\(width)x\(height)-\(kind)")
      }
    }
  }

  /// What other parts of the program would have brought for the pane that is shown.
  private func fill(_ state: inout DashboardState) {
    guard let current = state.current else { return }
    if state.pane == .logs {
      let lines =
        (1...60).map { "2026-11-22T14:3\($0 % 10):00Z [gateway] line \($0)" } + ["Error: 409 conflict"]
      _ = update(&state, .log(id: current.id, lines: lines, isNew: true))
    }
    if state.pane == .environment {
      _ = update(
        &state,
        .environment(
          .init(
            id: current.id, command: ["/usr/bin/openclaw", "gateway", "run", "--port", "18789"],
            workingDirectory: "/home/op",
            variables: [
              .init(name: "OPENCLAW_STATE_DIR", value: "/home/op/.openclaw", isOpenClaw: true),
              .init(name: "HOME", value: "/home/op", isOpenClaw: false),
              .init(name: "MY_TOKEN", value: "•••", isOpenClaw: false),
            ], dropped: ["OPENCLAW_GATEWAY_TOKEN"], refusal: nil)))
    }
  }

  private func compare(_ grid: Grid, with name: String) throws {
    let parts = [grid.lines(), ["--- colour"], grid.lookLines(.color), ["--- mono"], grid.lookLines(.mono)]
    let text = parts.joined().joined(separator: "\n") + "\n"
    let file = Fixtures.root.appending(path: "screens/\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD_SCREENS"] == "1" {
      try Data(text.utf8).write(to: file)
      return
    }
    let recorded = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    #expect(text == recorded, "\(name)")
  }

  @Test func `while nothing happens only the clock is drawn anew`() {
    var state = Samples.state(width: 120, height: 40)
    let before = draw(state, glyphs: .unicode)
    _ = update(&state, .time(now: Samples.now + 1, clock: "14:32:08"))
    let after = drawClock(state, over: before)
    #expect(after.lines()[0].hasSuffix("14:32:08"))
    #expect(after.lines().dropFirst() == before.lines().dropFirst())
  }

  @Test func `plain glyphs keep every byte of a frame below 128, but for names that are not`() {
    var state = Samples.state(width: 120, height: 40)
    for pane in DashboardState.Pane.allCases {
      state.pane = pane
      state.snapshot?.gateways.removeAll { $0.name == "日本" }
      let text = draw(state, glyphs: .ascii).lines().joined()
      #expect(text.utf8.allSatisfy { $0 < 128 }, "\(pane): \(text.filter { !$0.isASCII })")
    }
  }

  @Test func `no size and no key makes the screen fall over`() {
    var generator = Dice(state: 20_261_122)
    let keys: [Key] =
      KeyTable.all.flatMap(\.keys) + [
        .escape, .character("y"), .character("中"), .backspace, .click(x: 3, y: 4), .left,
      ]
    for width in [0, 1, 2, 39, 40, 41, 57, 58, 60, 79, 80, 99, 100, 106, 150, 200, 300] {
      for height in [0, 1, 9, 10, 13, 14, 15, 16, 20, 24, 30, 60] {
        var state = Samples.state(width: width, height: height)
        for _ in 0..<12 {
          let key = keys.randomElement(using: &generator) ?? .enter
          _ = update(&state, .key(key))
          state.screen.paneHeight = paneHeight(state)
          let grid = draw(state, glyphs: .unicode)
          #expect(grid.width == width && grid.height == height, "\(key)")
        }
      }
    }
  }
}

/// The same throws every time, so that a failure can be seen again.
private struct Dice: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }
}
