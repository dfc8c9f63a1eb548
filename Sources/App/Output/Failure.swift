/// An end of the program with an exit code; its message, where it has one, is written already.
public struct Exit: Error, Sendable, Equatable {
  /// The exit code of the program; one of `Failure.Code` where a message was written.
  public let code: Int32
}

/// An end with a message on stderr and an exit code of the design's list.
public enum Failure {
  /// The exit codes beside 0 and the verdicts of `check`. Source: README, "Exit codes"; the numbers are those of sysexits(3).
  public enum Code: Int32 {
    /// Called in a way, or in a place, that does not work.
    case usage = 64
    /// No gateway has the name, or more than one could be meant.
    case noSuchGateway = 66
    /// Not possible now, or tried without success; the message has the reason.
    case notNow = 69
    /// A fault of Gatehouse's own.
    case internalFault = 70
    /// A file, a directory or the terminal cannot be used.
    case inputOutput = 74
    /// Gatehouse's own config cannot be read, or is wrong.
    case ownConfig = 78
  }

  /// Writes the message and gives what ends the program.
  public static func exit(_ code: Code, _ message: String) -> Exit {
    Output.error(message)
    return Exit(code: code.rawValue)
  }
}
