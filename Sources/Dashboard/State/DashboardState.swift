import GatewayModel

/// Everything the dashboard's screen depends on.
public struct DashboardState: Sendable, Equatable {
  /// The pane below the roster.
  public enum Pane: Int, Sendable, CaseIterable {
    case overview, ports, cdp, isolation, logs, environment, journal

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
    case browse
    case filter
    /// A text to be found in the log.
    case search(String)
    /// The output of the quick checks, scrolled by so many lines.
    case quick(QuickReport, scroll: Int)
    /// The list of all commands, narrowed by what was typed.
    case palette(text: String, selected: Int)
    case confirm(Confirmation)
    case help(scroll: Int)
    case rescue(RescueGuide)
  }

  /// A question before something that cannot be undone.
  public struct Confirmation: Sendable, Equatable {
    public var action: Command
    public var ids: [GatewayID]
    public var question: String
    public var detail: String
    public var verb: String
    /// Cancel comes first and is chosen first.
    public var isConfirmChosen = false
  }

  /// What the quick checks of a gateway print.
  public struct QuickReport: Sendable, Equatable {
    public var id: GatewayID
    public var name: String
    public var lines: [String] = []
    public var isDone = false
  }

  public typealias Message = DashboardMessage

  public var screen = ScreenFacts()
  public var roster = RosterChoice()
  public var paneView = PaneChoice()
  public var snapshot: Snapshot?
  /// Which findings of the snapshot name which gateway.
  var marks = FindingMarks()
  public var pane = Pane.overview
  public var mode = Mode.browse
  public var message: Message?
  public var log = LogBuffer()
  public var logView = LogView()
  /// Nil until it was read.
  public var journal: [JournalEntry]?
  public var environment: EnvironmentReport?

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

  /// Whether a clock of an action or of a planned restart is on the screen.
  public var isCounting: Bool {
    if case .rescue = mode { return true }
    return snapshot?.gateways.contains { $0.operation != nil || $0.supervision.retryAt != nil } ?? false
  }

  public var current: Gateway? {
    let rows = rows
    return rows.first { $0.id == roster.selected } ?? rows.first
  }

  /// Says something in the line above the keys.
  mutating func say(_ text: String, isBad: Bool = true) { message = .init(text: text, isBad: isBad) }

  /// What an action is for: the marked rows, else the selected one.
  var targets: [Gateway] {
    let marked = rows.filter { roster.marked.contains($0.id) }
    return marked.isEmpty ? current.map { [$0] } ?? [] : marked
  }
}
