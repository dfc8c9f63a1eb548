/// A unit by its name and its manager.
public struct ServiceKey: Sendable, Hashable {
  public var unit: String
  public var isUserUnit: Bool

  public init(unit: String, isUserUnit: Bool) {
    self.unit = unit
    self.isUserUnit = isUserUnit
  }
}

/// A unit as its service manager has it at this moment.
public struct ServiceStatus: Sendable, Equatable {
  /// `openclaw-gateway-rescue.service`.
  public var unit: String
  /// All names, aliases too.
  public var names: [String]
  public var isUserUnit: Bool
  /// `loaded`, `not-found`, `masked`, …
  public var loadState: String
  /// `active`, `inactive`, `failed`, `activating`, …
  public var activeState: String
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
  public var fragmentPath: String?
  public var dropInPaths: [String]
  /// Whether files were changed since the manager read them.
  public var needsReload: Bool
  /// What `Environment=` sets, specifiers resolved. May hold secrets.
  public var environment: [String: String]
  /// The command line, joined by blanks: for units whose file cannot be read.
  public var arguments: [String]

  public init(
    unit: String, names: [String] = [], isUserUnit: Bool = true, loadState: String = "loaded",
    activeState: String,
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
