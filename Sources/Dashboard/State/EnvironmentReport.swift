import GatewayModel

/// What a start of a gateway would use, as the Environment pane shows it.
public struct EnvironmentReport: Sendable, Equatable {
  /// One variable of the environment, ready to be shown.
  public struct Variable: Sendable, Equatable {
    /// Without control characters.
    public var name: String
    /// A mask, unless the name is known to be harmless.
    public var value: String
    /// Whether its name begins like OpenClaw's own (`Environment.prefixes`): such variables stand first.
    public var isOpenClaw: Bool

    /// Made by `Controller.environmentReport` from `LaunchPlan.shownEnvironment`.
    public init(name: String, value: String, isOpenClaw: Bool) {
      self.name = name
      self.value = value
      self.isOpenClaw = isOpenClaw
    }
  }

  /// The gateway that would be started.
  public var id: GatewayID
  /// The program, then its arguments, without secrets; empty where there is a refusal.
  public var command: [String]
  /// Absolute; empty where there is a refusal.
  public var workingDirectory: String
  /// Sorted by name; empty where there is a refusal.
  public var variables: [Variable]
  /// Names of variables that Gatehouse has and the gateway does not get, sorted.
  public var dropped: [String]
  /// Why there is no start, in the place of all else.
  public var refusal: String?
  /// The unit whose manager starts it so; nil where Gatehouse does.
  public var unit: String?

  /// Made by `Controller.environmentReport` from a launch plan, or from the reason why there is none.
  public init(
    id: GatewayID, command: [String], workingDirectory: String, variables: [Variable], dropped: [String],
    refusal: String?, unit: String? = nil
  ) {
    self.unit = unit
    self.id = id
    self.command = command
    self.workingDirectory = workingDirectory
    self.variables = variables
    self.dropped = dropped
    self.refusal = refusal
  }
}
