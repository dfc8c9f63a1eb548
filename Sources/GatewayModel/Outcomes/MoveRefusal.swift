import Host

/// Why a move of a rescue is not made.
public enum MoveRefusal: Sendable, Equatable {
  /// The folder of the locks cannot be made.
  case lockFolder(path: String, FileFailure)
  /// The rescue's lock cannot be used. `path`: the folder of the locks, with `~` for the home.
  case lock(path: String, FileFailure)
  /// Another Gatehouse makes a move just now.
  case another
  /// The facts are not those any more that the person saw.
  case movedOn
  /// The move cannot be made at the step that is next, whose number and title these are.
  case noMove(word: String, step: Int, title: String)
  /// What the choice itself says against it.
  case choice(String)
  /// The task was cancelled before main was sound long enough.
  case proofLeft
  /// Nothing on main's port is proven to be left of an earlier run.
  case nothingOnPort(main: String)
  /// No kept copy that worked differs from the config of now.
  case noGoodBackup(main: String)
  /// Main has no unit of the user's manager, or nothing is wrong with it.
  case noUnit(main: String)
  /// No repair is left that can be undone.
  case nothingToUndo
  /// The record of the repair names neither a copy nor a unit's text.
  case nothingToTakeBack
  /// Looked at again under the gateway's lock, the port's holder is another process.
  case notTheHolder(command: String, pid: Int32, port: Int)
  /// A unit for this port would end the gateway that runs on it.
  case unitObjection(String)
  /// The unit file that an undo would write lies outside the home.
  case outsideHome(path: String, home: String)
}
