import Canvas

/// The one table of keys: the loop, the help, the palette and the line at the bottom are made from it. A feature's rows stand in its own
/// folder, with what they do.
public enum KeyTable {
  /// All rows, one a command, in the order in which the help and the line at the bottom show them.
  public static let all: [KeyBinding] =
    ActionKeys.actions + [MovingKeys.mark, ActionKeys.policy, QuickChecksKeys.binding]
    + ActionKeys.services + RescueKeys.bindings + ActionKeys.outside
    + MovingKeys.panes + LogKeys.bindings + MovingKeys.moving + ScreenKeys.bindings

  /// The row of a key while browsing.
  static func binding(for key: Key) -> KeyBinding? { all.first { $0.keys.contains(key) } }

  /// The row of a command.
  static func binding(of command: Command) -> KeyBinding? { all.first { $0.command == command } }
}
