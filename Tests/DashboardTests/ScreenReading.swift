import Canvas
import GatewayModel
import Testing

@testable import Dashboard

/// A dashboard as a person uses it: keys in, words out.
extension DashboardState {
  @discardableResult
  mutating func press(_ keys: Key...) -> [Intent] {
    keys.reduce(into: []) { intents, key in
      intents += update(&self, .key(key))
      screen.paneHeight = paneHeight(self)
    }
  }

  @discardableResult
  mutating func type(_ text: String) -> [Intent] {
    text.reduce(into: []) { $0 += press(.character($1)) }
  }

  /// Chooses a gateway by its name.
  mutating func choose(_ name: String) throws {
    roster.selected = try #require(snapshot?.gateways.first { $0.name == name }).id
  }

  /// Changes the gateway that is chosen, as the next snapshot would.
  mutating func change(_ name: String, _ change: (inout Gateway) -> Void) throws {
    let place = try #require(snapshot?.gateways.firstIndex { $0.name == name })
    guard var next = snapshot else { return }
    change(&next.gateways[place])
    _ = update(&self, .snapshot(next))
  }

  func lines(_ glyphs: Glyphs = .unicode) -> [String] { draw(self, glyphs: glyphs).lines() }

  func shows(_ text: String) -> Bool { lines().contains { $0.contains(text) } }

  /// The first line with a text in it, without the blanks around it.
  func line(with text: String) -> String? {
    lines().first { $0.contains(text) }.map { String($0.drop { $0 == " " }) }
  }

  /// The lines of the pane, whatever fits.
  func pane(width: Int? = nil) -> [String] {
    PaneTable.lines(self, width: width ?? screen.width, glyphs: .unicode).map { line in
      line.pieces.map { $0.spans.map(\.text).joined() }.joined(separator: "|")
    }
  }

  /// The pieces of the first pane line that begins with a label.
  func pane(_ label: String, width: Int? = nil) -> String? {
    pane(width: width).first { $0.hasPrefix(label + "|") }.map { String($0.dropFirst(label.count + 1)) }
  }

  /// The looks of the cells in which a text is drawn.
  func looks(of text: String) -> [Style]? {
    let grid = draw(self, glyphs: .unicode)
    for (y, line) in grid.lines().enumerated() {
      guard let place = line.firstRange(of: text) else { continue }
      let x = TextWidth.of(String(line[..<place.lowerBound]))
      return (x..<x + TextWidth.of(text)).map { Style(grid[$0, y].role, grid[$0, y].attributes) }
    }
    return nil
  }
}
