import Host

/// Why a move of a rescue is not made.
public enum MoveRefusal: Sendable, Equatable {
  case lockFolder(path: String, FileFailure)
  case lock(path: String, FileFailure)
  case another
  case movedOn
  case noMove(word: String, step: Int, title: String)
  /// What the choice itself says against it.
  case choice(String)
  case proofLeft
  case nothingOnPort(main: String)
  case noGoodBackup(main: String)
  case noUnit(main: String)
  case nothingToUndo
  case nothingToTakeBack
  case notTheHolder(command: String, pid: Int32, port: Int)
  /// A unit for this port would end the gateway that runs on it.
  case unitObjection(String)
  case outsideHome(path: String, home: String)
}
