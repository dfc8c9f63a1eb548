import Canvas

/// One row of the key table: the keys of a command, its words, why it means nothing now, and what it does.
public struct KeyBinding: Sendable {
  /// A heading of the help: the raw value is its text, and the order of the cases is the order in the help.
  public enum Group: String, Sendable, CaseIterable {
    /// What is done to gateways, with their services and the rescue.
    case gateways = "Gateways"
    /// Which pane is shown below the roster, and how large.
    case panes = "Panes"
    /// Means something in the Logs pane only.
    case log = "Logs pane"
    /// Moves in the roster or in a pane; the list of commands leaves these out.
    case moving = "Moving"
    /// The roster's filter, the lists of keys and commands, copying, and the end.
    case screen = "Screen"
  }

  /// What the keys ask for. Every command has exactly one row.
  public let command: Command
  /// Each of them asks for the command while browsing. Empty where it is only in the list of commands.
  public let keys: [Key]
  /// How the keys are written.
  public let label: String
  /// One word for the bottom line; nil keeps it out of there.
  public let short: String?
  /// What it does, as the help and the list of commands show it; the list is searched by it, too.
  public let description: String
  /// The heading of the help under which it stands.
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

  /// What its keys do. What acts at once on the selected gateway does not where that has just come to be another one by itself: the key
  /// was meant for the one before.
  func perform(_ state: inout DashboardState) -> [Intent] {
    guard command.actsAtOnce, state.isSelectionNew else { return run(&state) }
    state.say("the selection has just moved by itself, to \(state.current?.name ?? "nothing"): look again")
    return []
  }
}
