/// Lanes of ports on shared axes: ticks for single ports, a bar for a range, and what meets another lane in another glyph.
public struct PortMap: Sendable {
  /// A bar so far from its ticks is drawn beside them, with its own numbers.
  static let far = 400

  /// A port that stands by itself: base port, browser control, canvas, or one that the config opens besides.
  public struct Tick: Sendable, Equatable {
    /// The number of the port.
    public var port: Int
    /// Whether another gateway uses the port too.
    public var isShared: Bool

    /// Made by `PortMapLanes`, which counts the uses of every port.
    public init(port: Int, isShared: Bool) {
      self.port = port
      self.isShared = isShared
    }
  }

  /// One line of the map.
  public struct Lane: Sendable, Equatable {
    /// The gateway's name; it is cut where it is longer than the map's column for names.
    public var name: String
    /// Whether the name is bold: of the gateway that is selected.
    public var isStrong: Bool
    /// In order; the first is shown as a number.
    public var ticks: [Tick]
    /// The CDP range, both ends included.
    public var bar: ClosedRange<Int>
    /// Parts of the bar that meet something else.
    public var shared: [ClosedRange<Int>]
    /// What is said behind the bar.
    public var note: String

    /// Made by `PortMapLanes`, one for each gateway whose port is known.
    public init(
      name: String, isStrong: Bool, ticks: [Tick], bar: ClosedRange<Int>, shared: [ClosedRange<Int>],
      note: String
    ) {
      self.name = name
      self.isStrong = isStrong
      self.ticks = ticks
      self.bar = bar
      self.shared = shared
      self.note = note
    }

    var first: Int { ticks.first?.port ?? bar.lowerBound }
    /// Whether ticks and bar do not fit one axis.
    var isSplit: Bool { bar.lowerBound > first + PortMap.far || bar.upperBound < first }
    /// Ports by which the bar is moved to stand beside its ticks.
    var shift: Int { isSplit ? bar.lowerBound - first - 11 : 0 }
    var last: Int { max(bar.upperBound - shift, ticks.last?.port ?? 0) }
  }

  /// A piece of a line.
  public struct Span: Sendable, Equatable {
    /// What is written; a blank for each column without a port.
    public var text: String
    /// How it is drawn.
    public var style: Style
  }

  private let lanes: [Lane]
  private let starts: [Int]
  private let nameWidth: Int
  private let columns: Int
  /// How many ports one column stands for.
  public let portsPerColumn: Int

  /// - Parameter width: columns for a whole line.
  public init(_ lanes: [Lane], width: Int) {
    let sorted = lanes.sorted { ($0.first, $0.name) < ($1.first, $1.name) }
    var starts: [Int] = []
    var start = 0
    var end = -1
    var span = 1
    for lane in sorted {
      // Lanes that meet stand on one axis; all others begin at the left edge.
      if lane.first > end { start = lane.first }
      end = lane.first > end ? lane.last : max(end, lane.last)
      starts.append(start)
      span = max(span, lane.last - start + 1)
    }
    self.lanes = sorted
    self.starts = starts
    nameWidth = min(max(sorted.map { TextWidth.of($0.name) }.max() ?? 0, 8), max(8, width / 5))
    let notes = sorted.map { TextWidth.of($0.note) }.max() ?? 0
    // Name, first port, bar, last port, note.
    columns = max(10, width - nameWidth - 2 - 6 - 7 - min(notes + 1, max(0, width / 3)))
    // Rounded up.
    portsPerColumn = (span - 1) / columns + 1
  }

  /// One line for each lane, sorted by first port, then by name. `width` only cuts the notes: the bars follow the width of `init`.
  public func lines(glyphs: Glyphs, width: Int) -> [[Span]] {
    lanes.indices.map { line($0, glyphs: glyphs, width: width) }
  }

  private func line(_ index: Int, glyphs: Glyphs, width: Int) -> [Span] {
    let lane = lanes[index]
    let name = TextCut.end(lane.name, width: nameWidth, ellipsis: glyphs.ellipsis)
    var spans: [Span] = [
      Span(text: name.padded(to: nameWidth + 2), style: lane.isStrong ? .strong : .text),
      Span(text: String(lane.first).padded(to: 6), style: .dim),
    ]
    spans += cells(lane, start: starts[index], glyphs: glyphs)
    let numbers =
      lane.isSplit
      ? "\(lane.bar.lowerBound)\(glyphs.dash)\(lane.bar.upperBound)" : String(lane.bar.upperBound)
    spans.append(Span(text: " \(numbers)", style: .dim))
    let used = spans.reduce(0) { $0 + TextWidth.of($1.text) }
    if !lane.note.isEmpty, width - used > 4 {
      let note = TextCut.end(" \(lane.note)", width: width - used, ellipsis: glyphs.ellipsis)
      spans.append(Span(text: note, style: .warning))
    }
    return spans
  }

  private enum Kind: Equatable {
    case blank, tick, sharedTick, bar, sharedBar
  }

  private func cells(_ lane: Lane, start: Int, glyphs: Glyphs) -> [Span] {
    func column(_ port: Int) -> Int { max(0, (port - start) / portsPerColumn) }
    var kinds = [Kind](repeating: .blank, count: column(lane.last) + 1)
    let shift = lane.shift
    func fill(_ range: ClosedRange<Int>, _ kind: Kind) {
      for place in column(range.lowerBound - shift)...column(range.upperBound - shift)
      where kinds.indices.contains(place) { kinds[place] = kind }
    }
    fill(lane.bar, .bar)
    for range in lane.shared { fill(range, .sharedBar) }
    for tick in lane.ticks where kinds.indices.contains(column(tick.port)) {
      let place = column(tick.port)
      if kinds[place] != .sharedTick { kinds[place] = tick.isShared ? .sharedTick : .tick }
    }
    var spans: [Span] = []
    var place = 0
    while place < kinds.count {
      var end = place
      while end < kinds.count, kinds[end] == kinds[place] { end += 1 }
      let (glyph, style) = look(kinds[place], glyphs)
      spans.append(Span(text: String(repeating: glyph, count: end - place), style: style))
      place = end
    }
    return spans
  }

  private func look(_ kind: Kind, _ glyphs: Glyphs) -> (String, Style) {
    switch kind {
    case .blank: (" ", .text)
    case .tick: (glyphs.tick, .strong)
    case .sharedTick: (glyphs.tick, .warning)
    case .bar: (glyphs.bar, .good)
    case .sharedBar: (glyphs.sharedBar, .warning)
    }
  }
}
