import GatewayModel

/// What a start of a gateway would use, as the Environment pane shows it.
public struct EnvironmentReport: Sendable, Equatable {
  public struct Variable: Sendable, Equatable {
    public var name: String
    public var value: String
    public var isOpenClaw: Bool

    public init(name: String, value: String, isOpenClaw: Bool) {
      self.name = name
      self.value = value
      self.isOpenClaw = isOpenClaw
    }
  }

  public var id: GatewayID
  public var command: [String]
  public var workingDirectory: String
  public var variables: [Variable]
  public var dropped: [String]
  /// Why there is no start, in the place of all else.
  public var refusal: String?
  /// The unit whose manager starts it so; nil where Gatehouse does.
  public var unit: String?

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
