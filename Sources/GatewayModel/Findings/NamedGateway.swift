/// A gateway that a finding is about: who it is, and what it is called for a person.
public struct NamedGateway: Sendable, Hashable {
  /// Whom it means, whatever it is called.
  public var id: GatewayID
  /// As it is shown: without control characters.
  public var name: String

  /// Made by the rules from the gateway that they judge.
  public init(id: GatewayID, name: String) {
    self.id = id
    self.name = name
  }

  /// The gateway of a definition, as it is shown.
  public init(_ definition: Definition) {
    self.init(id: definition.id, name: LogText.clean(definition.name))
  }
}
