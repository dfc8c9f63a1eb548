import Glibc

/// A gateway that behaves as a real one does, as far as real-gateway.md watched it, without Node and without a bot.
public enum StandIn {
  /// Plays the part that the arguments name, and ends the process.
  /// - Parameter arguments: `[--profile NAME] gateway run --port N`, `chrome --remote-debugging-port=N`, `squat --port N [--title NAME]`,
  ///   `thief --port N --file PATH`, or `hostile-modes`, which lists them.
  public static func run(_ arguments: [String]) -> Never {
    switch arguments.first {
    case "chrome": StandInChrome.run(Array(arguments.dropFirst()))
    case "squat": StandInSquatter.run(Array(arguments.dropFirst()))
    case "thief": StandInThief.run(Array(arguments.dropFirst()))
    case "hostile-modes":
      for mode in HostileMode.allCases { FileOutput.write(mode.rawValue + "\n", to: 1) }
      exit(0)
    default:
      if StandInCommands.answer(arguments) { exit(0) }
      StandInGateway(arguments).run()
    }
  }
}
