import GatewayModel

/// Everything the dashboard's screen depends on.
public struct DashboardState: Sendable, Equatable {
  /// The pane below the roster.
  public enum Pane: Int, Sendable, CaseIterable {
    /// Owner, health, service and paths of the selected gateway.
    case overview
    /// Its ports with their sources and listeners.
    case ports
    /// Its browser profiles, and who answers on their ports.
    case cdp
    /// OpenClaw's checklist for it, and what is wrong with a fix for each.
    case isolation
    /// The end of its log.
    case logs
    /// The command and the environment that a start of it would use.
    case environment
    /// What Gatehouse did to it, the newest first.
    case journal

    var title: String {
      switch self {
      case .overview: "Overview"
      case .ports: "Ports"
      case .cdp: "CDP"
      case .isolation: "Isolation"
      case .logs: "Logs"
      case .environment: "Environment"
      case .journal: "Journal"
      }
    }

    var shortTitle: String { self == .environment ? "Env" : title }
  }

  /// What keys mean just now.
  public enum Mode: Sendable, Equatable {
    /// The keys of `KeyTable`: nothing lies over the panes.
    case browse
    /// Typing changes the filter of the roster.
    case filter
    /// A text to be found in the log.
    case search(String)
    /// The output of the quick checks, scrolled by so many lines.
    case quick(QuickReport, scroll: Int)
    /// The list of all commands, narrowed by what was typed.
    case palette(text: String, selected: Int)
    /// A question before an action is open.
    case confirm(Confirmation)
    /// The help, scrolled by so many lines; drawing stops at its end.
    case help(scroll: Int)
    /// The guide to the rescue bot and back, over the whole screen.
    case rescue(RescueGuide)
  }

  /// A question before an action that takes something away, and before a service command.
  public struct Confirmation: Sendable, Equatable {
    /// What is done when it is confirmed.
    public var action: Command
    /// Whom it is done to; for a service command one gateway.
    public var ids: [GatewayID]
    /// The first line: `Stop main?`, `Stop 3 gateways?`.
    public var question: String
    /// The second line: what is touched or lost, the names of several gateways, or the exact service command.
    public var detail: String
    /// The title, and the word of the answer that confirms: `Stop`.
    public var verb: String
    /// Cancel comes first and is chosen first.
    public var isConfirmChosen = false
  }

  /// What the quick checks of a gateway print.
  public struct QuickReport: Sendable, Equatable {
    /// The gateway that is checked.
    public var id: GatewayID
    /// Its shown name.
    public var name: String
    /// Lines that are kept: the first ones.
    public static let lineLimit = 5000

    /// What was printed so far, without secrets and escape sequences.
    public var lines: [String] = []
    /// How many lines more were printed than are kept.
    var leftOut = 0
    /// Whether all checks have ended, or were refused.
    public var isDone = false

    mutating func append(_ more: [String]) {
      let room = max(0, Self.lineLimit - lines.count)
      lines += more.prefix(room)
      leftOut += max(0, more.count - room)
    }

    /// The lines as they are shown and copied.
    var shown: [String] {
      leftOut == 0 ? lines : lines + ["\(leftOut) more line\(leftOut == 1 ? " is" : "s are") left out"]
    }
  }

  /// The answer to a key, by its short name.
  public typealias Message = DashboardMessage

  /// Size, time and home: what the screen's thread knows of itself.
  public var screen = ScreenFacts()
  /// The selected row, the marked ones and the filter.
  public var roster = RosterChoice()
  /// How the pane is zoomed and scrolled.
  public var paneView = PaneChoice()
  /// The newest one; nil until the first look is done.
  public var snapshot: Snapshot?
  /// Which findings of the snapshot name which gateway.
  var marks = FindingMarks()
  /// The pane that is shown, or that comes back when what lies over it is closed.
  public var pane = Pane.overview
  /// What keys mean just now, and what lies over the panes.
  public var mode = Mode.browse
  /// For the line above the keys; nil where nothing is to be answered: the snapshot's last event stands there then.
  public var message: Message?
  /// The log that was read last; it may be of a gateway that was selected before.
  public var log = LogBuffer()
  /// Level, search and source of the Logs pane.
  public var logView = LogView()
  /// Nil until it was read.
  public var journal: [JournalEntry]?
  /// For the Environment pane; nil while it is worked out. It may be of a gateway that was selected before.
  public var environment: EnvironmentReport?

  /// Made by the screen's thread before the first look.
  public init() {}

  /// The gateways that the filter lets through, in the snapshot's order.
  public var rows: [Gateway] {
    let all = snapshot?.gateways ?? []
    let wanted = roster.filter.lowercased()
    if wanted.isEmpty { return all }
    return all.filter { gateway in
      [
        gateway.name, gateway.state?.rawValue ?? "", gateway.runBy?.rawValue ?? "",
        gateway.plan.gateway.known.map(String.init) ?? "",
      ].contains { $0.lowercased().contains(wanted) }
    }
  }

  /// Whether the whole frame must be drawn each second: a clock of an action or of a planned restart runs, or the rescue guide is open.
  public var isCounting: Bool {
    if case .rescue = mode { return true }
    return snapshot?.gateways.contains { $0.operation != nil || $0.supervision.retryAt != nil } ?? false
  }

  /// The selected gateway; the first row where the selected one is filtered out, nil where there is no row.
  public var current: Gateway? {
    let rows = rows
    return rows.first { $0.id == roster.selected } ?? rows.first
  }

  /// Says something in the line above the keys.
  mutating func say(_ text: String, isBad: Bool = true) { message = .init(text: text, isBad: isBad) }

  /// What an action is for: the marked rows that are shown, the selected one where none is marked.
  var targets: [Gateway] {
    roster.marked.isEmpty
      ? current.map { [$0] } ?? [] : rows.filter { roster.marked.contains($0.id) }
  }

  /// Why an action is for nothing: what is marked cannot be seen, and what is selected is not meant. Nil where it is for something.
  var markRefusal: String? {
    roster.marked.isEmpty || !targets.isEmpty
      ? nil : "what is marked is hidden by the filter: Esc shows all rows"
  }

  /// Whether the selected row has become another one by itself, so short a time ago that a key may be meant for the one before.
  var isSelectionNew: Bool { (0..<UnaskedChange.pause).contains(screen.now - roster.movedAt) }
}
