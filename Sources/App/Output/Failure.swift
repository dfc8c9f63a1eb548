/// An end of the program with an exit code; its message, where it has one, is written already.
public struct Exit: Error, Sendable, Equatable {
  public let code: Int32
}

/// An end with a message on stderr and an exit code of the design's list.
public enum Failure {
  public enum Code: Int32 {
    case usage = 64
    case noSuchGateway = 66
    case notNow = 69
    case internalFault = 70
    case inputOutput = 74
    case ownConfig = 78
  }

  /// Writes the message and gives what ends the program.
  public static func exit(_ code: Code, _ message: String) -> Exit {
    Output.error(message)
    return Exit(code: code.rawValue)
  }
}
