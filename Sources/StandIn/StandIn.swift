import Glibc

/// A gateway that behaves as a real one does, as far as real-gateway.md watched it, without Node and without a bot.
public enum StandIn {
  /// Plays the part that the arguments name, and ends the process.
  /// - Parameter arguments: `[--profile NAME] gateway run --port N`, `chrome --remote-debugging-port=N` or `squat --port N [--title NAME]`.
  public static func run(_ arguments: [String]) -> Never {
    switch arguments.first {
    case "chrome": StandInChrome.run(Array(arguments.dropFirst()))
    case "squat": StandInSquatter.run(Array(arguments.dropFirst()))
    default:
      if StandInCommands.answer(arguments) { exit(0) }
      StandInGateway(arguments).run()
    }
  }
}
