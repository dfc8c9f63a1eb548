import Canvas

/// One row of the key table: the keys of a command, its words, why it means nothing now, and what it does.
public struct KeyBinding: Sendable {
  public enum Group: String, Sendable, CaseIterable {
    case gateways = "Gateways"
    case panes = "Panes"
    case log = "Logs pane"
    case moving = "Moving"
    case screen = "Screen"
  }

  public let command: Command
  public let keys: [Key]
  /// How the keys are written.
  public let label: String
  /// One word for the bottom line; nil keeps it out of there.
  public let short: String?
  public let description: String
  public let group: Group
  /// Why the command means nothing for the chosen gateway now, for a person; nil where it does.
  let disabled: @Sendable (DashboardState) -> String?
  let run: @Sendable (inout DashboardState) -> [Intent]

  init(
    _ command: Command, _ keys: [Key], _ label: String, _ short: String?, _ description: String,
    _ group: Group, disabled: @escaping @Sendable (DashboardState) -> String? = { _ in nil },
    run: @escaping @Sendable (inout DashboardState) -> [Intent]
  ) {
    self.command = command
    self.keys = keys
    self.label = label
    self.short = short
    self.description = description
    self.group = group
    self.disabled = disabled
    self.run = run
  }
}
