import OpenClaw

/// A unit by its name and its manager.
public struct ServiceKey: Sendable, Hashable {
  /// `openclaw-gateway-rescue.service`.
  public var unit: String
  /// Whether the user's manager has it, not the system's.
  public var isUserUnit: Bool

  /// A unit's name, with `.service`, and its manager.
  public init(unit: String, isUserUnit: Bool) {
    self.unit = unit
    self.isUserUnit = isUserUnit
  }

  /// Byte by byte: two spellings of one text in Unicode are two names of files.
  public static func == (a: ServiceKey, b: ServiceKey) -> Bool {
    a.isUserUnit == b.isUserUnit && a.unit.isSameBytes(as: b.unit)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(unit.bytes)
    hasher.combine(isUserUnit)
  }
}

/// A unit as its service manager has it at this moment.
public struct ServiceStatus: Sendable, Equatable {
  /// `openclaw-gateway-rescue.service`.
  public var unit: String
  /// All names, aliases too.
  public var names: [String]
  /// Whether the user's manager has it, not the system's.
  public var isUserUnit: Bool
  /// `loaded`, `not-found`, `masked`, …
  public var loadState: String
  /// `active`, `inactive`, `failed`, `activating`, …
  public var activeState: UnitState
  /// `running`, `dead`, `auto-restart`, …
  public var subState: String
  /// `enabled`, `disabled`, `static`, …; nil where the manager does not say.
  public var fileState: String?
  /// The main process; nil where none runs.
  public var mainPID: Int32?
  /// How often the manager has restarted it by itself.
  public var restarts: Int?
  /// Why it ended: `success`, `exit-code`, `signal`, …
  public var result: String?
  /// Its file, absolute, as the manager knows it; nil for a unit without one.
  public var fragmentPath: String?
  /// Absolute, in the order in which the manager reads them.
  public var dropInPaths: [String]
  /// Whether files were changed since the manager read them.
  public var needsReload: Bool
  /// What `Environment=` sets, specifiers resolved. May hold secrets.
  public var environment: [String: String]
  /// The command line, joined by blanks: for units whose file cannot be read.
  public var arguments: [String]
  /// When it became what it is; seconds since 1970.
  public var changedAt: Double?
  /// Seconds that its manager waits before it starts it again.
  public var restartSeconds: Double?
  /// Seconds that its manager waits between TERM and KILL; nil for ever, or where it does not say.
  public var stopSeconds: Double?
  /// The exit code of its last process; nil where a signal ended it, or none has ended.
  public var exitCode: Int32?
  /// systemd's id of its last run (`InvocationID`), by which the system's journal finds the lines of that run.
  public var invocation: String?

  /// When its manager starts it again; nil unless it waits for that.
  public var retryAt: Double? {
    guard isBackingOff, let changedAt else { return nil }
    return changedAt + (restartSeconds ?? 0)
  }

  /// `activating (auto-restart)`: it ended, and its manager waits before the next try.
  public var isBackingOff: Bool { activeState == .activating && subState.begins(with: "auto-restart") }

  /// Whether a unit's name is one of its own; names of files are bytes.
  public func isNamed(_ name: String) -> Bool { names.contains { $0.isSameBytes(as: name) } }

  /// Whether the manager runs it, or is about to, or about to end it.
  public var isOn: Bool { activeState.isOn }

  /// Made by `ServiceShow` from what `systemctl show` prints of one unit; without `names` it has its own alone.
  public init(
    unit: String, names: [String] = [], isUserUnit: Bool = true, loadState: String = "loaded",
    activeState: UnitState,
    subState: String = "", fileState: String? = nil, mainPID: Int32? = nil, restarts: Int? = nil,
    result: String? = nil, fragmentPath: String? = nil, dropInPaths: [String] = [], needsReload: Bool = false,
    environment: [String: String] = [:], arguments: [String] = []
  ) {
    self.unit = unit
    self.names = names.isEmpty ? [unit] : names
    self.isUserUnit = isUserUnit
    self.loadState = loadState
    self.activeState = activeState
    self.subState = subState
    self.fileState = fileState
    self.mainPID = mainPID
    self.restarts = restarts
    self.result = result
    self.fragmentPath = fragmentPath
    self.dropInPaths = dropInPaths
    self.needsReload = needsReload
    self.environment = environment
    self.arguments = arguments
  }
}
