/// What a unit's manager says that the unit is. Source: systemd `ActiveState` (org.freedesktop.systemd1(5)).
public enum UnitState: Sendable, Hashable, Codable {
  /// It runs.
  case active
  /// It runs, and reads its configuration again.
  case reloading
  /// It does not run, and nothing is wrong.
  case inactive
  /// It ended with a failure, and the manager does not start it again.
  case failed
  /// It is started, or waits to be started again (`auto-restart`).
  case activating
  /// It is stopped.
  case deactivating
  /// Another word of the manager's.
  case other(String)

  private static let known: [String: UnitState] = [
    "active": .active, "reloading": .reloading, "inactive": .inactive, "failed": .failed,
    "activating": .activating, "deactivating": .deactivating,
  ]

  /// The state that the manager's word means; any other word is kept as it is.
  public init(_ text: String) { self = Self.known[text] ?? .other(text) }

  /// The manager's own word.
  public var text: String {
    if case .other(let text) = self { return text }
    return Self.known.first { $0.value == self }?.key ?? ""
  }

  /// Whether the manager runs the unit, or is about to, or about to end it.
  public var isOn: Bool { [.active, .activating, .reloading, .deactivating].contains(self) }

  /// Whether the unit runs or comes up: it is not on its way down.
  public var isUp: Bool { [.active, .activating, .reloading].contains(self) }

  /// Whether it is between two states, so that it is worth asking again soon.
  public var isUnsettled: Bool { [.activating, .deactivating, .reloading].contains(self) }
}

extension UnitState {
  /// As the manager's own word.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode(String.self))
  }

  /// As the manager's own word.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}
